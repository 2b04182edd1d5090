"""What people may do with a team's Applications in Argo CD, and when Argo CD may sync them: parts of an AppProject."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from helmwright import names
from helmwright.emit.argocd.access import homeless
from helmwright.model.access import Right, Scope
from helmwright.model.inputs import Environment, Inputs
from helmwright.model.release import Release

Object = Mapping[str, Any]

_ACTIONS = {
    "get": ("applications", "get"),
    "sync": ("applications", "sync"),
    "override": ("applications", "override"),
    "action": ("applications", "action/*"),
    "logs": ("logs", "get"),
    "exec": ("exec", "create"),
}
"""What each word means (https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/).

There is none to make, change or delete an Application: the root would undo it.
"""


def roles(inputs: Inputs, environment: Environment, owner: str, teams: Collection[str]) -> list[Object]:
    """The roles of a team's project: its own, and those of any team that are of the whole cluster.

    `teams` run something in the environment; of another one only a role that asks for no namespace counts.
    """
    anywhere = homeless(inputs, environment)
    return [
        _role(environment, owner, (team.name, role), groups, actions)
        for team in inputs.repository.teams.values()
        for role, groups in (team.groups or {}).items()
        if groups
        and (
            actions := _actions(
                environment.roles.get(role, {}).values(),
                here=team.name in teams or role in anywhere,
                own=team.name == owner,
            )
        )
    ]


def _actions(rights: Collection[Right], *, here: bool, own: bool) -> Collection[str]:
    """What is let do by rights that hold in the whole cluster, and by those in the team's own project."""
    return {
        word
        for right in rights
        if (here if right.scope is Scope.CLUSTER else own)
        for word in right.applications
    }


def _role(
    environment: Environment,
    owner: str,
    holder: tuple[str, str],
    groups: Sequence[str],
    actions: Collection[str],
) -> Object:
    project, name = names.project(environment.name, owner), "_".join(holder)
    return {
        "name": name,
        "groups": sorted(groups),
        "policies": [
            f"p, proj:{project}:{name}, {resource}, {action}, {project}/*, allow"
            for word, (resource, action) in _ACTIONS.items()
            if word in actions
        ],
    }


def windows(environment: Environment, releases: Sequence[Release]) -> list[Object]:
    """The sync windows of a project with these releases, each with its Applications by name."""
    return [
        {
            "kind": said["kind"],
            "schedule": said["schedule"],
            "duration": said["duration"],
            "timeZone": said.get("timeZone", "UTC"),
            "applications": applications,
            **({"manualSync": True} if said.get("manualSync") else {}),
        }
        for said in environment.sync_windows
        if (
            applications := sorted(
                one.name for one in releases if one.app.name in said.get("apps", [one.app.name])
            )
        )
    ]
