"""Tracing: an OpenTelemetry SDK is configured by the environment variables of its specification."""

from __future__ import annotations

from typing import Any

from chartwright.testing.render import Render

from .support import WORKER

ENDPOINT = "http://collector.observability:4317"


def variables(render: Render, tracing: dict[str, Any], **values: Any) -> dict[str, str]:
    container = render({**WORKER, "tracing": {"endpoint": ENDPOINT, **tracing}, **values}).container
    return {item["name"]: item["value"] for item in container.get("env", [])}


def test_the_sdk_is_told_where_to_send_and_as_whom(render: Render) -> None:
    assert variables(render, {}) == {
        "OTEL_EXPORTER_OTLP_ENDPOINT": ENDPOINT,
        "OTEL_RESOURCE_ATTRIBUTES": "service.version=1.4.2",
        "OTEL_SERVICE_NAME": "cart",
    }


def test_the_protocol_and_the_sampler_are_the_sdks_own_unless_given(render: Render) -> None:
    given = {"protocol": "grpc", "sampler": "traceidratio", "ratio": 0}
    assert (
        variables(render, given).items()
        >= {
            "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc",
            "OTEL_TRACES_SAMPLER": "traceidratio",
            "OTEL_TRACES_SAMPLER_ARG": "0",
        }.items()
    )


def test_attributes_are_sorted_and_win_over_the_charts(render: Render) -> None:
    attributes = {"service.version": "next", "deployment.environment.name": "prod"}
    assert variables(render, {"attributes": attributes}, partOf="shop")["OTEL_RESOURCE_ATTRIBUTES"] == (
        "deployment.environment.name=prod,service.namespace=shop,service.version=next"
    )


def test_a_variable_of_the_service_wins(render: Render) -> None:
    assert variables(render, {}, env={"OTEL_SERVICE_NAME": "basket"})["OTEL_SERVICE_NAME"] == "basket"


def test_only_the_services_own_container_is_traced(render: Render) -> None:
    values = {**WORKER, "tracing": {"endpoint": ENDPOINT}, "initContainers": {"migrate": {}}}
    assert "env" not in render(values).pod["spec"]["initContainers"][0]


def test_nothing_is_set_without_an_endpoint_or_when_switched_off(render: Render) -> None:
    assert render({**WORKER, "tracing": {"sampler": "always_on"}}).pod == render(WORKER).pod
    assert variables(render, {"enabled": False}) == {}
