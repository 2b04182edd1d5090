"""Metrics, alerts and dashboards that work where they are used."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.jsonio import jsontext
from helmwright.kubernetes.quantities import seconds
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R880",
        "alerts without metrics",
        "Alerts are computed from the service's own metrics. Without them an alert is never sent, however bad it gets.",
        "Add metrics to the service, or switch the alerts off.",
    ),
    Code(
        "R881",
        "alerts without an objective",
        "An alert says that an objective is missed. Without one there is nothing to alert on.",
        "Give the share of requests that must be answered without an error, the time within which, or both.",
    ),
    Code(
        "R882",
        "scrape longer than its interval",
        "Prometheus refuses to scrape with a timeout that is longer than the interval, and drops the whole monitor.",
        "Shorten the timeout or lengthen the interval; they may come from different layers.",
    ),
    Code(
        "R883",
        "dashboard that is not JSON",
        "Grafana's sidecar hands the text to Grafana as it is, and Grafana shows nothing and says so only in its log.",
        "Export the dashboard from Grafana again and paste it whole.",
    ),
    Code(
        "R884",
        "ServiceMonitor without a Service",
        "A ServiceMonitor finds pods through their Service. A service without a readiness probe has none, since "
        "nothing would tell when its pods are ready for traffic.",
        "Add a readiness probe, or leave monitor out: the pods are then found by themselves.",
    ),
)


def alerts(resolved: Resolved) -> Iterator[Finding]:
    """Alerts have an objective, and metrics to measure it with."""
    for _, service in resolved.services():
        given = service.fields.get("alerts")
        if given is None:
            continue
        if "metrics" not in service.fields:
            at = service.layers.origin(("alerts",))
            hint = "for example metrics: {port: metrics}; or write alerts: {enabled: false}"
            yield Finding("R880", at, "there are alerts, and no metrics to measure with", hint)
        if "availability" not in given and "latency" not in given:
            at = service.layers.origin(("alerts",))
            yield Finding("R881", at, "alerts lacks an objective", "for example availability: 99.9%")
        if "latencyShare" in given and "latency" not in given:
            at = service.layers.origin(("alerts", "latencyShare"))
            yield Finding(
                "R881", at, "alerts has latencyShare and lacks latency", "for example latency: 500ms"
            )


def scrapes(resolved: Resolved) -> Iterator[Finding]:
    """A scrape ends before the next one begins; Prometheus refuses anything else."""
    for _, service in resolved.services():
        given = service.section("metrics")
        both = "interval" in given and "timeout" in given
        if both and seconds(given["timeout"]) > seconds(given["interval"]):
            at = service.layers.latest(("metrics", "timeout"), ("metrics", "interval"))
            message = f"metrics.timeout, {given['timeout']}, is longer than the interval, {given['interval']}"
            yield Finding("R882", at, message, "shorten the timeout")


def monitors(resolved: Resolved) -> Iterator[Finding]:
    """What is found through a Service has one; there is none without a readiness probe."""
    for _, service in resolved.services():
        asked = service.section("metrics").get("monitor") == "ServiceMonitor"
        if asked and "readiness" not in service.section("probes"):
            at = service.layers.origin(("metrics", "monitor"))
            message = "metrics wants a ServiceMonitor, and there is no Service without a readiness probe"
            yield Finding("R884", at, message, "add probes.readiness, or remove monitor")


def dashboards(resolved: Resolved) -> Iterator[Finding]:
    """Every dashboard is JSON, and has a name that no configuration has."""
    for _, service in resolved.services():
        for name, dashboard in service.section("dashboards").items():
            at = service.layers.origin(("dashboards", name, "json"))
            if "json" not in dashboard:
                yield Finding("R883", at, f"dashboards.{name} lacks json", "paste what Grafana exports")
            elif not _is_json(dashboard["json"]):
                message = f"dashboards.{name} is not JSON"
                yield Finding("R883", at, message, "export it from Grafana again")
            if name in service.section("config"):
                at = service.layers.origin(("dashboards", name))
                message = (
                    f"dashboards.{name} and config.{name} both make the ConfigMap '{service.name}-{name}'"
                )
                yield Finding("R305", at, message, "rename one of the two")


def _is_json(text: str) -> bool:
    try:
        jsontext.loads(text)
    except ValueError:
        return False
    return True


RULES = (alerts, scrapes, monitors, dashboards)
