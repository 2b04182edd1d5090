"""Settings that another setting leaves without effect."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from helmwright.codes.code import Code
from helmwright.findings import Finding, Location, dotted
from helmwright.model.origins import Layers, Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service, Workload, WorkloadKind
from helmwright.rules.workloads.kinds import ROLLING, Setting, of_kind

CODES = (
    Code(
        "R823",
        "setting without effect",
        "Another setting leaves no use for this one: a DaemonSet has a pod on each node whatever replicas says, a tcp "
        "probe asks for no path, a single pod has no disruption budget. It changes nothing, and readers think it does.",
        "Remove the setting, or change the other one, so that it has an effect in one of the environments at least.",
    ),
)

_USED = {
    "http": ("path", "scheme", "headers", "port"),
    "tcp": ("port",),
    "grpc": ("port", "service"),
    "exec": ("command",),
}
"""What each type of probe or hook has a use for, of what is for some types alone."""
_FIELDS_OF_HANDLERS = {key for keys in _USED.values() for key in keys}


def without_effect(resolved: Resolved) -> Iterator[Finding]:
    """Every setting has an effect on one service at least, unless a higher layer took it away.

    What a layer below all services says is meant for those on which it has an effect, be there any or not.
    """
    every = [(service.layers, _void(service)) for _, service in resolved.services()]
    doubtful = {path for _, settings in every for path, found in settings.items() if found}
    said: dict[Location, list[Finding | None]] = {}
    for layers, settings in every:
        for path, found in settings.items():
            if path in doubtful:
                said.setdefault(layers.origin(path), []).append(found)
    for founds in said.values():
        if all(founds):
            yield from {found: None for found in founds if found}


def _void(service: Service) -> dict[Path, Finding | None]:
    """What is found of each setting, None for one that has an effect."""
    layers = service.layers
    result: dict[Path, Finding | None] = {}
    for path, decided, why in _settings(service):
        found = None
        if why and layers.rank(path) >= _decision(layers, decided):
            message = f"{dotted(path)} means nothing to {why}"
            found = Finding("R823", layers.origin(path), message, "remove it")
        result[path] = result.get(path) or found
    return result


def _decision(layers: Layers, decided: tuple[Path, ...]) -> int:
    """The rank of the layer that decided by what these fields are, the service's own where none says them."""
    rank = max(map(layers.rank, decided), default=0)
    return rank if rank >= 0 else [layer.source is layers.source for layer in layers.items].index(True)


def _settings(service: Service) -> Iterator[Setting]:
    """The settings of a service that something may leave without effect."""
    workloads = service.workloads
    candidates = chain(
        of_kind(service),
        _traffic(service),
        *(find(service, workload) for workload in workloads for find in _OF_WORKLOADS),
        *map(_recreated, workloads[1:]),
    )
    return (setting for setting in candidates if _is_given(service, setting[0]))


def _handlers(_: Service, workload: Workload) -> Iterator[Setting]:
    """Probes and hooks ask in one way."""
    for field in ("probes", "lifecycle"):
        for path, handler in workload.handlers(field):
            kind = handler.get("type", "")
            for key in sorted(_FIELDS_OF_HANDLERS & handler.keys()):
                void = kind in _USED and key not in _USED[kind]
                yield (*path, key), ((*path, "type"),), f"the type {kind}" if void else ""


def _budget(service: Service, workload: Workload) -> Iterator[Setting]:
    """A single pod has no disruption budget."""
    replicas, path = workload.replicas, workload.to("disruption", "maxUnavailable")
    alone = max(replicas.minimum, replicas.maximum or 0) < 2 and _keeps_a_number(service, workload)
    yield path, (workload.to("replicas"),), "a single pod" if alone else ""


def _vertical(_: Service, workload: Workload) -> Iterator[Setting]:
    """Only a mode that replaces pods minds how many there are."""
    path = workload.to("verticalScaling")
    mode = workload.section("verticalScaling").get("mode", "Off")
    void = mode in ("Off", "Initial")
    yield (*path, "minReplicas"), ((*path, "mode"),), f"mode {mode}" if void else ""


def _scaling(_: Service, workload: Workload) -> Iterator[Setting]:
    """An object has a metric of the type Object alone, and KEDA waits before it goes from one pod to none."""
    path, replicas = (
        workload.to("replicas"),
        workload.section("replicas") if workload.replicas.maximum else {},
    )
    for name, metric in replicas.get("metrics", {}).items():
        of, kind = (*path, "metrics", name), metric.get("type", "")
        void = kind in ("Pods", "External")
        yield (*of, "object"), ((*of, "type"),), f"the type {kind}" if void else ""
    least = workload.replicas.minimum
    yield (*path, "cooldown"), ((*path, "min"),), f"min: {least}" if least else ""


def _traffic(service: Service) -> Iterator[Setting]:
    """Without ports there is no Service."""
    yield ("traffic",), (("ports",),), "" if service.ports else "a service without ports"


def _recreated(worker: Workload) -> Iterator[Setting]:
    """A worker that is recreated has neither more pods than wanted nor fewer."""
    kind = worker.to("rollout", "type")
    recreated = worker.section("rollout").get("type") == "recreate"
    for path in ROLLING:
        yield worker.to(*path), (kind,), "a worker that is recreated" if recreated else ""


_OF_WORKLOADS = (_handlers, _budget, _vertical, _scaling)


def _keeps_a_number(service: Service, workload: Workload) -> bool:
    return bool(workload.path) or service.kind not in (WorkloadKind.DAEMON_SET, WorkloadKind.NONE)


def _is_given(service: Service, path: Path) -> bool:
    """Whether the field is given."""
    value: Any = service.fields
    for step in path:
        if not isinstance(value, dict) or step not in value:
            return False
        value = value[step]
    return True


RULES = (without_effect,)
