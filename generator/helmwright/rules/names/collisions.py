"""Two owners of one name. A finding names both, and stands at the one that comes later."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright import names
from helmwright.codes.code import Code
from helmwright.findings import Finding, Location, dotted, in_environments, listed, shortened
from helmwright.model.content import Part
from helmwright.model.merge import BACKGROUND
from helmwright.model.origins import Path
from helmwright.model.release import superseded
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R303",
        "duplicate name of an Application or AppProject",
        "Names are joined with a hyphen, so that the app c in a-b and the app b-c in a make the same name, and so does "
        "the service c of an app b whose services have Applications of their own. "
        "Argo CD would see one Application where two are meant.",
        "Rename one of the two.",
    ),
    Code(
        "R304",
        "duplicate name of a service",
        "Objects are named after their service. Two of one name in a namespace overwrite each other at "
        "every sync.",
        "Rename one of the two, or give one of the apps another namespace.",
    ),
    Code(
        "R305",
        "duplicate name of an object",
        "An object is named service-id, so that two services can make the same name, and the objects "
        "overwrite each other at every sync. Within a pod the API server refuses two containers of one "
        "name.",
        "Rename one of the two.",
    ),
    Code(
        "R306",
        "namespace shared by two environments",
        "Two environments on one cluster that deploy into the same namespace overwrite each other's "
        "objects, and both own the namespace.",
        "Give one of them a namespacePattern with {environment} in it, or correct cluster.name.",
        overridable=True,
    ),
)


def applications(resolved: Resolved) -> Iterator[Finding]:
    """Applications and projects have names of their own: `a-b` with `c` is not `a` with `b-c`."""
    seen = names.reserved(resolved.inputs.environments)
    for release in (*resolved.releases, *superseded(resolved.releases)):
        owner = f"{release.title} in '{release.environment.name}'"
        other = seen.setdefault(release.name, owner)
        if other != owner and release.app.name not in names.RESERVED_APPS:  # which R302 reports
            message = f"{other} and {owner} are both called '{release.name}'"
            yield Finding("R303", Location(release.source.path), message, "rename one of the two")
    yield from _projects(resolved)


def _projects(resolved: Resolved) -> Iterator[Finding]:
    seen = names.reserved(resolved.inputs.environments)
    repository = resolved.inputs.repository
    for environment in resolved.inputs.environments:
        for team in repository.teams:
            name = names.project(environment, team)
            owner = f"the project of '{team}' in '{environment}'"
            other = seen.setdefault(name, owner)
            if other != owner and team not in names.RESERVED_TEAMS:
                at = repository.source.at(("teams", team), key=True)
                message = f"{other} and {owner} are both called '{name}'"
                yield Finding("R303", at, message, "rename one of the two")


def services(resolved: Resolved) -> Iterator[Finding]:
    """A namespace has one service of a name."""
    return in_environments(_services(resolved))


def _services(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    seen: dict[tuple[str, str, str], Part] = {}
    for release, service in resolved.parts():
        other = seen.setdefault((release.environment.name, service.namespace, service.name), service)
        if other is not service:
            message = f"{other.key} and {service.key} are both '{service.name}' in '{service.namespace}'"
            hint = "rename one of the two, or give one of the apps another namespace"
            finding = Finding("R304", Location(service.layers.source.path), message, hint)
            yield finding, release.environment.name


def objects(resolved: Resolved) -> Iterator[Finding]:
    """Objects and containers have names of their own: `a` with `b-c` is not `a-b` with `c`."""
    yield from in_environments(_objects(resolved))
    for _, service in resolved.services():
        seen = {service.name: "the service's own container"}
        for path in (path for path, _ in service.containers() if path and path[0] not in BACKGROUND):
            other = seen.setdefault(str(path[-1]), dotted(path))
            if other != dotted(path):
                message = f"{dotted(path)} has the name of {other}"
                yield Finding("R305", service.layers.origin(path), message, "rename one of the two")


def _objects(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    seen: dict[tuple[str, str, str, str], tuple[Part, Path]] = {}
    for release in resolved.releases:
        for service, kind, name, path in release.content.objects(release.environment):
            key = (release.environment.name, service.namespace, kind, name)
            other, other_path = seen.setdefault(key, (service, path))
            if other.key != service.key and (other_path or path):
                places = f"{other.layers.origin(other_path)} makes the other one"
                message = f"{other.key} and {service.key} both make the {kind} '{name}'"
                finding = Finding("R305", service.layers.origin(path), message, f"{places}; rename one")
                yield finding, release.environment.name


def environments(resolved: Resolved) -> Iterator[Finding]:
    """No environment has a namespace that one before it has in the same cluster."""
    seen: dict[tuple[str, str], str] = {}
    shared: dict[tuple[str, str], set[str]] = {}
    for release in resolved.releases:
        environment = release.environment
        first = seen.setdefault((environment.cluster.name, release.namespace), environment.name)
        if first != environment.name:
            shared.setdefault((first, environment.name), set()).add(release.namespace)
    for (first, second), namespaces in shared.items():
        environment = resolved.inputs.environments[second]
        what = "namespaces" if len(namespaces) > 1 else "namespace"
        message = (
            f"'{first}' and '{second}' share the cluster '{environment.cluster.name}' "
            f"and its {what} {listed(shortened(sorted(namespaces)))}"
        )
        at = environment.source.at(("namespacePattern",))
        yield Finding("R306", at, message, 'write namespacePattern: "{app}-{environment}"')


RULES = (applications, services, objects, environments)
