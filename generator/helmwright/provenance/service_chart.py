"""From a value of a rendered object back to the value of the service chart that makes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helmwright import names
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.field import Field
from helmwright.provenance.fields import Steps, has
from helmwright.provenance.patches import child, in_patch

# The values that make the objects of a kind, each the whole of it or, by the last part of its name, one entry.
_OBJECTS: Mapping[str, Steps] = {
    "ClusterRole": ("rbac",),
    "ClusterRoleBinding": ("rbac",),
    "ConfigMap": ("configMaps", "dashboards"),
    "ExternalSecret": ("externalSecrets",),
    "GRPCRoute": ("grpcRoutes",),
    "HTTPRoute": ("httpRoutes",),
    "HorizontalPodAutoscaler": ("autoscaling",),
    "Ingress": ("ingress",),
    "NetworkPolicy": ("networkPolicy",),
    "PersistentVolumeClaim": ("persistence",),
    "PodDisruptionBudget": ("podDisruptionBudget",),
    "PodMonitor": ("metrics",),
    "PrometheusRule": ("alerts",),
    "Role": ("rbac",),
    "RoleBinding": ("rbac",),
    "ScaledObject": ("autoscaling",),
    "SealedSecret": ("sealedSecrets",),
    "SecretProviderClass": ("csiSecrets",),
    "SecurityGroupPolicy": ("securityGroups",),
    "Service": ("externalServices", "ports"),
    "ServiceAccount": ("serviceAccount",),
    "ServiceMonitor": ("metrics",),
    "TargetGroupBinding": ("targetGroupBindings",),
    "VerticalPodAutoscaler": ("verticalPodAutoscaler",),
}
# The Services that neither callers nor the outside use.
_SERVICES = {names.HEADLESS: "workload", names.PREVIEW: "rollout"}
# The values behind a key on the way to a value of a workload, where they have another name than it.
_KEYS: Mapping[str, Sequence[Steps]] = {
    "annotations": (("podAnnotations",), ("commonAnnotations",)),
    "labels": (("commonLabels",),),
    "lifecycle": (("lifecycle",), ("shutdown", "preStopSleepSeconds")),
    "livenessProbe": (("probes", "liveness"),),
    "readinessProbe": (("probes", "readiness"),),
    "replicas": (("replicaCount",), ("autoscaling",)),
    "securityContext": (("securityContext",), ("podSecurityContext",)),
    "startupProbe": (("probes", "startup"),),
    "terminationGracePeriodSeconds": (("shutdown", "terminationGracePeriodSeconds"),),
    "topologySpreadConstraints": (("topologySpread",),),
    "volumeMounts": (("persistence",),),
    "volumes": (("persistence",),),
}
# The values that hold pods beside the service's own, by the component label of these.
_COMPONENTS = {"worker": "workers", "cron": "cronJobs", "task": "jobs"}
_CONTAINERS = ("containers", "initContainers")


def maker(values: Field, name: str, manifest: Manifest, path: Steps) -> Steps:
    """The steps to what makes the value at a path of an object, among the values of the service called `name`."""
    if patched := in_patch(values, manifest, path):
        return patched
    candidates = _candidates(values, name, manifest, path)
    return next(((*value, *rest) for value, rest in candidates if has(values, value)), ())


def _candidates(
    values: Field, name: str, manifest: Manifest, path: Steps
) -> Iterator[tuple[Steps, Sequence[str | int]]]:
    """Values that may make it, the likeliest first, each with the steps from there."""
    identifier, owner = manifest.name.removeprefix(f"{name}-"), _owner(manifest)
    yield ("extraObjects", identifier), path
    if manifest.kind == "Service" and identifier in _SERVICES:
        yield (_SERVICES[identifier],), ()
    kinds = _OBJECTS.get(manifest.kind, ())
    # Its annotations are called the same among the values.
    below = path[1:] if path[:1] == ("metadata",) else ()
    yield from (((value, identifier), below) for value in kinds)
    yield from (((*within, value), ()) for within in (owner, ()) for value in kinds)
    value: Any = manifest.object
    places: tuple[Steps, ...] = (owner, ())
    for position, step in enumerate(path):
        inner = child(value, step)
        if position and path[position - 1] in _CONTAINERS and isinstance(inner, Mapping):
            beside = ((field, str(inner.get("name"))) for field in ("sidecars", "initContainers"))
            places = next(((one,) for one in beside if has(values, one)), places)
        rest = _named(inner, path[position + 1 :])
        for way in _KEYS.get(str(step), ((str(step),),)):
            yield from (((*place, *way), rest) for place in places)
        value = inner
    yield places[0], path[-1:]


def _named(value: Any, path: Sequence[str | int]) -> Sequence[str | int]:
    """A path below a list of named items with the name of its item in place of the index."""
    item = child(value, path[0]) if path else None
    if isinstance(value, list) and isinstance(item, Mapping) and "name" in item:
        return (str(item["name"]), *path[1:])
    return path


def _owner(manifest: Manifest) -> Steps:
    """The steps to the worker, cron job or task whose object this is, none for the service's own."""
    component = child(child(child(manifest.object, "metadata"), "labels"), "app.kubernetes.io/component")
    kind, _, name = component.partition("-") if isinstance(component, str) else ("", "", "")
    return (_COMPONENTS[kind], name) if kind in _COMPONENTS else ()
