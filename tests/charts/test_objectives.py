"""Alerts: service level objectives as recording rules and burn-rate alerts."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import SERVER

SERIES = 'job="cart",namespace="shop"'


def groups(render: Render, alerts: dict[str, Any]) -> dict[str, list[Any]]:
    """The rules of each group by its name."""
    spec = render({**SERVER, "alerts": alerts}).one("PrometheusRule")["spec"]
    return {group["name"]: group["rules"] for group in spec["groups"]}


def recorded(rules: list[Any]) -> dict[str, str]:
    return {rule["record"]: rule["expr"] for rule in rules if "record" in rule}


def alerts(rules: list[Any]) -> dict[str, Any]:
    """The alerts by severity."""
    return {rule["labels"]["severity"]: rule for rule in rules if "alert" in rule}


def test_each_objective_is_a_group_of_its_own(render: Render) -> None:
    assert list(groups(render, {"availability": "99.9%"})) == ["cart-errors"]
    assert list(groups(render, {"latency": {"seconds": 0.5}})) == ["cart-latency"]
    both = {"availability": "99.9%", "latency": {"seconds": 0.5}}
    assert list(groups(render, both)) == ["cart-errors", "cart-latency"]


def test_the_share_of_errors_is_recorded_over_every_window(render: Render) -> None:
    found = recorded(groups(render, {"availability": "99.9%"})["cart-errors"])
    counter = "http_server_request_duration_seconds_count"
    assert found == {
        f"service:bad_requests_errors:ratio_rate{window}": (
            f'sum(rate({counter}{{{SERIES},http_response_status_code=~"5.."}}[{window}]))'
            f" / sum(rate({counter}{{{SERIES}}}[{window}]))"
        )
        for window in ("5m", "30m", "1h", "2h", "6h", "1d", "3d")
    }


def test_requests_are_counted_with_the_services_own_metrics(render: Render) -> None:
    requests = {"counter": "grpc_server_handled_total", "status": "grpc_code", "errors": "Internal|Unknown"}
    rules = groups(render, {"availability": "99%", "requests": requests})["cart-errors"]
    assert recorded(rules)["service:bad_requests_errors:ratio_rate5m"] == (
        f'sum(rate(grpc_server_handled_total{{{SERIES},grpc_code=~"Internal|Unknown"}}[5m]))'
        f" / sum(rate(grpc_server_handled_total{{{SERIES}}}[5m]))"
    )


def test_the_share_of_slow_requests_is_what_the_bucket_leaves(render: Render) -> None:
    rules = groups(render, {"latency": {"seconds": 0.5}, "requests": {"histogram": "took_seconds"}})[
        "cart-latency"
    ]
    assert recorded(rules)["service:bad_requests_latency:ratio_rate1h"] == (
        f'1 - sum(rate(took_seconds_bucket{{{SERIES},le="0.5"}}[1h]))'
        f" / sum(rate(took_seconds_count{{{SERIES}}}[1h]))"
    )


def test_a_bound_of_whole_seconds_is_found_as_every_prometheus_writes_it(render: Render) -> None:
    rules = groups(render, {"latency": {"seconds": 2}})["cart-latency"]
    assert 'le=~"2(|[.]0)"' in recorded(rules)["service:bad_requests_latency:ratio_rate5m"]


def test_a_fast_burn_is_critical_and_a_slow_one_a_warning(render: Render) -> None:
    found = alerts(groups(render, {"availability": "99.9%"})["cart-errors"])
    record = "service:bad_requests_errors:ratio_rate"
    cart = '{namespace="shop",service="cart"}'

    def burning(long: str, short: str, factor: str) -> str:
        over = f"{cart} > {factor} * (1 - 99.9 / 100)"
        return f"({record}{long}{over} and {record}{short}{over})"

    assert {severity: alert["expr"] for severity, alert in found.items()} == {
        "critical": f"{burning('1h', '5m', '14.4')} or {burning('6h', '30m', '6')}",
        "warning": f"{burning('1d', '2h', '3')} or {burning('3d', '6h', '1')}",
    }


def test_every_series_that_an_alert_reads_is_recorded_with_the_labels_it_asks_for(render: Render) -> None:
    for rules in groups(render, {"availability": "99.9%", "latency": {"seconds": 0.5}}).values():
        records = [rule for rule in rules if "record" in rule]
        read = {name for alert in alerts(rules).values() for name in alert["expr"].split() if ":" in name}
        assert {name.lstrip("(").partition("{")[0] for name in read} == {rule["record"] for rule in records}
        assert all(rule["labels"] == {"namespace": "shop", "service": "cart"} for rule in records)


def test_an_alert_says_whom_it_concerns_and_what_to_do(render: Render) -> None:
    given = {"availability": "99.9%", "labels": {"team": "web"}, "runbook": "https://wiki.example/cart"}
    alert = alerts(groups(render, given)["cart-errors"])["critical"]
    assert alert["alert"] == "ErrorsBudgetBurn"
    assert alert["labels"] == {"severity": "critical", "team": "web"}
    assert alert["annotations"] == {
        "summary": "cart answers so many requests with errors that it misses 99.9%",
        "runbook_url": "https://wiki.example/cart",
    }


def test_there_are_no_rules_without_an_objective(render: Render) -> None:
    off = {"latency": {"seconds": 0.5, "enabled": False}, "labels": {"team": "web"}}
    assert render({**SERVER, "alerts": off}).named("PrometheusRule") == {}
    assert (
        render({**SERVER, "alerts": {"availability": "99%", "enabled": False}}).named("PrometheusRule") == {}
    )


@pytest.mark.parametrize("objective", ["94.9%", "100%", "99.9", "99.9999%"])
def test_an_objective_that_no_alert_can_hold_is_refused(render: Render, objective: str) -> None:
    assert render.refused_paths({**SERVER, "alerts": {"availability": objective}}) == [
        "cart.alerts.availability"
    ]


def test_the_severity_is_the_charts(render: Render) -> None:
    given = {"availability": "99%", "labels": {"severity": "page"}}
    assert render.refused_paths({**SERVER, "alerts": given}) == ["cart.alerts.labels.severity"]
