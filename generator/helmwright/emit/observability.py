"""Metrics, alerts, dashboards and tracing as the service chart takes them, where the environment has a use for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from helmwright.model.graph import HTTP_PORT, HTTPS_PORT, Graph
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
    if monitoring := release.environment.monitoring:
        if "metrics" in service.fields:
            result["metrics"] = {**service.section("metrics"), "port": _metrics_port(service)}
        if "alerts" in service.fields:
            result["alerts"] = _alerts(service.section("alerts"), service, release)
        if result and monitoring.labels:
            result["monitoringLabels"] = monitoring.labels
        if dashboards := service.section("dashboards"):
            result["dashboards"] = dict(sorted(dashboards.items()))
            if monitoring.dashboard_labels:
                result["dashboardLabels"] = monitoring.dashboard_labels
    if tracing := _tracing(service, release.environment):
        attributes = {"deployment.environment.name": release.environment.name}
        result["tracing"] = {"endpoint": tracing.endpoint, **tracing.settings, "attributes": attributes}
    return result


def scrapers(service: Service, environment: Environment) -> dict[str, Any]:
    """The namespace that Prometheus connects from, by id, where it scrapes the service."""
    if not environment.monitoring or "metrics" not in service.fields:
        return {}
    namespace = environment.monitoring.namespace
    return {PROMETHEUS: {"namespace": namespace, "ports": [_metrics_port(service)]}}


def collector_namespace(service: Service, environment: Environment) -> dict[str, Any]:
    """The namespace of the collector, by id, where the service sends traces to one in the cluster."""
    tracing = _tracing(service, environment)
    return _collector(tracing, {"namespace": tracing.namespace}) if tracing and tracing.namespace else {}


def collector_addresses(service: Service, environment: Environment) -> dict[str, Any]:
    """The addresses of the collector, by id, where the service sends traces out of the cluster."""
    tracing = _tracing(service, environment)
    return _collector(tracing, {"cidrs": list(tracing.cidrs)}) if tracing and tracing.cidrs else {}


def _collector(tracing: Tracing, peer: dict[str, Any]) -> dict[str, Any]:
    """A policy sees the pod's port, which is the Service's for a collector as its makers deploy it."""
    url = urlsplit(tracing.endpoint)
    port = url.port or (HTTPS_PORT if url.scheme == "https" else HTTP_PORT)
    return {COLLECTOR: {**peer, "ports": [{"port": port}]}}


def _tracing(service: Service, environment: Environment) -> Tracing | None:
    return environment.tracing if service.fields.get("tracing") else None


def _metrics_port(service: Service) -> str:
    port = service.port(service.section("metrics").get("port", ""))
    return port.name if port else ""


def _alerts(given: Mapping[str, Any], service: Service, release: Release) -> dict[str, Any]:
    result: dict[str, Any] = {name: given[name] for name in ("availability", "requests") if name in given}
    if "latency" in given:
        share = {"share": given["latencyShare"]} if "latencyShare" in given else {}
        result["latency"] = {"seconds": _seconds(given["latency"]), **share}
    if runbook := service.section("links").get("runbook"):
        result["runbook"] = runbook
    if owner := service.fields.get("owner") or release.owner:
        result["labels"] = {"team": owner}
    return result


def _seconds(text: str) -> float:
    return int(text[:-2]) / 1000 if text.endswith("ms") else int(text[:-1])
