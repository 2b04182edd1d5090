"""What an environment's root Application syncs: projects, Applications and namespaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from helmwright import layout, names
from helmwright.checkout import mark
from helmwright.emit.argocd import (
    access,
    accounts,
    applications,
    classes,
    namespaces,
    own_projects,
    project_roles,
    projects,
)
from helmwright.emit.aws_roles import associations, holders
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.resources import plurals
from helmwright.kubernetes.scopes import custom_scopes, placed
from helmwright.model.inputs import Environment, Inputs
from helmwright.model.release import Release, superseded
from helmwright.model.team import Leaving, Team
from helmwright.tree import Tree
from helmwright.yamlio.writer import emit

Object = Mapping[str, Any]


def bootstrap(
    inputs: Inputs,
    environment: Environment,
    releases: Sequence[Release],
    manifests: Mapping[str, Sequence[Manifest]],
    could: Mapping[str, Sequence[Manifest]],
) -> Tree:
    """The bootstrap files of an environment; `releases` are its own, `manifests` are theirs by name.

    What they `could` render in a live cluster is permitted too, so that a switch changes no project.
    """
    name = environment.name
    owned = sorted(filter(environment.owns, {release.namespace for release in releases}))
    files: dict[str, tuple[Object, ...]] = {
        layout.root(name): (own_projects.root(inputs, environment), applications.root(inputs, environment)),
        layout.project(name, "namespaces"): (own_projects.namespaces(inputs, environment),),
        layout.application(name, "namespaces"): (applications.namespaces(inputs, environment),),
    }
    if environment.aws_auth:
        files[layout.project(name, names.AWS_AUTH)] = (own_projects.aws_auth(inputs, environment),)
        files[layout.application(name, names.AWS_AUTH)] = (applications.aws_auth(inputs, environment),)
    teams = {release.owner for release in releases}
    leaving = _leaving(inputs, environment)
    for namespace in filter(environment.owns, chain.from_iterable(one.leaving.namespaces for one in leaving)):
        files[layout.namespace(name, namespace)] = (namespaces.leaving(namespace),)
    for namespace in owned:
        here = {release.owner for release in releases if release.namespace == namespace}
        files[layout.namespace(name, namespace)] = (
            *namespaces.namespace(environment, namespace),
            *access.within(inputs, environment, namespace, here),
        )
    if given := access.everywhere(inputs, environment, teams):
        files[layout.cluster_access(name)] = given
    for kind_and_name, made in classes.classes(environment).items():
        files[layout.cluster_class(name, kind_and_name)] = made
    having = holders(environment, ((release, one) for release in releases for one in manifests[release.name]))
    if made := associations(environment, having):
        files[layout.cluster_class(name, "pod-identity")] = made
    for release in releases:
        application = applications.application(inputs, release, manifests[release.name])
        files[release.file] = (application,)
    for release in superseded(releases):
        files[release.file] = (applications.parked(inputs, release),)
    everything = [manifest for release in releases for manifest in manifests[release.name]]
    scopes, called = custom_scopes(everything), plurals(everything)
    for owner in sorted(teams | {one.name for one in leaving}):
        own = [release for release in releases if release.owner == owner]
        able = {release.name: [*manifests[release.name], *could.get(release.name, ())] for release in own}
        rendered = [manifest for release in own for manifest in able[release.name]]
        within = {namespace for release in own for namespace in _namespaces(release, able[release.name])}
        parts = {
            "roles": project_roles.roles(inputs, environment, owner, teams),
            "syncWindows": project_roles.windows(environment, own),
        }
        extra = {key: part for key, part in parts.items() if part}
        project = projects.team(inputs, environment, owner, within, rendered, scopes, extra)
        files[layout.project(name, owner)] = (project,)
        if environment.argocd.acts_for(owner):
            there = [placed(item, release.namespace) for release in own for item in able[release.name]]
            made_for = accounts.made(environment, owner, project, there, called)
            files[layout.account(name, owner)] = tuple(made_for)
    head = mark.head(layout.REPOSITORY, environment.source.path, "apps")
    return {path: (head + "---\n".join(map(emit, objects))).encode() for path, objects in files.items()}


def _namespaces(release: Release, rendered: Sequence[Manifest]) -> set[str]:
    """Where a release's objects are: its own namespace, and for a chart of others those that its objects name."""
    named = {item.namespace for item in rendered if item.namespace} if release.is_addon else set()
    return {release.namespace, *named}


def _leaving(inputs: Inputs, environment: Environment) -> list[Team]:
    """The teams that need an account until what they had is gone, although they run nothing any more."""
    teams = inputs.repository.teams.values()
    return [one for one in teams if one.leaving != Leaving() and environment.argocd.acts_for(one.name)]
