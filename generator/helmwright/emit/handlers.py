"""How a container is asked and told: probes and hooks, as the service chart takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.model.service import Service
from helmwright.units import seconds

Handlers = Mapping[str, Mapping[str, Any]]

_KEYS = {
    "http": ("path", "headers"),
    "tcp": (),
    "grpc": ("service",),
    "exec": ("command",),
}
_TIMES = {
    "initialDelay": "initialDelaySeconds",
    "period": "periodSeconds",
    "timeout": "timeoutSeconds",
}


def probes(service: Service, given: Handlers) -> dict[str, Any]:
    """The probes by kind, each with the keys that its type knows."""
    result: dict[str, Any] = {}
    for kind in ("startup", "readiness", "liveness"):
        if (probe := given.get(kind)) is None:
            continue
        entry = _handler(service, probe)
        for name, value in _TIMES.items():
            if name in probe:
                entry[value] = seconds(probe[name])
        for name in ("failureThreshold", "successThreshold"):
            if name in probe:
                entry[name] = probe[name]
        result[kind] = entry
    return result


def lifecycle(service: Service, given: Handlers) -> dict[str, Any]:
    """The hooks by their names, each with the keys that its type knows."""
    return {name: _handler(service, hook) for name, hook in sorted(given.items())}


def _handler(service: Service, given: Mapping[str, Any]) -> dict[str, Any]:
    entry = {"type": given["type"], **{key: given[key] for key in _KEYS[given["type"]] if key in given}}
    port = service.port(given.get("port", ""))
    if given["type"] != "exec" and port is not None:
        entry["port"] = port.name
    return entry
