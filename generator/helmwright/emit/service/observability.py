"""Metrics, alerts, dashboards and tracing as the service chart takes them, where the environment has a use for it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from helmwright.model.endpoint import HTTP_PORT, HTTPS_PORT
from helmwright.model.field import Field
from helmwright.model.graph import Graph
from helmwright.model.inputs import Environment
from helmwright.model.observability import Tracing
from helmwright.model.release import Release
from helmwright.model.service import Service

PROMETHEUS = "monitoring/prometheus"
"""The id of Prometheus among the namespaces let in; a descriptor's ids have no slash."""
COLLECTOR = "tracing/collector"
"""The id of the collector among the places to connect to."""


def observability(service: Service, release: Release, _: Graph) -> dict[str, Any]:
    """What the service shows of itself."""
    result: dict[str, Any] = {}
    given, source = service.said, release.environment.source
    if monitoring := release.environment.monitoring:
        if "metrics" in given:
            metrics = given["metrics"]
            result["metrics"] = metrics.gives({**metrics.value, "port": _metrics_port(service)})
        if "alerts" in given:
            result["alerts"] = _alerts(given["alerts"], service, release)
        if result and monitoring.labels:
            result["monitoringLabels"] = source.said("monitoring", "labels")
        if dashboards := given.section("dashboards"):
            result["dashboards"] = dashboards.ordered()
            if monitoring.dashboard_labels:
                result["dashboardLabels"] = source.said("monitoring", "dashboardLabels")
    if tracing := _tracing(service, release.environment):
        attributes = {"deployment.environment.name": release.environment.name}
        settings = {"endpoint": tracing.endpoint, **tracing.settings, "attributes": attributes}
        result["tracing"] = source.said("tracing").gives(settings)
    return result


def scrapers(service: Service, environment: Environment) -> dict[str, Any]:
    """The namespace that Prometheus connects from, by id, where it scrapes the service."""
    if not environment.monitoring or "metrics" not in service.fields:
        return {}
    namespace = environment.source.said("monitoring", "namespace")
    ports = [_metrics_port(service)]
    return {PROMETHEUS: service.said["metrics"].gives({"namespace": namespace, "ports": ports})}


def collector_namespace(service: Service, environment: Environment) -> dict[str, Any]:
    """The namespace of the collector, by id, where the service sends traces to one in the cluster."""
    tracing = _tracing(service, environment)
    if not tracing or not tracing.namespace:
        return {}
    return _collector(environment, tracing, {"namespace": tracing.namespace})


def collector_addresses(service: Service, environment: Environment) -> dict[str, Any]:
    """The addresses of the collector, by id, where the service sends traces out of the cluster."""
    tracing = _tracing(service, environment)
    if not tracing or not tracing.cidrs:
        return {}
    return _collector(environment, tracing, {"cidrs": list(tracing.cidrs)})


def _collector(environment: Environment, tracing: Tracing, peer: dict[str, Any]) -> dict[str, Any]:
    """A policy sees the pod's port, which is the Service's for a collector as its makers deploy it."""
    url = urlsplit(tracing.endpoint)
    port = url.port or (HTTPS_PORT if url.scheme == "https" else HTTP_PORT)
    place = environment.source.said("tracing")
    return {COLLECTOR: place.gives({**peer, "ports": place["endpoint"].gives([{"port": port}])})}


def _tracing(service: Service, environment: Environment) -> Tracing | None:
    return environment.tracing if service.fields.get("tracing") else None


def _metrics_port(service: Service) -> str:
    port = service.port(service.section("metrics").get("port", ""))
    return port.name if port else ""


def _alerts(given: Field, service: Service, release: Release) -> Field:
    result: dict[str, Any] = {**given.picked(("availability", "requests"))}
    if "latency" in given:
        share = given.picked({"latencyShare": "share"})
        result["latency"] = given["latency"].gives({"seconds": _seconds(given.value["latency"]), **share})
    if runbook := service.said.section("links").section("runbook"):
        result["runbook"] = runbook
    if owner := owner_of(service, release):
        result["labels"] = {"team": owner}
    return given.gives(result)


def owner_of(service: Service, release: Release) -> Field | None:
    """The team that a service belongs to, where it or its app says it."""
    if "owner" in service.said:
        return service.said["owner"]
    return release.app.source.said("owner") if release.app.source and release.owner else None


def _seconds(text: str) -> float:
    return int(text[:-2]) / 1000 if text.endswith("ms") else int(text[:-1])
