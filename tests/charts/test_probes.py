"""Probes: one handler each, aimed at the container's port."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import SERVER, WORKER

TWO_PORTS = {"http": {"containerPort": 8080, "servicePort": 80}, "grpc": {"containerPort": 7070}}


def readiness(render: Render, probe: dict[str, Any], ports: dict[str, Any] | None = None) -> Any:
    return render({**SERVER, "ports": ports or TWO_PORTS, "probes": {"readiness": probe}}).container[
        "readinessProbe"
    ]


@pytest.mark.parametrize(
    ("probe", "handler"),
    [
        ({"type": "http", "port": "http"}, {"httpGet": {"path": "/", "port": "http"}}),
        ({"type": "http", "port": 9090, "path": "/ok"}, {"httpGet": {"path": "/ok", "port": 9090}}),
        (
            {"type": "http", "port": "http", "scheme": "HTTPS", "headers": {"X-B": "1", "X-A": "on"}},
            {
                "httpGet": {
                    "path": "/",
                    "port": "http",
                    "scheme": "HTTPS",
                    "httpHeaders": [{"name": "X-A", "value": "on"}, {"name": "X-B", "value": "1"}],
                }
            },
        ),
        ({"type": "tcp", "port": "grpc"}, {"tcpSocket": {"port": "grpc"}}),
        ({"type": "grpc", "port": "grpc"}, {"grpc": {"port": 7070}}),
        ({"type": "grpc", "port": 50051, "service": "ready"}, {"grpc": {"port": 50051, "service": "ready"}}),
        ({"type": "exec", "command": ["/check", "-a b"]}, {"exec": {"command": ["/check", "-a b"]}}),
    ],
)
def test_the_handler_of_each_type(render: Render, probe: dict[str, Any], handler: dict[str, Any]) -> None:
    assert readiness(render, probe) == handler


def test_the_only_port_need_not_be_named(render: Render) -> None:
    assert readiness(render, {"type": "tcp"}, {"redis": {"containerPort": 6379}}) == {
        "tcpSocket": {"port": "redis"}
    }


@pytest.mark.parametrize(
    ("kind", "handler"),
    [
        ("http", {"httpGet": {"path": "/a", "port": "http", "httpHeaders": [{"name": "A", "value": "b"}]}}),
        ("tcp", {"tcpSocket": {"port": "http"}}),
        ("grpc", {"grpc": {"port": 8080, "service": "x"}}),
        ("exec", {"exec": {"command": ["/check"]}}),
    ],
)
def test_a_probe_whose_type_was_overridden_has_one_handler(
    render: Render, kind: str, handler: dict[str, Any]
) -> None:
    """opensearch-project/helm-charts#421: the overridden probe kept its old handler beside the new one."""
    inherited = {"port": "http", "path": "/a", "headers": {"A": "b"}, "service": "x", "command": ["/check"]}
    assert readiness(render, {**inherited, "type": kind}) == handler


def test_numbers_are_printed_when_set_and_zero_is_set(render: Render) -> None:
    numbers = {
        "initialDelaySeconds": 0,
        "periodSeconds": 5,
        "timeoutSeconds": 2,
        "successThreshold": 1,
        "failureThreshold": 30,
    }
    assert readiness(render, {"type": "tcp", "port": "http", **numbers}) == {
        "tcpSocket": {"port": "http"},
        **numbers,
    }


def test_there_is_no_default_probe(render: Render) -> None:
    assert [key for key in render(WORKER).container if key.endswith("Probe")] == []


def test_a_probe_can_be_switched_off(render: Render) -> None:
    probes = {
        "readiness": {"type": "tcp", "port": "http"},
        "liveness": {"type": "tcp", "port": "http", "enabled": False},
    }
    container = render({**SERVER, "ports": TWO_PORTS, "probes": probes}).container
    assert [key for key in container if key.endswith("Probe")] == ["readinessProbe"]


@pytest.mark.parametrize(
    ("port", "reason"),
    [
        ({"port": "htp"}, 'no port is called "htp"; allowed: grpc, http'),
        ({}, "must name one port, since there are 2; allowed: grpc, http"),
    ],
)
def test_a_probe_of_an_unknown_port_is_refused_with_those_there_are(
    render: Render, port: dict[str, str], reason: str
) -> None:
    values = {**SERVER, "ports": TWO_PORTS, "probes": {"readiness": {"type": "http", **port}}}
    assert render.failure(values) == f"Deployment: cart.probes.readiness.port: {reason}"


def test_a_service_without_ports_can_be_probed_by_number_or_command_alone(render: Render) -> None:
    assert render.failure({**WORKER, "probes": {"liveness": {"type": "tcp"}}}) == (
        "Deployment: cart.probes.liveness.port: must name one port, since there are 0"
    )
    assert render({**WORKER, "probes": {"liveness": {"type": "tcp", "port": 1}}}).container[
        "livenessProbe"
    ] == {"tcpSocket": {"port": 1}}


def test_an_exec_probe_without_a_command_is_refused(render: Render) -> None:
    assert render.refused_paths({**WORKER, "probes": {"liveness": {"type": "exec"}}}) == [
        "cart.probes.liveness"
    ]


@pytest.mark.parametrize("probe", ["startup", "liveness"])
def test_a_threshold_that_only_readiness_knows_is_refused(render: Render, probe: str) -> None:
    values = {**WORKER, "probes": {probe: {"type": "tcp", "port": 1, "successThreshold": 2}}}
    assert render.failure(values) == (
        f"Deployment: cart.probes.{probe}.successThreshold: only a readiness probe can ask for more than 1"
    )
