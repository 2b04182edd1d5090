"""The pods beside a service's own, as the service chart takes them: only what each says itself."""

from __future__ import annotations

from typing import Any

from helmwright.emit.service.container import container
from helmwright.emit.service.handlers import handlers
from helmwright.emit.service.pod import shutdown
from helmwright.emit.service.scaling import scaling
from helmwright.kubernetes.quantities import seconds
from helmwright.model.field import Field
from helmwright.model.graph import Graph
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
    given = service.said.section("workers")
    entries = {str(item.path[-1]): _worker(service, item, release, graph) for item in workloads}
    return {"workers": given.gives(entries)} if entries else {}


def crons(service: Service, release: Release, graph: Graph) -> dict[str, Any]:
    """The cron jobs by name."""

    def cron(given: Field) -> Field:
        job = _job(given, service, release, graph)
        return given.gives({**given.picked(_CRON), **job, **given.section("history").picked(_HISTORY)})

    entries = service.said.section("crons")
    return {"cronJobs": entries.each(cron)} if entries else {}


def tasks(service: Service, release: Release, graph: Graph) -> dict[str, Any]:
    """The tasks by name, each a Job."""

    def task(given: Field) -> Field:
        return given.gives({**given.picked(("when",)), **_job(given, service, release, graph)})

    entries = service.said.section("tasks")
    return {"jobs": entries.each(task)} if entries else {}


def _job(given: Field, service: Service, release: Release, graph: Graph) -> dict[str, Any]:
    result = container(given, service, release, graph)
    return result | given.picked(("backoffLimit", "restartPolicy")) | given.picked(_TIMES, seconds)


def _worker(service: Service, workload: Workload, release: Release, graph: Graph) -> Field:
    given = service.at(workload.path)
    result = container(given, service, release, graph)
    if workload.ports:
        ports = {port.name: _port(given["ports"][port.name], port) for port in workload.ports}
        result["ports"] = given["ports"].gives(ports)
    result |= handlers(workload, given)
    return given.gives(
        {**result, **scaling(workload, given), **shutdown(service, workload, release.environment)}
    )


def _port(given: Field, port: Port) -> Field:
    protocol = {"protocol": port.protocol} if port.protocol != "TCP" else {}
    return given.gives({"containerPort": given["container"], **protocol})
