"""Overrides of the secure default that the namespace's Pod Security level would refuse.

They are found before anything is rendered; what patches and extra objects make is found in the rendered pods.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity, in_environments, listed
from helmwright.kubernetes.pod_security.levels import CAPABILITIES, LEVEL_LABELS
from helmwright.model.origins import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service

CODES = (
    Code(
        "R706",
        "refused by Pod Security",
        "The environment's Pod Security level does not admit such pods. The Deployment would exist, and "
        "have no pods.",
        "Remove the override, or lower the environment's podSecurity, for its namespace alone under namespaces.",
        overridable=True,
    ),
    Code(
        "R707",
        "runs as root",
        "A process that breaks out of a container as root is root on the node.",
        "Choose another user id, and let the image's files belong to it.",
        Severity.WARNING,
        overridable=True,
    ),
)


def pod_security(resolved: Resolved) -> Iterator[Finding]:
    """Pods are admitted to their namespace, and running as root is never overlooked."""
    return in_environments(_pod_security(resolved))


def _pod_security(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    for release, service in resolved.services():
        level = release.environment.pod_security_of(service.namespace)
        for path, container in service.containers():
            for finding in _container(service, (*path, "security"), container.get("security", {}), level):
                yield finding, release.environment.name


def _container(service: Service, path: Path, given: Mapping[str, Any], level: str) -> Iterator[Finding]:
    if given.get("runAsUser", {}).get("value") == 0:
        at = service.layers.origin((*path, "runAsUser", "value"))
        if level == "restricted":
            yield Finding("R706", at, "Pod Security refuses to run as root", "choose another user id")
        else:
            yield Finding("R707", at, "the container runs as root", "choose another user id")
    added = given.get("addCapabilities", {}).get("value", ())
    refused = sorted(set(added) - CAPABILITIES[level]) if level in CAPABILITIES else []
    prefixed = [name for name in added if name.startswith("CAP_")]
    if refused or prefixed:
        at = service.layers.origin((*path, "addCapabilities", "value"))
        message = f"Pod Security refuses to add {listed(refused)}"
        hint = "remove it, or let the environment's podSecurity allow it"
        if prefixed:
            message = f"no pod has a capability that is called {listed(prefixed)}"
            hint = f"write {listed(name.removeprefix('CAP_') for name in prefixed)}, without CAP_"
        yield Finding("R706", at, message, hint)


def labelled(resolved: Resolved) -> Iterator[Finding]:
    """The level of a namespace is said in one place."""
    for environment in resolved.inputs.environments.values():
        for namespace, said in environment.namespaces.items():
            for label in sorted({*said.get("labels", ())} & LEVEL_LABELS):
                at = environment.source.at(("namespaces", namespace, "labels", label), key=True)
                message = f"namespaces.{namespace}.labels has {label}, which podSecurity says"
                yield Finding("R411", at, message, "write podSecurity there")


RULES = (pod_security, labelled)
