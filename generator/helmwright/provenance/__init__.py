"""From something rendered back to the line of the descriptor that asked for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from helmwright import names
from helmwright.findings import Location
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.layers import Path
from helmwright.model.release import Release
from helmwright.model.service import Service
from helmwright.provenance.patches import child, in_patch

# The field behind each value of the service chart.
_VALUES: Mapping[str, Path] = {
    "autoscaling": ("replicas",),
    "configMaps": ("config",),
    "csiSecrets": ("secrets",),
    "externalSecrets": ("secrets",),
    "externalServices": ("expose",),
    "grpcRoutes": ("expose",),
    "httpRoutes": ("expose",),
    "ingress": ("expose",),
    "networkPolicy": ("network",),
    "nodeSelector": ("placement", "selector"),
    "persistence": ("storage",),
    "podDisruptionBudget": ("disruption",),
    "podSecurityContext": ("security",),
    "priorityClassName": ("placement", "priority"),
    "replicaCount": ("replicas",),
    "sealedSecrets": ("secrets",),
    "secretRefs": ("secrets",),
    "securityContext": ("security",),
    "strategy": ("rollout",),
    "targetGroupBindings": ("expose",),
    "tolerations": ("placement", "tolerations"),
    "topologySpread": ("placement", "spread"),
}
# The field behind each kind of object, for the kinds that one field makes.
_KINDS: Mapping[str, Path] = {
    "HorizontalPodAutoscaler": ("replicas",),
    "NetworkPolicy": ("network",),
    "PodMonitor": ("metrics",),
    "PodDisruptionBudget": ("disruption",),
    "PrometheusRule": ("alerts",),
    "Service": ("ports",),
    "ServiceMonitor": ("metrics",),
}
# The kinds of what faces outwards, `<service>-external` and `<service>-external-<entry>`.
_OUTWARD = frozenset({"GRPCRoute", "HTTPRoute", "Ingress", "Service", "TargetGroupBinding"})
# The field that a named object, `<service>-<id>`, comes from.
_NAMED_KINDS: Mapping[str, str] = {
    "ConfigMap": "config",
    "ExternalSecret": "secrets",
    "PersistentVolumeClaim": "storage",
    "SealedSecret": "secrets",
    "SecretProviderClass": "secrets",
}
# The field behind a Service that does not face outwards, `<service>-<id>`.
_SERVICES: Mapping[str, Path] = {names.HEADLESS: ("workload",), names.PREVIEW: ("rollout",)}
# The field behind a key on the way to a wrong value in a pod.
_POD_KEYS: Mapping[str, Path] = {
    "args": ("args",),
    "command": ("command",),
    "env": ("env",),
    "image": ("image",),
    "initContainers": ("initContainers",),
    "lifecycle": ("shutdown", "drain"),
    "livenessProbe": ("probes", "liveness"),
    "nodeSelector": ("placement", "selector"),
    "ports": ("ports",),
    "readinessProbe": ("probes", "readiness"),
    "replicas": ("replicas",),
    "resources": ("resources",),
    "securityContext": ("security",),
    "startupProbe": ("probes", "startup"),
    "strategy": ("rollout",),
    "terminationGracePeriodSeconds": ("shutdown", "grace"),
    "tolerations": ("placement", "tolerations"),
    "topologySpreadConstraints": ("placement", "spread"),
    "volumes": ("storage",),
}
_REFUSAL = re.compile(r"[A-Z]\w*: ([-a-z0-9]+)\.(\S+): ")
_LISTS = frozenset({"env", "initContainers", "ports"})
# The field behind the value, and behind the component label, of pods beside the service's own.
_BACKGROUND = {"workers": "workers", "cronJobs": "crons", "jobs": "tasks"}
_COMPONENTS = {"worker": "workers", "cron": "crons", "task": "tasks"}


def of_manifest(release: Release, manifest: Manifest, path: Sequence[str | int] = ()) -> Location:
    """The line behind a value of a rendered object; the object's file for one that is not templated."""
    service = _service(release, manifest.alias)
    if service is None:
        return Location(manifest.source)
    if patched := in_patch(service, manifest, path):
        return service.layers.origin(patched)
    return service.layers.origin(_nearest(service, _owner(manifest), _field(service, manifest, tuple(path))))


