"""A service's fields as values of the service chart: metadata, container, scaling and init containers."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import (
    IMAGE,
    RESOURCES,
    cart_values,
    chart_values,
    release,
    repository,
    service,
)

from helmwright.emit.service.values import SECTIONS


def test_the_smallest_service_says_little() -> None:
    assert chart_values(repository({"shop/cart": {}}), "shop/cart") == {
        "partOf": "shop",
        "commonLabels": {"helmwright.dev/owner": "web"},
        "image": IMAGE,
        "resources": RESOURCES,
    }


def test_what_people_read_becomes_annotations_sorted_by_name() -> None:
    fields = {
        "description": "The shopping cart",
        "links": {"source": "https://git.example/cart", "runbook": "https://wiki.example/cart"},
    }
    assert list(cart_values(fields)["commonAnnotations"].items()) == [
        ("helmwright.dev/description", "The shopping cart"),
        ("link.helmwright.dev/runbook", "https://wiki.example/cart"),
        ("link.helmwright.dev/source", "https://git.example/cart"),
    ]


def test_an_owner_of_the_app_is_a_services_owner() -> None:
    fields = {"image": IMAGE, "resources": RESOURCES}
    resolved = repository({"shop/cart": fields | {"owner": "web"}}, apps={"shop": {"owner": "shop"}})
    assert chart_values(resolved, "shop/cart")["commonLabels"] == {"helmwright.dev/owner": "web"}
    inherited = repository({"shop/cart": {"owner": "shop"}, "shop/api": {"owner": "shop"}})
    assert chart_values(inherited, "shop/api")["commonLabels"] == {"helmwright.dev/owner": "shop"}


def test_a_command_and_its_arguments_are_passed_on() -> None:
    assert cart_values({"command": ["/app/server"], "args": ["--port", "8080"]}) == {
        "command": ["/app/server"],
        "args": ["--port", "8080"],
    }


def test_no_command_is_not_the_images_command() -> None:
    assert cart_values({"command": [], "args": []}) == {"command": [], "args": []}


@pytest.mark.parametrize(
    ("port", "value"),
    [
        (8080, {"containerPort": 8080}),
        ({"container": 8080, "service": 8080, "protocol": "TCP"}, {"containerPort": 8080}),
        ({"container": 8080, "service": 80}, {"containerPort": 8080, "servicePort": 80}),
        ({"container": 53, "protocol": "UDP"}, {"containerPort": 53, "protocol": "UDP"}),
        (
            {"container": 7070, "appProtocol": "kubernetes.io/h2c"},
            {"containerPort": 7070, "appProtocol": "kubernetes.io/h2c"},
        ),
    ],
)
def test_a_port_says_only_what_the_chart_does_not_know(port: Any, value: Any) -> None:
    probes = {"readiness": {"type": "tcp", "port": "http"}}
    assert cart_values({"ports": {"http": port}, "probes": probes})["ports"] == {"http": value}


def test_ports_of_what_never_says_that_it_is_ready_are_not_in_a_service() -> None:
    assert cart_values({"ports": {"metrics": 9090}}) == {
        "ports": {"metrics": {"containerPort": 9090, "expose": False}}
    }


def test_ports_are_sorted_by_name() -> None:
    assert list(cart_values({"ports": {"metrics": 9090, "http": 8080}})["ports"]) == ["http", "metrics"]


@pytest.mark.parametrize(
    ("replicas", "values"),
    [
        (1, {}),
        (0, {"replicaCount": 0}),
        (3, {"replicaCount": 3}),
        (
            {"min": 2, "max": 9, "cpu": 70},
            {"autoscaling": {"min": 2, "max": 9, "initialReplicas": 2, "cpu": 70}},
        ),
        ({"max": 9, "memory": 80}, {"autoscaling": {"min": 2, "max": 9, "initialReplicas": 2, "memory": 80}}),
        ({"max": 1, "memory": 80}, {"autoscaling": {"min": 1, "max": 1, "initialReplicas": 1, "memory": 80}}),
    ],
)
def test_replicas_are_a_number_or_bounds(replicas: Any, values: Any) -> None:
    assert cart_values({"replicas": replicas}) == values


@pytest.mark.parametrize(
    ("rollout", "values"),
    [
        ({}, {}),
        ({"type": "recreate"}, {"strategy": {"type": "Recreate"}}),
        ({"type": "recreate", "maxSurge": 1}, {"strategy": {"type": "Recreate"}}),
        ({"maxSurge": "50%"}, {"strategy": {"type": "RollingUpdate", "maxSurge": "50%"}}),
        (
            {"type": "rolling", "maxSurge": 1, "maxUnavailable": 0},
            {"strategy": {"type": "RollingUpdate", "maxSurge": 1, "maxUnavailable": 0}},
        ),
    ],
)
def test_a_rollout_is_a_strategy(rollout: Any, values: Any) -> None:
    assert cart_values({"rollout": rollout}) == values


@pytest.mark.parametrize(
    ("disruption", "values"),
    [
        (False, {"podDisruptionBudget": {"enabled": False}}),
        (True, {}),
        ({}, {}),
        ({"maxUnavailable": "30%"}, {"podDisruptionBudget": {"maxUnavailable": "30%"}}),
    ],
)
def test_disruption_is_a_budget(disruption: Any, values: Any) -> None:
    assert cart_values({"disruption": disruption}) == values


def test_an_init_container_has_what_it_says() -> None:
    container = {
        "image": {"repository": "busybox", "tag": "1.38.0"},
        "command": ["sh"],
        "args": ["-c", "true"],
        "env": {"MODE": "wait", "IP": {"field": "status.podIP"}},
        "resources": RESOURCES,
    }
    assert cart_values({"initContainers": {"wait": container}}) == {
        "initContainers": {
            "wait": {
                "image": {"repository": "busybox", "tag": "1.38.0"},
                "command": ["sh"],
                "args": ["-c", "true"],
                "env": {"IP": {"fieldRef": {"fieldPath": "status.podIP"}}, "MODE": "wait"},
                "resources": RESOURCES,
            }
        }
    }


def test_an_init_container_inherits_what_it_does_not_say() -> None:
    assert cart_values({"initContainers": {"warm": {"args": ["warm"]}}}) == {
        "initContainers": {"warm": {"args": ["warm"]}}
    }


def test_an_init_containers_address_is_resolved() -> None:
    resolved = repository(
        {
            "shop/cart": {"initContainers": {"wait": {"env": {"API": {"address": "api"}}}}},
            "shop/api": {"ports": {"http": 8080}},
        }
    )
    values = chart_values(resolved, "shop/cart")
    assert values["initContainers"] == {"wait": {"env": {"API": "api:8080"}}}


def test_no_two_sections_set_the_same_value() -> None:
    resolved = repository(
        {
            "shop/cart": {
                "ports": {"http": 8080},
                "expose": {"hosts": ["shop"]},
                "replicas": {"min": 2, "max": 3, "cpu": 50},
                "disruption": False,
                "rollout": {"type": "recreate"},
                "shutdown": {"drain": "5s"},
                "placement": {"spread": "none", "priority": "high", "selector": {"a": "b"}},
                "security": {"runAsUser": {"value": 0, "reason": "It binds to port 80."}},
                "config": {"app": {"env": {"A": "b"}}},
                "storage": {"tmp": {"temporary": True, "mount": "/cache"}},
                "initContainers": {"wait": {}},
                "network": {"internet": True},
            }
        },
        environments={"prod": {"exposure": {"type": "Ingress"}}},
    )
    found = [
        name
        for section in SECTIONS
        for name in section(
            service(resolved, "shop/cart"), release(resolved, "prod-shop"), resolved.graphs["prod"]
        )
    ]
    assert sorted(found) == sorted(chart_values(resolved, "shop/cart"))
