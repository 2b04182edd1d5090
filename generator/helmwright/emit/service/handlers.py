"""Probes and lifecycle hooks as the service chart takes them."""

from __future__ import annotations

from typing import Any

from helmwright.kubernetes.quantities import seconds
from helmwright.model.field import Field
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


def handlers(workload: Workload, container: Field) -> dict[str, Any]:
    """The probes and the hooks of one of the workload's containers, each with the keys that its type knows."""
    probes, hooks = container.section("probes"), container.section("lifecycle")
    kinds = (kind for kind in ("startup", "readiness", "liveness") if kind in probes)
    parts = {
        "probes": probes.gives({kind: _probe(workload, probes[kind]) for kind in kinds}),
        "lifecycle": hooks.each(lambda hook: _handler(workload, hook)),
    }
    return {name: part for name, part in parts.items() if part}


def _probe(workload: Workload, given: Field) -> Field:
    counts = given.picked(("failureThreshold", "successThreshold"))
    return given.gives({**_handler(workload, given).value, **given.picked(_TIMES, seconds), **counts})


def _handler(workload: Workload, given: Field) -> Field:
    kind = given.value["type"]
    entry: dict[str, Any] = {**given.picked(("type", *_KEYS[kind]))}
    port = workload.port(given.value.get("port", ""))
    if kind != "exec" and port is not None:
        entry["port"] = port.name
    return given.gives(entry)