def of_values(release: Release, dotted: str) -> Location:
    """The line behind a value of an umbrella chart, `cart.resources.limits`."""
    alias, _, rest = dotted.partition(".")
    service = _service(release, alias)
    if service is None:
        return release.services[0].layers.service.at()
    owner, steps = _owned(tuple(rest.split(".")))
    if not steps:
        return service.layers.origin(owner)
    field = _VALUES.get(steps[0], steps[:1])
    if field == ("expose",) and len(steps) > 1:
        field, steps = _outward(service, steps[1]), steps[1:]
    return service.layers.origin((*owner, *field, *steps[1:]))


def _owned(steps: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """Steps below a service's values as the path to the worker that they are in, if any, and those below it."""
    if steps[0] in _BACKGROUND:
        return (_BACKGROUND[steps[0]], *steps[1:2]), steps[2:]
    return (), steps


def of_template(release: Release, source: str, message: str) -> Location:
    """The line behind the value that a template refuses; else its service's descriptor, or the app's first one.

    The service chart's own refusals name the kind of the object and the path of the value (`svc.v1.fail`).
    """
    parts = source.split("/")
    service = _service(release, parts[2] if len(parts) > 3 else "")
    refused = _REFUSAL.match(message)
    if service is not None and refused and refused[1] == service.name:
        return of_values(release, f"{refused[1]}.{refused[2]}")
    return (service or release.services[0]).layers.service.at()


def _owner(manifest: Manifest) -> Path:
    """The path to the worker whose object this is, empty for the service's own."""
    labels = manifest.object.get("metadata", {}).get("labels", {})
    kind, _, name = labels.get("app.kubernetes.io/component", "").partition("-")
    return (_COMPONENTS[kind], name) if kind in _COMPONENTS else ()


def _nearest(service: Service, owner: Path, field: Path) -> Path:
    """A field of the owner, unless it takes the service's."""
    own = (*owner, *field)
    return own if service.layers.rank(own) >= 0 or service.layers.rank(field) < 0 else field


def _service(release: Release, alias: str) -> Service | None:
    return next((service for service in release.services if service.name == alias), None)


def _field(service: Service, manifest: Manifest, path: Path) -> Path:
    identifier = manifest.name.removeprefix(f"{service.name}-")
    if identifier in service.section("extraObjects"):
        return ("extraObjects", identifier, *path)
    if manifest.kind in _NAMED_KINDS:
        if manifest.kind == "ConfigMap" and identifier in service.section("dashboards"):
            return ("dashboards", identifier)
        return (_NAMED_KINDS[manifest.kind], identifier)
    if manifest.kind in _OUTWARD and manifest.name != service.name:
        return _SERVICES.get(identifier) or _outward(service, identifier)
    if manifest.kind in _KINDS:
        return _KINDS[manifest.kind]
    value: Any = manifest.object
    for position, step in enumerate(path):
        if step in _POD_KEYS:
            return _inside(
                str(step), value.get(step) if isinstance(value, Mapping) else None, path[position + 1 :]
            )
        value = child(value, step)
    return ()


def _outward(service: Service, identifier: str) -> Path:
    """The field behind what faces outwards."""
    return next((expose.path for expose in service.exposes if expose.id == identifier), ("expose",))


def _inside(key: str, value: Any, rest: Path) -> Path:
    """The field behind a key, and for a list of named items the item's name."""
    field = _POD_KEYS[key]
    if key in _LISTS and rest and isinstance(rest[0], int):
        item = child(value, rest[0])
        name = item.get("name") if isinstance(item, Mapping) else None
        return (*field, name) if isinstance(name, str) else field
    return (*field, *rest) if key == "resources" else field
