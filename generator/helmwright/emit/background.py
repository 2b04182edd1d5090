"""The pods beside a service's own, as the service chart takes them: only what each says itself."""

from __future__ import annotations

from typing import Any

from helmwright.emit.container import container
from helmwright.emit.handlers import handlers
from helmwright.emit.pod import shutdown
from helmwright.emit.scaling import scaling
from helmwright.graph import Graph
from helmwright.model.release import Release
from helmwright.model.service import Port, Service, Workload


def workers(service: Service, release: Release, graph: Graph) -> dict[str, Any]:
    """The workers by name."""
    _, *workloads = service.workloads
    entries = {str(item.path[-1]): _worker(service, item, release, graph) for item in workloads}
    return {"workers": entries} if entries else {}


def _worker(service: Service, workload: Workload, release: Release, graph: Graph) -> dict[str, Any]:
    result = container(service, workload.path, workload.fields, release, graph)
    if workload.ports:
        result["ports"] = {port.name: _port(port) for port in workload.ports}
    result |= handlers(workload, workload.fields)
    return {**result, **scaling(workload), **shutdown(service, workload, release.environment)}


def _port(port: Port) -> dict[str, Any]:
    protocol = {"protocol": port.protocol} if port.protocol != "TCP" else {}
    return {"containerPort": port.container, **protocol}
