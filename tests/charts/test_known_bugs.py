"""Bugs of other generic charts that no other test is about, each with its public report.

Most known bugs are tests beside what they concern, and name their report too: `grep -rE '[a-z]#[0-9]+' tests/charts`.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from chartwright.testing.manifests import Manifests
from chartwright.testing.render import Render
from chartwright.testing.resource import Container
from helmwright.render.engine import RenderRequest

from .support import CHART, SERVER, WORKER

SHELL = ["/bin/sh", "-c", "exec /app --greeting 'a b'"]
EVERY_CONTAINER = {
    **SERVER,
    "command": SHELL,
    "initContainers": {"wait": {"command": SHELL}},
    "sidecars": {"proxy": {**WORKER, "command": SHELL}},
    "workers": {"mail": {"command": SHELL}},
    "cronJobs": {"report": {"schedule": "0 3 * * *", "command": SHELL}},
    "jobs": {"migrate": {"command": SHELL}},
}
"""A container of every sort: of the service, beside it, before it, and in pods of their own."""
DATA = {"type": "pvc", "size": "1Gi", "mountPath": "/data"}


def containers(objects: Manifests) -> dict[str, Container]:
    """Every container by the name of its workload and its own."""
    pods = {re.sub("-[0-9a-f]{8}$", "", item.name): item.pod for item in objects if item.has_pod}
    return {
        f"{workload}/{name}": container
        for workload, pod in pods.items()
        for name, container in (pod.init_containers | pod.containers).items()
    }


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


def test_every_container_may_write_to_tmp(render: Render) -> None:
    """redpanda-data/helm-charts#1086, anchore/anchore-charts#624: every container had a read-only root file system,
    and the main one alone had a /tmp. In IBM/mcp-context-forge#5269 none had.
    """
    found = containers(render(EVERY_CONTAINER))
    assert {
        name: container["securityContext"]["readOnlyRootFilesystem"] for name, container in found.items()
    } == (
        dict.fromkeys(
            [
                "cart/cart",
                "cart/proxy",
                "cart/wait",
                "cart-mail/cart",
                "cart-report/cart",
                "cart-migrate/cart",
            ],
            True,
        )
    )
    tmp = {"name": "writable-tmp", "mountPath": "/tmp"}  # noqa: S108 a path in the container
    assert [name for name, container in found.items() if tmp not in container["volumeMounts"]] == []


def test_the_words_of_a_command_stay_apart_in_every_container(render: Render) -> None:
    """A chart printed `command: [/bin/sh -c]`, one word, which every schema takes and no kernel finds."""
    found = containers(render(EVERY_CONTAINER))
    assert {name: container["command"] for name, container in found.items()} == dict.fromkeys(found, SHELL)


def test_the_words_of_probes_and_hooks_stay_apart(render: Render) -> None:
    handler = {"type": "exec", "command": SHELL}
    values = {"probes": dict.fromkeys(["startup", "readiness", "liveness"], handler)}
    container = render(
        {**SERVER, **values, "lifecycle": {"postStart": handler, "preStop": handler}}
    ).container
    printed = [container[f"{probe}Probe"] for probe in values["probes"]] + list(
        container["lifecycle"].values()
    )
    assert printed == 5 * [{"exec": {"command": SHELL}}]


@pytest.mark.helm_engines("sdk", "helm3", "helm4")
@pytest.mark.parametrize("version", ["1.31.4-eks-abc1234", "1.34.1+k3s1"])
def test_a_version_of_kubernetes_with_a_suffix_is_in_the_charts_range(render: Render, version: str) -> None:
    """helm/helm#10375: a range without `-0` takes no pre-release, and so no version that EKS reports.

    Helm checks the range of the chart that it is given, not of those in it.
    """
    request = RenderRequest("cart", "shop", CHART, version, values=WORKER)
    assert render.engine.render(request).failures == ()


def test_resources_are_printed_as_given_and_no_cpu_limit_is_added(render: Render) -> None:
    """A limit of CPU throttles below the node's capacity, which no request does."""
    assert render(WORKER).container["resources"] == WORKER["resources"]
    assert "cpu" not in WORKER["resources"]["limits"]


@pytest.mark.helm_engines("sdk", "helm3", "helm4")
def test_a_large_number_is_printed_whole(render: Render) -> None:
    """nixys/nxs-universal-chart#127: Helm's numbers are floats, and 1048576 was printed as 1.048576e+06."""
    large = 1048576
    deployment = dict.fromkeys(["replicaCount", "revisionHistoryLimit", "minReadySeconds"], large)
    job = dict.fromkeys(["successfulJobsHistoryLimit", "failedJobsHistoryLimit", "backoffLimit"], large)
    values = {
        **SERVER,
        **deployment,
        "progressDeadlineSeconds": large + 1,
        "strategy": {"maxSurge": large, "maxUnavailable": large},
        "shutdown": {"preStopSleepSeconds": large, "terminationGracePeriodSeconds": large + 1},
        "podSecurityContext": dict.fromkeys(["runAsUser", "runAsGroup", "fsGroup"], large),
        "podDisruptionBudget": {"minAvailable": large - 1},
        "cronJobs": {"report": {"schedule": "@daily", "activeDeadlineSeconds": large, **job}},
    }
    printed = json.dumps([item["spec"] for item in render(values) if "spec" in item])
    assert "e+" not in printed
    assert printed.count("1048576") == 16
