"""Which groups of people have which roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity, in_environments
from helmwright.hints import did_you_mean
from helmwright.model.access import Scope, is_everything, roles
from helmwright.model.resolved import Resolved
from helmwright.model.source import Source

CODES = (
    Code(
        "R951",
        "unknown role",
        "A group with a role that no environment knows gets no rights at all, and nobody is told.",
        "Correct the name, or describe the role in roles of helmwright.yaml or of an environment.",
    ),
    Code(
        "R952",
        "role that no group has",
        "The file gives or takes away rights of a role that no team gives to a group, most often under a misspelt "
        "name. Whoever was meant keeps the rights of before.",
        "Correct the name, give the role to a group of a team, or remove the entry.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "R956",
        "group with two roles",
        "A group has two roles of one team, or one role that may do everything beside another. The lesser one says "
        "nothing, and whoever reads it takes the group for less than it is.",
        "Leave the group in one of the two.",
    ),
    Code(
        "R957",
        "group of Kubernetes itself",
        "Groups that begin with system: are Kubernetes' own: everybody who can log in is in system:authenticated, and "
        "system:masters may do everything whatever is bound. EKS gives no access entry such a group.",
        "Name a group of people, as the identity provider or the access entry calls it.",
    ),
    Code(
        "R960",
        "groups without a namespace",
        "The team runs nothing in any environment, and the role has rights in the team's namespaces. They give the "
        "group nothing.",
        "Correct the team's name, let it own an app, or remove the groups.",
        Severity.WARNING,
        overridable=True,
    ),
)


def known(resolved: Resolved) -> Iterator[Finding]:
    """Every role that a group has is one of some environment."""
    names = {name for environment in resolved.inputs.environments.values() for name in environment.roles}
    for team, role, _ in _given(resolved):
        if role not in names:
            at = resolved.inputs.repository.source.at(("teams", team, "groups", role), key=True)
            hint = did_you_mean(role, names, f"there are {', '.join(sorted(names))}")
            yield Finding("R951", at, f"there is no role '{role}'", hint)


def held(resolved: Resolved) -> Iterator[Finding]:
    """Every role that a file says something of is one that a group has."""
    have = sorted({role for _, role, _ in _given(resolved)})
    yield from _idle(resolved.inputs.repository.source, have)
    yield from in_environments(
        (finding, environment.name)
        for environment in resolved.inputs.environments.values()
        for finding in _idle(environment.source, have)
    )


def _idle(source: Source, have: Sequence[str]) -> Iterator[Finding]:
    for name in source.data.get("roles", {}):
        if name not in have:
            hint = did_you_mean(name, have, "give it to a group of a team, or remove it")
            yield Finding(
                "R952", source.at(("roles", name), key=True), f"no group has the role '{name}'", hint
            )


def single(resolved: Resolved) -> Iterator[Finding]:
    """No group has two roles of which one is idle."""
    return in_environments(_doubled(resolved))


def _doubled(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    having: dict[str, list[tuple[str, str, int]]] = {}
    for team, role, groups in _given(resolved):
        for index, group in enumerate(groups):
            having.setdefault(group, []).append((team, role, index))
    for environment in resolved.inputs.environments.values():
        for group, holders in having.items():
            for (team, role, _), (other_team, other_role, index) in combinations(holders, 2):
                both = {role, other_role}
                if team == other_team or any(is_everything(environment.roles, name) for name in both):
                    path = ("teams", other_team, "groups", other_role, index)
                    at = resolved.inputs.repository.source.at(path)
                    message = f"{group} is {role} of {team} and {other_role} of {other_team}"
                    yield Finding("R956", at, message, "leave it in one of the two"), environment.name


def reserved(resolved: Resolved) -> Iterator[Finding]:
    """No group is one of Kubernetes itself."""
    for team, role, groups in _given(resolved):
        for index, group in enumerate(groups):
            if group.startswith("system:"):
                at = resolved.inputs.repository.source.at(("teams", team, "groups", role, index))
                hint = "everything is the role ops" if group == "system:masters" else ""
                yield Finding("R957", at, f"the group {group} is Kubernetes' own", hint)


def housed(resolved: Resolved) -> Iterator[Finding]:
    """Every team whose groups have rights in its namespaces has one."""
    owners = {release.owner for release in resolved.releases}
    repository = resolved.inputs.repository
    said = (roles(*repository.roles), *(one.roles for one in resolved.inputs.environments.values()))
    housed = {
        name
        for known in said
        for name, rights in known.items()
        if any(one.scope is Scope.NAMESPACES for one in rights.values())
    }
    for team, role, groups in _given(resolved):
        if groups and team not in owners and role in housed:
            at = repository.source.at(("teams", team, "groups", role), key=True)
            yield Finding("R960", at, f"{team} runs nothing, and {role} is a role in its namespaces")


def _given(resolved: Resolved) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each team, a role, and the groups that have it there."""
    for team in resolved.inputs.repository.teams.values():
        for role, groups in (team.groups or {}).items():
            yield team.name, role, tuple(groups)


RULES = (known, held, single, reserved, housed)
