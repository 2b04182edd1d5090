"""What the accounts of teams by which Argo CD acts cannot make, and what they would give their teams."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helmwright.kubernetes.escalation import escalates
from helmwright.kubernetes.lists import mappings
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.accounts import beside
from helmwright.model.inputs import Environment
from helmwright.validate.objects import Rendered
from helmwright.validate.validator import Problem


def accounts(rendered: Rendered, plain: Sequence[Manifest], environment: Environment) -> Iterator[Problem]:
    """An object that an account could not make, or by which it has more rights; `plain` are the bootstrap files'."""
    yield from _late(rendered, plain, environment)
    yield from _unmakable(rendered, environment)
    yield from _trespassing(rendered, environment)
    yield from _handed(rendered, environment)


def _late(rendered: Rendered, plain: Sequence[Manifest], environment: Environment) -> Iterator[Problem]:
    """A Namespace that comes with an add-on, where a Role has to be that is deployed before all add-ons.

    `plain` are the objects of the bootstrap files, of which accounts of teams have Roles.
    """
    there = {item.name for item in plain if item.kind == "Namespace"}
    needed = {item.namespace: item.name for item in plain if item.kind == "Role"}
    for release, manifest in rendered:
        name = manifest.name
        added = release.is_addon and manifest.kind == "Namespace"
        if added and name in needed.keys() - there and environment.owns(name):
            message = f"{manifest} comes after the Role {needed[name]}, which has to be in it"
            hint = f"write namespace: {name} in the addon.yaml, so that helmwright makes it, and leave it out there"
            yield Problem(manifest, (), message, "K209", hint)


def _unmakable(rendered: Rendered, environment: Environment) -> Iterator[Problem]:
    """A ClusterRole that is put together of others, where a team's own account would have to make it."""
    for release, manifest in rendered:
        aggregated = manifest.kind == "ClusterRole" and manifest.object.get("aggregationRule")
        if aggregated and environment.argocd.acts_for(release.owner):
            message = (
                f"{manifest} is put together of others, which the account of {release.owner} may not make"
            )
            hint = f"name another account: {_named(release.owner, '<namespace>:<name>')}"
            yield Problem(manifest, ("aggregationRule",), message, "K233", hint)


def _trespassing(rendered: Rendered, environment: Environment) -> Iterator[Problem]:
    """An object for which a team is let into a namespace where an account with more rights is."""
    told: set[tuple[str, str]] = set()
    for release, manifest in rendered:
        place = (release.owner, manifest.namespace)
        if manifest.namespace in ("", release.namespace) or place in told:
            continue
        if account := beside(environment, *place):
            told.add(place)
            message = f"{manifest} lets {release.owner} run pods beside the account {account}, with all of its rights"
            hint = f"for a team that may do everything: {_named(release.owner, account)}"
            yield Problem(manifest, ("metadata", "namespace"), message, "K234", hint)


def _handed(rendered: Rendered, environment: Environment) -> Iterator[Problem]:
    """A ClusterRole with a way to more rights that no ClusterRoleBinding binds: its team's account has it."""
    bound = {
        (manifest.object.get("roleRef") or {}).get("name")
        for _, manifest in rendered
        if manifest.kind == "ClusterRoleBinding"
    }
    for release, manifest in rendered:
        if (
            manifest.kind != "ClusterRole"
            or manifest.name in bound
            or not environment.argocd.acts_for(release.owner)
        ):
            continue
        if any(escalates(rule, everywhere=True) for rule in mappings(manifest.object.get("rules"))):
            message = (
                f"the account of {release.owner} alone has the rights of {manifest} in the whole cluster"
            )
            yield Problem(manifest, ("rules",), message, "K235", "leave it out where nobody needs it")


def _named(team: str, account: str) -> str:
    """How an environment names the account of a team."""
    return f"argocd: {{impersonation: {{teams: {{{team}: {account}}}}}}}"
