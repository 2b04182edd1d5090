"""Codes of metrics, alerts and dashboards."""

from __future__ import annotations

from helmwright.codes.code import Code

OBSERVABILITY = (
    Code(
        "R880",
        "alerts that nothing measures",
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
