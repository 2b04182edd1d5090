"""Settings that another setting leaves without effect."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from helmwright.codes.code import Code
from helmwright.findings import Finding, Location, dotted
from helmwright.model.origins import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service, Workload, WorkloadKind

CODES = (
    Code(
        "R823",
        "setting without effect",
        "Another setting leaves no use for this one: a DaemonSet has a pod on each node whatever replicas says, a tcp "
        "probe asks for no path, a single pod has no disruption budget. It changes nothing, and readers think it does.",
        "Remove the setting, or change the other one, so that it has an effect in one of the environments at least.",
    ),
)

Setting = tuple[Path, int, str]
"""A field, the rank of the layer that decides on it, and what has no use for it; that is empty where it has effect."""

_ROLLING = (("rollout", "maxSurge"), ("rollout", "maxUnavailable"))
_GREEN = (("rollout", "autoPromotion"), ("rollout", "autoPromotionAfter"), ("rollout", "scaleDownDelay"))
_STEPS = ("rollout", "steps")
_PLAIN = (_STEPS, *_GREEN)
_OWN_PODS = (
    ("ports",),
    ("expose",),
    ("probes",),
    ("replicas",),
    ("rollout",),
    ("shutdown",),
    ("disruption",),
)
_FOREIGN: dict[str, tuple[Path, ...]] = {
    "a DaemonSet": (("replicas",), ("disruption",), ("statefulSet",), *_PLAIN),
    "a StatefulSet": (*_ROLLING, *_PLAIN),
    "a service without a workload": (*_OWN_PODS, ("statefulSet",)),
    "a Deployment": (("statefulSet",), *_PLAIN),
    "a Deployment that is recreated": (("statefulSet",), *_PLAIN, *_ROLLING),
    "a canary": (("statefulSet",), *_GREEN),
    "blueGreen": (("statefulSet",), _STEPS, *_ROLLING),
}
"""What each kind of workload has no use for."""
_FIELDS_OF_KINDS = sorted({path for paths in _FOREIGN.values() for path in paths})

_USED = {
    "http": ("path", "scheme", "headers", "port"),
    "tcp": ("port",),
    "grpc": ("port", "service"),
    "exec": ("command",),
}
"""What each type of probe or hook has a use for, of what is for some types alone."""
_FIELDS_OF_HANDLERS = sorted({key for keys in _USED.values() for key in keys})


def without_effect(resolved: Resolved) -> Iterator[Finding]:
    """Every setting has an effect on one service at least, unless a higher layer took it away.

    What a layer below all services says is meant for those on which it has an effect, be there any or not.
    """
    said: dict[Location, list[Finding | None]] = {}
    for _, service in resolved.services():
        for path, found in _void(service).items():
            said.setdefault(service.layers.origin(path), []).append(found)
    for founds in said.values():
        if all(founds):
            yield from {found: None for found in founds if found}


def _void(service: Service) -> dict[Path, Finding | None]:
    """What is found of each setting, None for one that has an effect."""
    layers = service.layers
    own = next(rank for rank, layer in enumerate(layers.items) if layer.source is layers.source)
    result: dict[Path, Finding | None] = {}
    for path, decided, why in _settings(service):
        message = f"{dotted(path)} means nothing to {why}"
        void = why and layers.rank(path) >= (own if decided < 0 else decided)
        found = Finding("R823", layers.origin(path), message, "remove it") if void else None
        result[path] = result.get(path) or found
    return result


def _settings(service: Service) -> Iterator[Setting]:
    """The settings of a service that something may leave without effect."""
    workloads = service.workloads
    candidates = chain(
        _of_kind(service),
        *(find(service, workload) for workload in workloads for find in (_handlers, _budget, _vertical)),
        *(_recreated(service, workload) for workload in workloads[1:]),
    )
    return (setting for setting in candidates if _is_given(service, setting[0]))


def _of_kind(service: Service) -> Iterator[Setting]:
    what, decided = _kind(service)
    for path in _FIELDS_OF_KINDS:
        yield path, decided, what if path in _FOREIGN[what] else ""
    how = service.section("rollout").get("type", "rolling")
    if service.kind in (WorkloadKind.DAEMON_SET, WorkloadKind.STATEFUL_SET):
        yield ("rollout", "type"), 0, what if how != "rolling" else ""


def _handlers(service: Service, workload: Workload) -> Iterator[Setting]:
    """Probes and hooks ask in one way."""
    for field in ("probes", "lifecycle"):
        for path, handler in workload.handlers(field):
            kind = handler.get("type", "")
            for key in _FIELDS_OF_HANDLERS:
                void = kind in _USED and key not in _USED[kind]
                yield (*path, key), service.layers.rank((*path, "type")), f"the type {kind}" if void else ""


def _budget(service: Service, workload: Workload) -> Iterator[Setting]:
    """A single pod has no disruption budget."""
    replicas, path = workload.replicas, workload.to("disruption")
    if isinstance(budget := workload.fields.get("disruption"), dict) and budget:
        alone = max(replicas.minimum, replicas.maximum or 0) < 2 and _keeps_a_number(service, workload)
        yield path, service.layers.rank(workload.to("replicas")), "a single pod" if alone else ""


def _vertical(service: Service, workload: Workload) -> Iterator[Setting]:
    """Only a mode that replaces pods minds how many there are."""
    path = workload.to("verticalScaling")
    mode = workload.section("verticalScaling").get("mode", "Off")
    void = mode in ("Off", "Initial")
    yield (*path, "minReplicas"), service.layers.rank((*path, "mode")), f"mode {mode}" if void else ""


def _recreated(service: Service, worker: Workload) -> Iterator[Setting]:
    """A worker that is recreated has neither more pods than wanted nor fewer."""
    kind = service.layers.rank(worker.to("rollout", "type"))
    recreated = worker.section("rollout").get("type") == "recreate"
    for path in _ROLLING:
        yield worker.to(*path), kind, "a worker that is recreated" if recreated else ""


def _keeps_a_number(service: Service, workload: Workload) -> bool:
    return bool(workload.path) or service.kind not in (WorkloadKind.DAEMON_SET, WorkloadKind.NONE)


def _kind(service: Service) -> tuple[str, int]:
    """The kind in words, and the layer that decided it."""
    by_field = service.layers.rank(("workload",))
    by_rollout = service.layers.rank(("rollout", "type"))
    match service.kind:
        case WorkloadKind.DAEMON_SET:
            return "a DaemonSet", by_field
        case WorkloadKind.STATEFUL_SET:
            return "a StatefulSet", by_field
        case WorkloadKind.NONE:
            return "a service without a workload", by_field
        case WorkloadKind.ROLLOUT:
            canary = service.section("rollout")["type"] == "canary"
            return "a canary" if canary else "blueGreen", by_rollout
        case _:
            recreated = service.section("rollout").get("type") == "recreate"
            what = "a Deployment that is recreated" if recreated else "a Deployment"
            return what, max(by_field, by_rollout)


def _is_given(service: Service, path: Path) -> bool:
    """Whether the field is given."""
    value: Any = service.fields
    for step in path:
        if step not in value:
            return False
        value = value[step]
    return True


RULES = (without_effect,)
