"""The pods beside a service's own, as the service chart takes them: only what each says itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.emit.container import container
from helmwright.emit.handlers import handlers
from helmwright.emit.pod import shutdown
from helmwright.emit.scaling import scaling
from helmwright.kubernetes.quantities import seconds
from helmwright.model.graph import Graph
from helmwright.model.layers import Path
from helmwright.model.release import Release
from helmwright.model.service import Port, Service, Workload

_TIMES = {
    "activeDeadline": "activeDeadlineSeconds",
    "startingDeadline": "startingDeadlineSeconds",
    "ttl": "ttlSecondsAfterFinished",
}
_CRON = ("schedule", "timeZone", "concurrencyPolicy", "suspend")
_HISTORY = {"failed": "failedJobsHistoryLimit", "succeeded": "successfulJobsHistoryLimit"}


def workers(service: Service, release: Release, graph: Graph) -> dict[str, Any]:
    """The workers by name."""
    _, *workloads = service.workloads
    entries = {str(item.path[-1]): _worker(service, item, release, graph) for item in workloads}
    return {"workers": entries} if entries else {}


def crons(service: Service, release: Release, graph: Graph) -> dict[str, Any]:
    """The cron jobs by name."""
    entries = {
        name: {
            **{key: cron[key] for key in _CRON if key in cron},
            **_job(service, ("crons", name), cron, release, graph),
            **{_HISTORY[result]: count for result, count in sorted(cron.get("history", {}).items())},
        }
        for name, cron in sorted(service.section("crons").items())
    }
    return {"cronJobs": entries} if entries else {}


def tasks(service: Service, release: Release, graph: Graph) -> dict[str, Any]:
    """The tasks by name, each a Job."""
    entries = {
        name: {
            **({"when": task["when"]} if "when" in task else {}),
            **_job(service, ("tasks", name), task, release, graph),
        }
        for name, task in sorted(service.section("tasks").items())
    }
    return {"jobs": entries} if entries else {}


def _job(
    service: Service, path: Path, fields: Mapping[str, Any], release: Release, graph: Graph
) -> dict[str, Any]:
    result = container(service, path, fields, release, graph)
    result |= {name: fields[name] for name in ("backoffLimit", "restartPolicy") if name in fields}
    return result | {chart: seconds(fields[name]) for name, chart in _TIMES.items() if name in fields}


def _worker(service: Service, workload: Workload, release: Release, graph: Graph) -> dict[str, Any]:
    result = container(service, workload.path, workload.fields, release, graph)
    if workload.ports:
        result["ports"] = {port.name: _port(port) for port in workload.ports}
    result |= handlers(workload, workload.fields)
    return {**result, **scaling(workload), **shutdown(service, workload, release.environment)}


def _port(port: Port) -> dict[str, Any]:
    protocol = {"protocol": port.protocol} if port.protocol != "TCP" else {}
    return {"containerPort": port.container, **protocol}
