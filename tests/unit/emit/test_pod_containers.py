"""Containers: the service's own, and those beside it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import ENVIRONMENT, RESOURCES, cart_values

PORTS = {"http": 8080, "tls": {"container": 8443, "service": 443, "sidecar": "proxy"}}


def sidecar(**fields: Any) -> Any:
    values = cart_values({"ports": PORTS, "sidecars": {"proxy": {"resources": RESOURCES, **fields}}})
    return values["sidecars"]["proxy"]


def test_a_sidecar_is_a_container_of_its_own() -> None:
    assert sidecar(
        image={"repository": "envoyproxy/envoy", "tag": "v1.36.2"},
        args=["--config-path", "/etc/envoy.yaml"],
        env={"B": "2", "A": {"field": "status.podIP"}},
        envFrom={"token": {"secret": "proxy-token"}},
        probes={"startup": {"type": "http", "path": "/ready", "port": "tls"}},
        lifecycle={"preStop": {"type": "exec", "command": ["/bin/drain"], "path": "/unused"}},
    ) == {
        "image": {"repository": "envoyproxy/envoy", "tag": "v1.36.2"},
        "args": ["--config-path", "/etc/envoy.yaml"],
        "env": {"A": {"fieldRef": {"fieldPath": "status.podIP"}}, "B": "2"},
        "envFrom": {"token": {"secret": "proxy-token"}},
        "probes": {"startup": {"type": "http", "path": "/ready", "port": "tls"}},
        "lifecycle": {"preStop": {"type": "exec", "command": ["/bin/drain"]}},
        "resources": RESOURCES,
    }


def test_a_port_says_which_sidecar_listens() -> None:
    values = cart_values({"ports": PORTS, "sidecars": {"proxy": {"resources": RESOURCES}}})
    assert values["ports"]["tls"] == {
        "containerPort": 8443,
        "servicePort": 443,
        "sidecar": "proxy",
        "expose": False,
    }


def test_a_containers_security_is_its_own_and_without_reasons() -> None:
    security = {
        "runAsUser": {"value": 0, "reason": "The image has no other user."},
        "addCapabilities": {"value": ["NET_BIND_SERVICE"], "reason": "It listens on port 443."},
    }
    assert sidecar(security=security)["securityContext"] == {
        "runAsUser": 0,
        "runAsGroup": 0,
        "runAsNonRoot": False,
        "capabilities": {"add": ["NET_BIND_SERVICE"]},
    }


def test_a_hook_before_the_end_takes_the_place_of_the_wait() -> None:
    fields = {"ports": {"http": 8080}, "lifecycle": {"preStop": {"type": "http", "path": "/drain"}}}
    values = cart_values(fields)
    assert values["lifecycle"] == {"preStop": {"type": "http", "path": "/drain", "port": "http"}}
    assert "shutdown" not in values


@pytest.mark.parametrize(("version", "given"), [("1.32", False), ("1.33", True)])
def test_a_cluster_that_cannot_resize_gets_no_policy(version: str, given: bool) -> None:
    environment = {**ENVIRONMENT, "cluster": {**ENVIRONMENT["cluster"], "kubernetesVersion": version}}
    values = cart_values({"resizePolicy": {"memory": "RestartContainer"}}, environment)
    assert values.get("resizePolicy") == ({"memory": "RestartContainer"} if given else None)
