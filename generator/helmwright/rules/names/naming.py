"""Whether the names that paths and compositions give fit where they are used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helmwright import names
from helmwright.codes.code import Code
from helmwright.findings import Finding, Location, in_environments
from helmwright.model.release import Release
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service

CODES = (
    Code(
        "R301",
        "invalid name",
        "Names of files and folders become names and labels of objects, and Kubernetes refuses this one.",
        "Rename the file or folder: 1 to 40 characters a-z, 0-9 and -, a letter first and no - last.",
    ),
    Code(
        "R302",
        "reserved name",
        "helmwright makes something of this name in every environment, the name means something else to Helm, or "
        "Windows keeps it for a device, and nobody could check out the repository there.",
        "Choose another name.",
    ),
    Code(
        "R307",
        "name too long",
        "Helm allows 53 characters in a release's name, and Kubernetes 63 in a namespace's or a Job's and 52 in a "
        "CronJob's. An Application's may have 63, as a label. Names are never cut, since cut names collide.",
        "Shorten the app's or the environment's name, the namespacePattern, or the name of the cron job or task.",
    ),
    Code(
        "R308",
        "reserved namespace",
        "helmwright owns the namespaces of apps: it sets their Pod Security level and may remove them. That "
        "must not happen to a namespace of the cluster's own parts, and whoever deploys to Argo CD's is its "
        "admin.",
        "Give the app another namespace.",
        overridable=True,
    ),
)

LABEL = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
"""An RFC 1123 label, which a namespace's name is."""


def fit(resolved: Resolved) -> Iterator[Finding]:
    """Names that files and folders give are names that Kubernetes takes."""
    for kind, name, at in _named(resolved):
        if not names.NAME.fullmatch(name):
            message = f"'{name}' cannot be the name of {kind}"
            yield Finding("R301", at, message, f"rename it; a name has {names.NAME_FORM}")


def reserved(resolved: Resolved) -> Iterator[Finding]:
    """No name is one that helmwright, Helm or Windows uses itself."""
    taken = {
        "an environment": names.RESERVED_ENVIRONMENTS,
        "an app": names.RESERVED_APPS | {names.EXTERNAL_APP},
        "a service": names.RESERVED_SERVICES,
        "a team": names.RESERVED_TEAMS,
        "an instance": names.RESERVED_SERVICES,
    }
    for kind, name, at in _named(resolved):
        if name in taken[kind]:
            yield Finding("R302", at, f"'{name}' cannot be the name of {kind}: it is taken", "rename it")
        elif name in names.DEVICES:
            message = f"'{name}' cannot be the name of {kind}: no file may have it on Windows"
            yield Finding("R302", at, message, "rename it")


def _named(resolved: Resolved) -> Iterator[tuple[str, str, Location]]:
    inputs = resolved.inputs
    for environment in inputs.environments.values():
        yield "an environment", environment.name, Location(environment.source.path)
    files = {service.app: service.source.path for service in reversed(inputs.services)}
    for app in inputs.apps.values():
        yield "an app", app.name, Location(app.source.path if app.source else files[app.name])
    for service in inputs.services:
        yield "a service", service.name, Location(service.source.path)
    for addon in inputs.addons:
        for path in addon.instances:
            yield "an instance", path[-1], addon.source.at(path, key=True)
    for team in inputs.repository.teams:
        yield "a team", team, inputs.repository.source.at(("teams", team), key=True)


def lengths(resolved: Resolved) -> Iterator[Finding]:
    """Composed names stay within what Helm and labels allow; they are never cut."""
    for release in resolved.releases:
        for what, name, most, at in (
            ("release", release.instance, names.RELEASE_MAX, _app(release)),
            *(
                (("Application", release.name, names.LABEL_MAX, Location(release.source.path)),)
                if release.service
                else ()
            ),
            ("namespace", release.namespace, names.LABEL_MAX, _namespace(release)),
        ):
            if len(name) > most:
                yield _too_long(what, name, most, at)
    for _, service in resolved.services():
        for path, what, most in _background(service):
            name = names.secondary(service.name, path[-1])
            if len(name) > most:
                yield _too_long(what, name, most, service.layers.origin(path))


def _background(service: Service) -> Iterator[tuple[tuple[str, str], str, int]]:
    """The paths to pods in the background, with the kind of their object and the most characters of its name."""
    for name in service.section("workers"):
        yield ("workers", name), "Deployment", names.LABEL_MAX
    for name in service.section("crons"):
        yield ("crons", name), "CronJob", names.CRON_JOB_MAX
    for name in service.section("tasks"):
        yield ("tasks", name), "Job", names.TASK_MAX


def _too_long(what: str, name: str, most: int, at: Location) -> Finding:
    message = f"the {what} '{name}' has {len(name)} characters, more than {most}"
    return Finding("R307", at, message, "shorten a name that it is made of")


def namespaces(resolved: Resolved) -> Iterator[Finding]:
    """Namespaces have valid names and are not those of the cluster's own parts."""
    return in_environments(_namespaces(resolved))


def _namespaces(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    for release in resolved.releases:
        at, environment = _namespace(release), release.environment
        name = release.namespace
        parts_fit = names.NAME.fullmatch(release.app.name) and names.NAME.fullmatch(environment.name)
        if parts_fit and not LABEL.fullmatch(name):
            message = f"'{name}' cannot be the name of a namespace"
            hint = "use a-z, 0-9 and -, and start and end without -"
            yield Finding("R301", at, message, hint), environment.name
        if not (release.is_addon or environment.owns(name)):
            message = f"the namespace '{name}' is not for apps, and '{release.app.name}' would own it"
            yield Finding("R308", at, message, "give the app another namespace"), environment.name


def _namespace(release: Release) -> Location:
    """Where a release's namespace is decided."""
    app, environment = release.app, release.environment
    if app.source and app.namespace:
        return app.source.at(("namespace",))
    if "namespacePattern" in environment.source.data:
        return environment.source.at(("namespacePattern",))
    return _app(release)


def _app(release: Release) -> Location:
    """The app's file, or its first service's."""
    return Location((release.app.source or release.source).path)


RULES = (fit, reserved, lengths, namespaces)
