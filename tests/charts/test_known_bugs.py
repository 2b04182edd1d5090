"""Bugs of other generic charts that no other test is about, each with its public report.

Most known bugs are tests beside what they concern, and name their report too: `grep -rE '[a-z]#[0-9]+' tests/charts`.
"""

from __future__ import annotations

from typing import Any

import pytest

from helmwright.testing.render import Render

from .support import SERVER, WORKER

DATA = {"type": "pvc", "size": "1Gi", "mountPath": "/data"}


@pytest.mark.parametrize(
    "more",
    [
        {"persistence": {"data": DATA, "cache": {**DATA, "mountPath": "/cache"}}},
        {"workers": {"mail": {}, "bills": {}}},
        {"configMaps": {"app": {"data": {}}, "more": {"data": {}}}},
        {"externalServices": {"public": {"type": "NodePort", "ports": {"http": {}}}}},
    ],
    ids=lambda more: next(iter(more)),
)
def test_a_second_object_leaves_the_first_its_name(render: Render, more: dict[str, Any]) -> None:
    """bjw-s-labs/helm-charts#414: names got an id only when there were two, so the first claim was lost."""
    ((field, entries),) = more.items()
    first = dict([next(iter(entries.items()))])
    one, two = (render({**SERVER, field: given}).names for given in (first, entries))
    assert set(one) <= set(two)


@pytest.mark.parametrize("probe", ["startup", "readiness", "liveness"])
@pytest.mark.parametrize(
    ("kind", "handler", "expected"),
    [("http", "httpGet", "api"), ("tcp", "tcpSocket", "api"), ("grpc", "grpc", 8080)],
)
def test_a_probe_asks_the_containers_port(
    render: Render, probe: str, kind: str, handler: str, expected: str | int
) -> None:
    """k8s-at-home/library-charts#70: it asked the port of the Service, where no container listens."""
    ports = {"api": {"containerPort": 8080, "servicePort": 80}}
    probes = {"readiness": {"type": "tcp"}, probe: {"type": kind}}
    container = render({**SERVER, "ports": ports, "probes": probes}).container
    assert container[f"{probe}Probe"][handler]["port"] == expected
    assert container["ports"] == [{"name": "api", "containerPort": 8080, "protocol": "TCP"}]


@pytest.mark.parametrize("medium", ["", "Memory"])
def test_scratch_space_always_has_a_limit(render: Render, medium: str) -> None:
    """truecharts/library-charts#602: files in memory counted against nothing and took the node with them."""
    values = {
        "writablePaths": {"cache": {"path": "/cache", "medium": medium}},
        "persistence": {"scratch": {"type": "emptyDir", "mountPath": "/scratch", "medium": medium}},
    }
    volumes = render({**WORKER, **values}).pod["spec"]["volumes"]
    assert {volume["name"]: volume["emptyDir"]["sizeLimit"] for volume in volumes} == {
        "storage-scratch": "1Gi",
        "writable-cache": "64Mi",
        "writable-tmp": "64Mi",
    }
