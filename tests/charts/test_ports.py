"""Ports: one table for the container, the Service and all that refers to them."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import SERVER, WORKER

TCP_AND_UDP = {
    **SERVER,
    "ports": {
        "dns": {"containerPort": 5353, "servicePort": 53},
        "dns-udp": {"containerPort": 5353, "servicePort": 53, "protocol": "UDP"},
    },
    "probes": {"readiness": {"type": "tcp", "port": "dns"}},
}


def test_one_number_can_be_a_tcp_and_a_udp_port(render: Render) -> None:
    """kubernetes/kubernetes#39188: told apart by number alone, one of the two was lost."""
    objects = render(TCP_AND_UDP)
    assert objects.container["ports"] == [
        {"name": "dns", "containerPort": 5353, "protocol": "TCP"},
        {"name": "dns-udp", "containerPort": 5353, "protocol": "UDP"},
    ]
    assert objects.one("Service")["spec"]["ports"] == [
        {"name": "dns", "port": 53, "targetPort": "dns", "protocol": "TCP"},
        {"name": "dns-udp", "port": 53, "targetPort": "dns-udp", "protocol": "UDP"},
    ]


def test_a_ports_service_number_is_its_own_unless_given(render: Render) -> None:
    ports = {"grpc": {"containerPort": 7070, "appProtocol": "kubernetes.io/h2c"}}
    assert render({**SERVER, "ports": ports}).one("Service")["spec"]["ports"] == [
        {
            "name": "grpc",
            "port": 7070,
            "targetPort": "grpc",
            "protocol": "TCP",
            "appProtocol": "kubernetes.io/h2c",
        }
    ]


def test_a_port_that_is_not_exposed_is_not_in_the_service(render: Render) -> None:
    ports = {**SERVER["ports"], "metrics": {"containerPort": 9090, "expose": False}}
    probes = {"readiness": {"type": "http", "port": "http"}}
    objects = render({**SERVER, "ports": ports, "probes": probes})
    assert [port["name"] for port in objects.container["ports"]] == ["http", "metrics"]
    assert [port["name"] for port in objects.one("Service")["spec"]["ports"]] == ["http"]


@pytest.mark.parametrize("port", [{"expose": False}, {"enabled": False}])
def test_without_an_exposed_port_there_is_no_service_and_no_need_of_a_readiness_probe(
    render: Render,
    port: dict[str, Any],
) -> None:
    objects = render({**WORKER, "ports": {"metrics": {"containerPort": 9090, **port}}})
    assert objects.named("Service") == {}


def test_an_exposed_port_without_a_readiness_probe_is_refused(render: Render) -> None:
    assert render.refused_paths({**WORKER, "ports": SERVER["ports"]}) == ["cart.probes"]
    assert render.refused_paths({**SERVER, "probes": {"liveness": {"type": "http"}}}) == ["cart.probes"]


def test_the_same_number_twice_is_refused(render: Render) -> None:
    readiness = {"readiness": {"type": "tcp", "port": "a"}}
    ports = {"a": {"containerPort": 80}, "b": {"containerPort": 80, "servicePort": 81}}
    assert render.failure({**WORKER, "ports": ports, "probes": readiness}) == (
        'Deployment: cart.ports.b.containerPort: 80/TCP is port "a" already'
    )
    ports = {"a": {"containerPort": 80}, "b": {"containerPort": 81, "servicePort": 80}}
    assert render.failure({**WORKER, "ports": ports, "probes": readiness}) == (
        'Service: cart.ports.b.servicePort: 80/TCP is port "a" already'
    )


@pytest.mark.parametrize("name", ["8080", "Http", "a--b", "a-"])
def test_a_port_name_that_kubernetes_would_refuse_is_refused(render: Render, name: str) -> None:
    assert render.refused_paths({**WORKER, "ports": {name: {"containerPort": 80, "expose": False}}}) == [
        f"cart.ports.{name}"
    ]


def test_a_port_name_of_more_than_15_letters_is_refused(render: Render) -> None:
    (path,) = render.refused_paths(
        {**WORKER, "ports": {"sixteen-letters1": {"containerPort": 80, "expose": False}}}
    )
    assert path.endswith("sixteen-letters1")
