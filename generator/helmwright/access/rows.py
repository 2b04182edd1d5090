"""Who may do what, as rows: what each group is given, and the answers to a question."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from helmwright.emit.argocd.access import ROLE, TEAM
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.rbac import AUTHENTICATED, MASTERS, Binding, Request, answer

UNAUTHENTICATED = "system:unauthenticated"
"""Whoever has not logged in is in this group alone."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a group is given by one binding; without a team it is a chart's."""

    environment: str
    group: str
    binding: Binding

    @property
    def team(self) -> str:
        return self._label(TEAM)

    @property
    def role(self) -> str:
        return self._label(ROLE)

    @property
    def right(self) -> str:
        """The ClusterRole that is bound, or the right of the role whose rules are."""
        name = str((self.binding.manifest.object.get("roleRef") or {}).get("name"))
        return name.rpartition(":")[2] if self.team and name == self.binding.manifest.name else name

    def _label(self, key: str) -> str:
        metadata: dict[str, Any] = self.binding.manifest.object.get("metadata") or {}
        return str((metadata.get("labels") or {}).get(key, ""))


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a group may do what was asked, and by which binding, unless it is system:masters."""

    environment: str
    group: str
    allowed: bool
    by: Binding | None


def given(
    environment: str, found: Iterable[Binding], known: Sequence[Manifest], team: str, group: str
) -> Iterator[Given]:
    """What groups are given: all of them, or those of a team, or one.

    What is `known`, as every cluster has it, is told of a group of Kubernetes' own only where it is asked about.
    """
    rows = [Given(environment, name, one) for one in found for name in one.groups]
    for row in sorted(rows, key=lambda one: (one.group, one.binding.namespace, one.right)):
        telling = row.binding.manifest not in known or row.group == group
        if telling and team in ("", row.team) and group in ("", row.group):
            yield row


def answers(
    environment: str, found: Collection[Binding], groups: Iterable[str], request: Request
) -> Iterator[Answer]:
    """The answer for each group; whoever is in it is in that of all who have logged in too, but for who has not."""
    for group in groups:
        by = answer(request, {group} if group == UNAUTHENTICATED else {group, AUTHENTICATED}, found)
        yield Answer(environment, group, by is not None or group == MASTERS, by)
