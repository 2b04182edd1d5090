"""What a pod is made of: probes, shutdown, placement and security."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import cart_values

REASON = "The image needs it."


def probes(ports: dict[str, int], **given: Any) -> Any:
    return cart_values({"ports": ports, "probes": given})["probes"]


@pytest.mark.parametrize(
    ("probe", "value"),
    [
        (
            {"type": "http", "path": "/healthz", "scheme": "HTTPS", "headers": {"Host": "shop"}},
            {
                "type": "http",
                "path": "/healthz",
                "scheme": "HTTPS",
                "headers": {"Host": "shop"},
                "port": "http",
            },
        ),
        ({"type": "tcp"}, {"type": "tcp", "port": "http"}),
        ({"type": "grpc", "service": "cart"}, {"type": "grpc", "service": "cart", "port": "http"}),
        ({"type": "exec", "command": ["check"]}, {"type": "exec", "command": ["check"]}),
    ],
    ids=lambda value: str(value["type"]),
)
def test_a_probe_has_the_keys_of_its_type_and_the_only_port(probe: Any, value: Any) -> None:
    assert probes({"http": 8080}, readiness=probe) == {"readiness": value}


def test_what_another_layers_type_left_is_dropped() -> None:
    left = {"path": "/healthz", "scheme": "HTTPS", "command": ["x"]}
    assert probes({"http": 8080}, readiness={"type": "tcp", **left}) == {
        "readiness": {"type": "tcp", "port": "http"}
    }


def test_credentials_for_registries_may_come_from_any_layer() -> None:
    lower = {"defaults": {"imagePullSecrets": ["mirror"]}}
    own = {"imagePullSecrets": ["mirror", "partner"]}
    assert cart_values({}, lower) == {"imagePullSecrets": ["mirror"]}
    assert cart_values(own, lower) == own
    assert cart_values({"imagePullSecrets": []}, lower) == {}


def test_a_probe_names_its_port_where_there_are_several() -> None:
    ports = {"http": 8080, "metrics": 9090}
    assert probes(ports, liveness={"type": "tcp", "port": "metrics"})["liveness"]["port"] == "metrics"


def test_times_are_seconds_and_thresholds_are_counts() -> None:
    probe = {
        "type": "tcp",
        "initialDelay": "1m",
        "period": "5s",
        "timeout": "2s",
        "failureThreshold": 6,
        "successThreshold": 2,
    }
    assert probes({"http": 8080}, readiness=probe)["readiness"] == {
        "type": "tcp",
        "port": "http",
        "initialDelaySeconds": 60,
        "periodSeconds": 5,
        "timeoutSeconds": 2,
        "failureThreshold": 6,
        "successThreshold": 2,
    }


def test_the_three_probes_keep_one_order() -> None:
    tcp = {"type": "tcp"}
    found = probes({"http": 8080}, liveness=tcp, readiness=tcp, startup=tcp)
    assert list(found) == ["startup", "readiness", "liveness"]


@pytest.mark.parametrize(
    ("shutdown", "values"),
    [
        ({}, {}),
        ({"drain": "0s"}, {"shutdown": {"preStopSleepSeconds": 0}}),
        (
            {"drain": "30s", "grace": "2m"},
            {"shutdown": {"preStopSleepSeconds": 30, "terminationGracePeriodSeconds": 120}},
        ),
    ],
)
def test_a_shutdown_is_in_seconds(shutdown: Any, values: Any) -> None:
    assert cart_values({"shutdown": shutdown}) == values


def on(provider: str, exposure: str) -> Any:
    """An environment of that provider that exposes services in that way."""
    cluster = {"name": "acme", "provider": provider, "kubernetesVersion": "1.34"}
    return {"cluster": cluster, "domain": "acme.example", "exposure": {"type": exposure}}


EXPOSED = {"ports": {"http": 8080}, "expose": {"hosts": ["shop"]}}


@pytest.mark.parametrize(
    ("provider", "exposure"),
    [("eks", "LoadBalancer"), ("eks", "Ingress"), ("eks", "ALB"), ("generic", "ALB")],
)
def test_behind_a_load_balancer_of_aws_a_pod_drains_for_thirty_seconds(provider: str, exposure: str) -> None:
    assert cart_values(EXPOSED, on(provider, exposure))["shutdown"] == {"preStopSleepSeconds": 30}


def test_a_given_drain_holds_behind_a_load_balancer_too() -> None:
    values = cart_values({**EXPOSED, "shutdown": {"drain": "5s"}}, on("eks", "LoadBalancer"))
    assert values["shutdown"] == {"preStopSleepSeconds": 5}


def test_a_given_grace_leaves_the_drain_behind_a_load_balancer() -> None:
    values = cart_values({**EXPOSED, "shutdown": {"grace": "90s"}}, on("eks", "LoadBalancer"))
    assert values["shutdown"] == {"preStopSleepSeconds": 30, "terminationGracePeriodSeconds": 90}


@pytest.mark.parametrize(
    ("fields", "provider", "exposure"),
    [
        (EXPOSED, "generic", "LoadBalancer"),
        (EXPOSED, "rke2", "Ingress"),
        (EXPOSED, "eks", "NodePort"),
        (EXPOSED, "eks", "Gateway"),
        (EXPOSED, "eks", "ClusterIP"),
        ({"ports": {"http": 8080}}, "eks", "LoadBalancer"),
        ({}, "eks", "LoadBalancer"),
    ],
)
def test_elsewhere_the_drain_is_the_charts(fields: Any, provider: str, exposure: str) -> None:
    assert "shutdown" not in cart_values(fields, on(provider, exposure))


OFF = {"enabled": False}


@pytest.mark.parametrize(
    ("placement", "values"),
    [
        ({"spread": "zone"}, {}),
        ({"spread": "node"}, {"topologySpread": {"zone": OFF}}),
        ({"spread": "none"}, {"topologySpread": {"node": OFF, "zone": OFF}}),
        ({"selector": {"disk": "ssd"}}, {"nodeSelector": {"disk": "ssd"}}),
        ({"tolerations": [{"key": "spot"}]}, {"tolerations": [{"key": "spot"}]}),
        ({"priority": "high"}, {"priorityClassName": "high"}),
        ({"selector": {}, "tolerations": []}, {}),
    ],
)
def test_placement(placement: Any, values: Any) -> None:
    assert cart_values({"placement": placement}) == values


@pytest.mark.parametrize(
    ("name", "value", "values"),
    [
        ("runAsUser", 1000, {"podSecurityContext": {"runAsUser": 1000, "runAsGroup": 1000}}),
        ("runAsUser", 0, {"podSecurityContext": {"runAsUser": 0, "runAsGroup": 0, "runAsNonRoot": False}}),
        ("runAsGroup", 0, {"podSecurityContext": {"runAsGroup": 0}}),
        ("fsGroup", 2000, {"podSecurityContext": {"fsGroup": 2000}}),
        ("readOnlyRootFilesystem", False, {"securityContext": {"readOnlyRootFilesystem": False}}),
        (
            "addCapabilities",
            ["NET_BIND_SERVICE"],
            {"securityContext": {"capabilities": {"add": ["NET_BIND_SERVICE"]}}},
        ),
    ],
)
def test_a_security_override_leaves_its_reason_behind(name: str, value: Any, values: Any) -> None:
    assert cart_values({"security": {name: {"value": value, "reason": REASON}}}) == values
