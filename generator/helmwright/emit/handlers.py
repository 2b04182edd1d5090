"""Probes and lifecycle hooks as the service chart takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.kubernetes.quantities import seconds
from helmwright.model.service import Workload

_KEYS = {
    "http": ("path", "scheme", "headers"),
    "tcp": (),
    "grpc": ("service",),
    "exec": ("command",),
}
_TIMES = {
    "initialDelay": "initialDelaySeconds",
    "period": "periodSeconds",
    "timeout": "timeoutSeconds",
}


def handlers(workload: Workload, container: Mapping[str, Any]) -> dict[str, Any]:
    """The probes and the hooks of one of the workload's containers, each with the keys that its type knows."""
    kinds = (kind for kind in ("startup", "readiness", "liveness") if kind in container.get("probes", {}))
    probes = {kind: _probe(workload, container["probes"][kind]) for kind in kinds}
    hooks = {name: _handler(workload, hook) for name, hook in sorted(container.get("lifecycle", {}).items())}
    return {**({"probes": probes} if probes else {}), **({"lifecycle": hooks} if hooks else {})}


def _probe(workload: Workload, given: Mapping[str, Any]) -> dict[str, Any]:
    times = {value: seconds(given[name]) for name, value in _TIMES.items() if name in given}
    counts = {name: given[name] for name in ("failureThreshold", "successThreshold") if name in given}
    return {**_handler(workload, given), **times, **counts}


def _handler(workload: Workload, given: Mapping[str, Any]) -> dict[str, Any]:
    entry = {"type": given["type"], **{key: given[key] for key in _KEYS[given["type"]] if key in given}}
    port = workload.port(given.get("port", ""))
    if given["type"] != "exec" and port is not None:
        entry["port"] = port.name
    return entry
