"""What services may do: each of these is close to something that a rule forbids."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import RESOURCES, repository

from helmwright import rules

ENVIRONMENT = {
    "secretStores": {"default": {"name": "vault"}},
    "storageClasses": {"fast": "gp3"},
}
READY = {"readiness": {"type": "tcp", "port": "http"}}


def codes(**fields: Any) -> list[str]:
    resolved = repository({"shop/cart": fields}, environments={"prod": ENVIRONMENT})
    return [finding.code for finding in rules.check(resolved)]


@pytest.mark.parametrize(
    "fields",
    [
        {"image": {"repository": "ghcr.io/acme/cart", "digest": f"sha256:{'0' * 64}"}},
        {"image": {"repository": "ghcr.io/acme/cart", "tag": "latest", "digest": f"sha256:{'0' * 64}"}},
        {"initContainers": {"migrate": {"command": ["/app/migrate"]}}},
    ],
    ids=["a digest for a tag", "a digest beside latest", "an init container with the service's image"],
)
def test_images(fields: dict[str, Any]) -> None:
    assert codes(**fields) == []


@pytest.mark.parametrize(
    ("requests", "limits"),
    [
        ({"cpu": "1", "memory": "64Mi"}, {"memory": "64Mi"}),
        ({"cpu": "1m", "memory": "1Mi"}, {"memory": "1Pi"}),
        ({"cpu": "0.5", "memory": "0.5Gi"}, {"cpu": "500m", "memory": "512Mi"}),
        ({"cpu": "100m", "memory": "1G"}, {"memory": "1Gi", "ephemeral-storage": "1Gi"}),
        ({"cpu": "256", "memory": "2000000"}, {"memory": "2000000k"}),
    ],
)
def test_amounts(requests: dict[str, str], limits: dict[str, str]) -> None:
    assert codes(resources={"requests": requests, "limits": limits}) == []


def test_resources_from_a_layer_below() -> None:
    resolved = repository(
        {"shop/cart": {"resources": {"limits": {"memory": "1Gi"}}}},
        settings={"defaults": {"resources": RESOURCES}},
    )
    assert rules.check(resolved) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"ports": {"dns": 53, "dns-udp": {"container": 53, "protocol": "UDP"}}},
        {"ports": {"http": {"container": 8080, "service": 80}, "admin": {"container": 80, "service": 8080}}},
        {"ports": {"http": 8080, "grpc": 7070}, "probes": READY},
        {"ports": {"http": 8080, "grpc": 7070}, "probes": {"liveness": {"type": "exec", "command": ["/ok"]}}},
        {"ports": {"http": 8080}, "network": {"allowFrom": {"monitoring": {"namespace": "monitoring"}}}},
        {"ports": {"http": 8080}, "probes": {"readiness": {"type": "tcp", "successThreshold": 3}}},
    ],
)
def test_ports_and_probes(fields: dict[str, Any]) -> None:
    assert codes(**fields) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"storage": {"data": {"size": "1Gi", "class": "fast", "mount": "/data"}}},
        {"storage": {"data": {"claim": "data", "mount": "/data"}}, "replicas": 3},
        {"storage": {"data": {"temporary": True, "mount": "/data"}}, "replicas": 3},
        {"storage": {"data": {"size": "1Gi", "access": "ReadWriteMany", "mount": "/data"}}, "replicas": 3},
        {"storage": {"data": {"size": "1Gi", "mount": "/data"}}, "rollout": {"type": "recreate"}},
        {"storage": {"memory": {"temporary": True, "mount": "/dev/shm"}}},  # noqa: S108
        {
            "storage": {
                "tmp": {"temporary": True, "mount": "/cache"},
                "cache": {"temporary": True, "mount": "/cache/x"},
            }
        },
        {"storage": {"data": {"temporary": False, "size": "1Gi", "mount": "/process"}}},
    ],
)
def test_volumes(fields: dict[str, Any]) -> None:
    assert codes(**fields) == []


@pytest.mark.parametrize(
    ("base", "override"),
    [
        ({"size": "1Gi", "class": "fast"}, {"temporary": True}),
        ({"size": "1Gi", "class": "none"}, {"claim": "data"}),
        ({"temporary": True, "size": "1Gi"}, {"temporary": False, "class": "fast"}),
    ],
)
def test_an_environment_may_change_the_kind_of_a_volume(
    base: dict[str, Any], override: dict[str, Any]
) -> None:
    storage = {"data": {**base, "mount": "/data"}}
    assert codes(storage=storage, environments={"prod": {"storage": {"data": override}}}) == []


def test_an_environment_may_change_files_into_variables() -> None:
    config = {"app": {"data": {"app.yaml": "level: info"}, "mount": "/etc/app"}}
    override = {"config": {"app": {"env": {"LEVEL": "debug"}}}}
    assert codes(config=config, environments={"prod": override}) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"secrets": {"db": {"key": "db", "env": {"USER": "user"}, "mount": "/etc/db"}}},
        {"env": {"LEVEL": "info"}, "secrets": {"db": {"key": "db", "env": {"DB_LEVEL": "level"}}}},
        {"env": {"LEVEL": "info"}, "initContainers": {"migrate": {"env": {"LEVEL": "debug"}}}},
    ],
)
def test_secrets_and_variables(fields: dict[str, Any]) -> None:
    assert codes(**fields) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"replicas": 0},
        {"replicas": {"min": 3, "max": 3, "memory": 80}},
        {"replicas": {"max": 3, "cpu": 70}},
        {"replicas": {"min": 3}, "environments": {"prod": {"replicas": {"max": 4, "cpu": 70}}}},
        {"replicas": {"min": 3, "max": 4}, "environments": {"prod": {"replicas": 2}}},
        {"rollout": {"maxSurge": 0, "maxUnavailable": 1}},
        {"rollout": {"maxUnavailable": "100%"}},
        {"rollout": {"type": "recreate"}},
        {"disruption": False},
        {"replicas": 2, "disruption": {"maxUnavailable": "50%"}},
        {"shutdown": {"grace": "1s"}},
        {"shutdown": {"drain": "30s", "grace": "1m"}},
        {"ports": {"http": 8080}, "shutdown": {"drain": "0s", "grace": "15s"}},
    ],
)
def test_scaling_and_shutdown(fields: dict[str, Any]) -> None:
    assert codes(**fields) == []


def test_a_service_with_ports_drains_for_fifteen_seconds() -> None:
    assert codes(ports={"http": 8080}, shutdown={"grace": "16s"}) == []
    assert codes(ports={"http": 8080}, shutdown={"grace": "15s"}) == ["R507"]


def test_a_service_behind_a_load_balancer_of_eks_drains_for_thirty_seconds() -> None:
    def found(grace: str) -> list[str]:
        cluster = {"name": "acme", "provider": "eks", "kubernetesVersion": "1.34"}
        environment = {"cluster": cluster, "exposure": {"type": "LoadBalancer"}}
        fields = {"ports": {"http": 8080}, "probes": READY, "expose": {}, "shutdown": {"grace": grace}}
        resolved = repository({"shop/cart": fields}, environments={"prod": environment})
        return [finding.code for finding in rules.check(resolved)]

    assert (found("31s"), found("30s")) == ([], ["R507"])


def test_a_namespace_has_a_level_of_pod_security_of_its_own() -> None:
    def found(**namespaces: Any) -> list[str]:
        security = {"addCapabilities": {"value": ["CHOWN"], "reason": "It changes owners."}}
        environments = {"prod": {"namespaces": namespaces}}
        resolved = repository({"shop/cart": {"security": security}}, environments=environments)
        return [finding.code for finding in rules.check(resolved)]

    assert found() == ["R706"]
    assert found(shop={"podSecurity": "baseline"}) == found(default={"podSecurity": "baseline"}) == []
    assert found(shop={"podSecurity": "restricted"}, default={"podSecurity": "baseline"}) == ["R706"]


@pytest.mark.parametrize(
    ("level", "expected"), [("restricted", ["R706"]), ("baseline", []), ("privileged", [])]
)
def test_capabilities_by_the_level_of_pod_security(level: str, expected: list[str]) -> None:
    security = {"addCapabilities": {"value": ["CHOWN"], "reason": "It changes owners."}}
    resolved = repository(
        {"shop/cart": {"security": security}}, environments={"prod": {"podSecurity": level}}
    )
    assert [finding.code for finding in rules.check(resolved)] == expected
