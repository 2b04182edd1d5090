"""Roles and users of IAM, and the groups of people that they stand for in a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from helmwright.model.access import is_everything
from helmwright.model.inputs import Environment
from helmwright.model.team import Team


@dataclass(frozen=True, slots=True)
class Principal:
    """An IAM role or user: where the environment names it, its groups, and whether one of its roles is everything."""

    arn: str
    holders: tuple[str, ...]
    groups: tuple[str, ...]
    is_everything: bool

    @property
    def partition(self) -> str:
        """The partition of AWS that it is in: `aws`, `aws-cn`."""
        return self.arn.split(":")[1]


def is_role(arn: str) -> bool:
    """Whether it is the ARN of a role, and not of a user."""
    return ":role/" in arn


def without_path(arn: str) -> str:
    """The ARN of a role as aws-auth wants it.

    https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting-iam.html
    """
    head, _, rest = arn.partition("/")
    return f"{head}/{rest.rpartition('/')[2]}"


def principals(environment: Environment, teams: Mapping[str, Team]) -> tuple[Principal, ...]:
    """Everything of IAM that may log in, sorted: an access entry is one for each, with all of its groups."""
    holders: dict[str, list[str]] = {}
    for holder, arns in sorted(environment.access_principals.items()):
        for arn in arns:
            holders.setdefault(arn, []).append(holder)
    return tuple(
        Principal(
            arn=arn,
            holders=tuple(own),
            groups=tuple(sorted({group for holder in own for group in groups(holder, teams)})),
            is_everything=any(is_everything(environment.roles, role_of(holder)) for holder in own),
        )
        for arn, own in sorted(holders.items())
    )


def groups(holder: str, teams: Mapping[str, Team]) -> Iterator[str]:
    """The groups that `shop/lead` means, or a role of every team."""
    team, _, role = holder.rpartition("/")
    for one in teams.values():
        if team in ("", one.name):
            yield from (one.groups or {}).get(role, ())


def role_of(holder: str) -> str:
    """The role of `shop/lead`."""
    return holder.rpartition("/")[2]
