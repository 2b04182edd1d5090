"""Metrics, alerts, dashboards and tracing: rendered where the environment has the other end of them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import cart_values

PORTS = {"ports": {"http": 8080, "metrics": 9090}}
MONITORING = {"monitoring": {"namespace": "monitoring", "labels": {"release": "prometheus"}}}
SHOWN = {
    **PORTS,
    "metrics": {"port": "metrics"},
    "alerts": {"availability": "99.9%"},
    "dashboards": {"overview": {"json": "{}"}},
    "tracing": True,
}


def test_nothing_is_made_where_the_environment_has_no_use_for_it() -> None:
    assert cart_values(SHOWN) == cart_values(PORTS)


def test_prometheus_may_reach_the_port_with_metrics_and_no_other() -> None:
    values = cart_values({**PORTS, "metrics": {"port": "metrics"}}, MONITORING)
    assert values["networkPolicy"]["fromNamespaces"] == {
        "monitoring/prometheus": {"namespace": "monitoring", "ports": ["metrics"]}
    }


def test_the_only_port_need_not_be_named() -> None:
    assert cart_values({"ports": {"http": 8080}, "metrics": {}}, MONITORING)["metrics"] == {"port": "http"}


def test_monitors_and_rules_have_the_labels_that_prometheus_asks_for() -> None:
    assert cart_values(SHOWN, MONITORING)["monitoringLabels"] == {"release": "prometheus"}
    assert "monitoringLabels" not in cart_values({**PORTS, "dashboards": SHOWN["dashboards"]}, MONITORING)


@pytest.mark.parametrize(("latency", "seconds"), [("500ms", 0.5), ("1s", 1), ("1500ms", 1.5)])
def test_a_latency_is_given_in_seconds(latency: str, seconds: float) -> None:
    values = cart_values({**SHOWN, "alerts": {"latency": latency}}, MONITORING)
    assert values["alerts"]["latency"] == {"seconds": seconds}


def test_alerts_name_the_owner_and_the_runbook() -> None:
    links = {"runbook": "https://wiki.example/cart", "source": "https://git.example/cart"}
    alerts = cart_values({**SHOWN, "owner": "web", "links": links}, MONITORING)["alerts"]
    assert alerts["labels"] == {"team": "web"}
    assert alerts["runbook"] == "https://wiki.example/cart"


def traced(**tracing: Any) -> Any:
    return cart_values({**PORTS, "tracing": True}, {"tracing": tracing})


def test_a_traced_service_may_reach_the_collectors_namespace() -> None:
    values = traced(endpoint="http://collector.observability:4317", namespace="observability")
    assert values["networkPolicy"]["toNamespaces"] == {
        "tracing/collector": {"namespace": "observability", "ports": [{"port": 4317}]}
    }


@pytest.mark.parametrize(
    ("endpoint", "port"), [("https://otel.example", 443), ("http://otel.example/v1", 80)]
)
def test_a_traced_service_may_reach_a_collector_outside(endpoint: str, port: int) -> None:
    values = traced(endpoint=endpoint, cidrs=["203.0.113.0/24"])
    assert values["networkPolicy"]["toCIDRs"] == {
        "tracing/collector": {"cidrs": ["203.0.113.0/24"], "ports": [{"port": port}]}
    }


def test_traces_say_which_environment_they_are_from() -> None:
    attributes = traced(endpoint="http://otel.example:4317")["tracing"]["attributes"]
    assert attributes == {"deployment.environment.name": "prod"}


def test_a_service_that_is_not_traced_knows_nothing_of_it() -> None:
    values = cart_values(PORTS, {"tracing": {"endpoint": "http://c.o:4317", "namespace": "o"}})
    assert values == cart_values(PORTS)
