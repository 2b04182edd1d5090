"""What holds for a service's own container and pods holds for the pods beside them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import repository

from helmwright import rules

TCP = {"type": "tcp"}


def findings(worker: dict[str, Any], **service: Any) -> list[tuple[str, str]]:
    resolved = repository({"shop/cart": {**service, "workers": {"mail": worker}}})
    return [(finding.code, finding.message) for finding in rules.check(resolved)]


@pytest.mark.parametrize(
    "worker",
    [
        {},
        {"env": {"LEVEL": "debug"}},
        {"ports": {"http": 8080}, "probes": {"readiness": TCP}},
        {"replicas": {"max": 3, "cpu": 70}, "rollout": {"type": "recreate"}},
        {"shutdown": {"grace": "1s"}},
    ],
)
def test_a_worker_may(worker: dict[str, Any]) -> None:
    ready: dict[str, Any] = {"ports": {"http": 8080}, "probes": {"readiness": TCP}}
    assert findings(worker, env={"LEVEL": "info"}, **ready) == []


@pytest.mark.parametrize(
    ("worker", "found"),
    [
        ({"image": {"repository": "a"}}, ("R401", "workers.mail.image lacks a tag or digest")),
        (
            {"resources": {"limits": {"memory": "1Gi"}}},
            ("R402", "workers.mail.resources lacks requests.cpu and requests.memory"),
        ),
        ({"probes": {"liveness": {}}}, ("R403", "workers.mail.probes.liveness lacks a type")),
        (
            {"probes": {"liveness": TCP}},
            ("R404", "workers.mail.probes.liveness needs a port, and the worker has none"),
        ),
        (
            {"ports": {"a": 1}, "probes": {"liveness": {**TCP, "port": "b"}}},
            ("R404", "workers.mail.probes.liveness names the port 'b', which the worker does not have"),
        ),
        (
            {"ports": {"a": 1, "b": 2}, "probes": {"liveness": TCP}},
            ("R405", "workers.mail.probes.liveness does not say which port is meant"),
        ),
        ({"ports": {"a": {}}}, ("R409", "workers.mail.ports.a lacks the container's port number")),
        (
            {"probes": {"liveness": {"type": "exec", "command": ["x"], "successThreshold": 2}}},
            ("R413", "workers.mail.probes.liveness.successThreshold must be 1"),
        ),
        (
            {"ports": {"a": {"container": 1, "protocol": "UDP"}}, "probes": {"liveness": TCP}},
            ("R415", "workers.mail.probes.liveness needs a TCP port, and 'a' is UDP"),
        ),
        ({"replicas": {"max": 3}}, ("R501", "workers.mail.replicas lacks a target to scale by")),
        ({"replicas": {"min": 3}}, ("R502", "workers.mail.replicas lacks max")),
        (
            {"replicas": {"min": 3, "max": 2, "cpu": 70}},
            ("R503", "workers.mail.replicas.min, 3, is more than workers.mail.replicas.max, 2"),
        ),
        (
            {"shutdown": {"drain": "1m"}},
            ("R507", "of 60s to stop, draining takes 60s, and the process gets no time"),
        ),
        (
            {"rollout": {"maxUnavailable": "101%"}},
            ("R508", "workers.mail.rollout.maxUnavailable, 101%, is more than all pods"),
        ),
        (
            {"rollout": {"maxSurge": 0}},
            (
                "R508",
                "workers.mail.rollout allows no pod more and no pod less, so that nothing can be replaced",
            ),
        ),
        (
            {"disruption": {"maxUnavailable": 0}},
            ("R509", "no pod may ever be evicted, which blocks every drain of a node"),
        ),
        (
            {"ports": {"a": 1, "b": 1}},
            ("R606", "the ports a and b share the container port 1/TCP"),
        ),
        (
            {"env": {"API_TOKEN": "hunter2-hunter2-9"}},
            ("R703", "workers.mail.env.API_TOKEN looks like a secret in plain text"),
        ),
    ],
)
def test_a_worker_may_not(worker: dict[str, Any], found: tuple[str, str]) -> None:
    assert found in findings(worker)


def test_a_workers_variable_may_replace_the_services_and_not_a_shared_one() -> None:
    shared = {"config": {"app": {"env": {"LEVEL": "info"}}}}
    assert findings({"env": {"LEVEL": "debug"}}, **shared) == [
        ("R704", "LEVEL is set by workers.mail.env and by config.app.env")
    ]


def test_a_workers_policy_may_not_be_another_services() -> None:
    services: dict[str, Any] = {"shop/cart": {"workers": {"mail": {}}}, "shop/cart-background": {}}
    (finding,) = rules.check(repository(services))
    assert finding.message.startswith(
        "shop/cart and shop/cart-background both make the NetworkPolicy 'cart-background'"
    )
