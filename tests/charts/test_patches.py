"""Patches: Kubernetes' strategic merge of any object of the chart, and what a patch must leave alone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from chartwright.testing.manifests import Manifests
from chartwright.testing.render import Render
from helmwright.kubernetes.manifests import Manifest
from helmwright.validate import templates
from helmwright.validate.embedded import EmbeddedValidator

from .support import CHART, SERVER

TEMPLATES = {
    path.removeprefix("templates/").removesuffix(".yaml"): text.decode()
    for path, text in CHART.items()
    if path.startswith("templates/") and path.endswith(".yaml")
}


def patched(render: Render, patch: dict[str, Any], name: str = "Deployment/cart", **values: Any) -> Manifests:
    return render({**SERVER, **values, "patches": {name: patch}})


def by_name(objects: Manifests) -> dict[tuple[str, str], Any]:
    return {(item["kind"], item["metadata"]["name"]): item for item in objects}


def pod(render: Render, patch: dict[str, Any], **values: Any) -> Any:
    """The pod of the Deployment with its pod spec patched."""
    return patched(render, {"spec": {"template": {"spec": patch}}}, **values).pod["spec"]


def container(render: Render, patch: dict[str, Any], **values: Any) -> Any:
    return pod(render, {"containers": [{"name": "cart", **patch}]}, **values)["containers"][0]


def test_a_patch_changes_what_it_names_and_nothing_else(render: Render) -> None:
    objects = patched(render, {"spec": {"template": {"spec": {"hostUsers": False}}}})
    assert objects.pod["spec"].pop("hostUsers") is False
    assert by_name(objects) == by_name(render(SERVER))


def test_an_empty_patch_and_one_that_is_switched_off_change_nothing(render: Render) -> None:
    for patch in ({}, {"spec": {"paused": True}, "enabled": False}):
        assert by_name(patched(render, patch)) == by_name(render(SERVER))


def test_every_template_is_in_the_folder_of_its_subject() -> None:
    folders = [path.split("/")[1:-1] for path in CHART if path.startswith("templates/")]
    assert {len(folder) for folder in folders} == {1}


def test_every_template_is_rendered_by_the_patches_and_silent_beside_them() -> None:
    listed = re.search(r"\$files := list\n(.*?)}}", TEMPLATES.pop("last-resorts/patched"), re.DOTALL)
    assert listed
    assert re.findall(r'"([^"]+)"', listed[1]) == sorted(TEMPLATES)
    assert [name for name, text in TEMPLATES.items() if text.count("(not .Values.patches)") != 1] == []


def test_containers_merge_by_name_and_variables_too(render: Render) -> None:
    found = container(
        render,
        {"env": [{"name": "B", "value": "new"}, {"name": "C", "value": "c"}]},
        env={"A": "a", "B": "b"},
    )
    assert found["env"] == [
        {"name": "A", "value": "a"},
        {"name": "B", "value": "new"},
        {"name": "C", "value": "c"},
    ]
    assert found["image"] == "ghcr.io/acme/cart:1.4.2"


def test_mounts_merge_by_path_and_volumes_by_name(render: Render) -> None:
    found = container(render, {"volumeMounts": [{"mountPath": "/run", "name": "run"}]})
    assert [mount["mountPath"] for mount in found["volumeMounts"]] == ["/tmp", "/run"]  # noqa: S108 a path in a container
    volumes = pod(
        render,
        {
            "volumes": [
                {"name": "writable-tmp", "emptyDir": {"sizeLimit": "1Gi"}},
                {"name": "run", "emptyDir": {}},
            ]
        },
    )
    assert [item["name"] for item in volumes["volumes"]] == ["writable-tmp", "run"]
    assert volumes["volumes"][0]["emptyDir"] == {"sizeLimit": "1Gi"}


def test_ports_merge_by_number(render: Render) -> None:
    found = container(render, {"ports": [{"containerPort": 8080, "hostPort": 80}]})["ports"]
    assert found == [{"name": "http", "containerPort": 8080, "protocol": "TCP", "hostPort": 80}]
    service = patched(render, {"spec": {"ports": [{"port": 80, "appProtocol": "http"}]}}, "Service/cart").one(
        "Service"
    )
    assert service["spec"]["ports"] == [
        {"name": "http", "port": 80, "targetPort": "http", "protocol": "TCP", "appProtocol": "http"}
    ]


def test_a_list_that_kubernetes_replaces_is_replaced(render: Render) -> None:
    assert container(render, {"command": ["b"]}, command=["a", "c"])["command"] == ["b"]
    rules = patched(render, {"spec": {"egress": []}}, "NetworkPolicy/cart").one("NetworkPolicy")["spec"][
        "egress"
    ]
    assert rules == []


def test_an_entry_of_a_list_or_a_map_can_be_deleted(render: Render) -> None:
    env = [{"name": "A", "$patch": "delete"}, {"name": "GONE", "$patch": "delete"}]
    assert container(render, {"env": env}, env={"A": "a", "B": "b"})["env"] == [{"name": "B", "value": "b"}]
    assert "preStop" in container(render, {})["lifecycle"]
    assert "lifecycle" not in container(render, {"lifecycle": {"$patch": "delete"}})
    assert "topologySpreadConstraints" not in pod(render, {"topologySpreadConstraints": {"$patch": "delete"}})
    assert (
        "fsGroup"
        not in pod(render, {"securityContext": {"fsGroup": {"$patch": "delete"}}})["securityContext"]
    )


def test_a_list_or_a_map_can_be_replaced_whole(render: Render) -> None:
    env = [{"$patch": "replace"}, {"name": "C", "value": "c"}]
    assert container(render, {"env": env}, env={"A": "a"})["env"] == [{"name": "C", "value": "c"}]
    context = {"$patch": "replace", "runAsUser": 5}
    assert container(render, {"securityContext": context})["securityContext"] == {"runAsUser": 5}


def test_a_directive_for_what_is_not_there_leaves_nothing_behind(render: Render) -> None:
    secrets = [{"$patch": "replace"}, {"name": "registry"}, {"name": "gone", "$patch": "delete"}]
    assert pod(render, {"imagePullSecrets": secrets})["imagePullSecrets"] == [{"name": "registry"}]
    found = container(
        render, {"startupProbe": {"exec": {"command": ["a"]}, "tcpSocket": {"$patch": "delete"}}}
    )
    assert found["startupProbe"] == {"exec": {"command": ["a"]}}


def test_two_ports_of_one_number_cannot_be_told_apart(render: Render) -> None:
    ports = {
        "tcp": {"containerPort": 53},
        "udp": {"containerPort": 53, "protocol": "UDP"},
    }
    patch = {
        "spec": {"template": {"spec": {"containers": [{"name": "cart", "ports": [{"containerPort": 53}]}]}}}
    }
    assert render.failure(
        {
            **SERVER,
            "ports": ports,
            "probes": {"readiness": {"type": "tcp", "port": "tcp"}},
            "patches": {"Deployment/cart": patch},
        }
    ) == (
        "Deployment: cart.patches.Deployment/cart.spec.template.spec.containers.ports: "
        "two entries have the containerPort 53"
    )


@pytest.mark.parametrize(
    ("name", "patch"),
    [
        ("Deployment/cart", {"metadata": {"name": "basket"}}),
        ("Deployment/cart", {"kind": "StatefulSet"}),
        ("Deployment/cart", {"metadata": {"namespace": "kube-system"}}),
        ("Deployment/cart", {"spec": {"selector": {"matchLabels": {"version": "2"}}}}),
        (
            "Deployment/cart",
            {"spec": {"template": {"metadata": {"labels": {"app.kubernetes.io/component": "b"}}}}},
        ),
        ("Service/cart", {"spec": {"selector": {"$patch": "delete"}}}),
        ("NetworkPolicy/cart", {"spec": {"podSelector": {"$patch": "replace"}}}),
    ],
)
def test_a_patch_breaks_no_name_and_no_selector(render: Render, name: str, patch: dict[str, Any]) -> None:
    assert render.failure({**SERVER, "patches": {name: patch}}) == (
        f"{name.partition('/')[0]}: cart.patches.{name}: "
        "changes the object's name, a selector or a label that selectors match"
    )


def test_labels_of_ones_own_can_be_patched(render: Render) -> None:
    patch = {"spec": {"template": {"metadata": {"labels": {"team": "web"}}}}}
    assert patched(render, patch).pod["metadata"]["labels"]["team"] == "web"


def test_a_patch_that_matches_no_object_is_refused_with_those_there_are(render: Render) -> None:
    assert render.failure({**SERVER, "patches": {"Ingress/cart": {"spec": {}}}}) == (
        "Ingress: cart.patches.Ingress/cart: there is no such object; "
        "allowed: Deployment/cart, NetworkPolicy/cart, Service/cart, ServiceAccount/cart"
    )


def test_an_object_cannot_be_patched_away(render: Render) -> None:
    values = {**SERVER, "patches": {"Service/cart": {"$patch": "delete"}}}
    assert render.refused_paths(values) == ["cart.patches.Service/cart.$patch"]


@pytest.mark.parametrize("text", ["a\x8cb", "a\x7fb"])
def test_an_object_with_a_control_character_is_refused_not_lost(render: Render, text: str) -> None:
    values = {**SERVER, "commonAnnotations": {"a": text}, "patches": {"Deployment/cart": {"metadata": {}}}}
    assert render.failure(values) == (
        "Deployment: cart.patches.Deployment/cart: the object holds a control character, which a patched object cannot"
    )


def test_large_numbers_stay_as_they_are(render: Render) -> None:
    objects = patched(render, {"spec": {}}, podSecurityContext={"runAsUser": 1048576, "fsGroup": 2000000000})
    assert objects.pod["spec"]["securityContext"]["runAsUser"] == 1048576
    assert objects.pod["spec"]["securityContext"]["fsGroup"] == 2000000000


def test_patches_of_one_service_leave_another_alone(render: Render) -> None:
    assert (
        render(
            {
                **SERVER,
                "workers": {"mail": {}},
                "patches": {"Deployment/cart-mail": {"spec": {"paused": True}}},
            }
        ).one("Deployment", "cart-mail")["spec"]["paused"]
        is True
    )


def test_a_patch_of_a_kind_reaches_every_object_of_it(render: Render) -> None:
    values = {**SERVER, "workers": {"mail": {"command": ["/app/mail"]}}}
    patches = {"Deployment/*": {"spec": {"revisionHistoryLimit": 3}}}
    objects = render({**values, "patches": patches})
    assert {item["spec"]["revisionHistoryLimit"] for item in objects.all("Deployment")} == {3}
    assert len(objects.all("Deployment")) == 2


def test_a_patch_of_all_pods_reaches_every_template(render: Render) -> None:
    values = {
        **SERVER,
        "workers": {"mail": {"command": ["/app/mail"]}},
        "cronJobs": {"nightly": {"schedule": "0 3 * * *"}},
        "jobs": {"migrate": {"command": ["/app/migrate"]}},
        "extraObjects": {"probe": {"apiVersion": "v1", "kind": "Pod", "spec": {"containers": []}}},
        "sealedSecrets": {"key": {"encryptedData": {"a": "AgBx"}, "env": {"A": "a"}}},
    }
    aliases = [{"ip": "192.0.2.1", "hostnames": ["db"]}]
    objects = render({**values, "patches": {"Pod/*": {"spec": {"hostAliases": aliases}}}})
    pods = [item for item in objects if item.has_pod]
    assert sorted(pod.kind for pod in pods) == ["CronJob", "Deployment", "Deployment", "Job", "Pod"]
    assert [pod.pod["spec"]["hostAliases"] for pod in pods] == [aliases] * 5


def test_the_nearer_patch_wins(render: Render) -> None:
    wide = {"spec": {"priorityClassName": "low", "hostname": "a", "subdomain": "a"}}
    kind = {"spec": {"template": {"spec": {"hostname": "b", "subdomain": "b"}}}}
    name = {"spec": {"template": {"spec": {"subdomain": "c"}}}}
    patches = {"Deployment/cart": name, "Deployment/*": kind, "Pod/*": wide}
    spec = render({**SERVER, "patches": patches}).pod["spec"]
    assert (spec["priorityClassName"], spec["hostname"], spec["subdomain"]) == ("low", "b", "c")


def test_a_patch_of_a_kind_that_is_not_there_waits_for_it(render: Render) -> None:
    patches = {"StatefulSet/*": {"spec": {"minReadySeconds": 5}}}
    assert by_name(render({**SERVER, "patches": patches})) == by_name(render(SERVER))


def test_a_patch_of_a_kind_breaks_no_selector(render: Render) -> None:
    labels = {"metadata": {"labels": {"app.kubernetes.io/name": "other"}}}
    assert render.failure({**SERVER, "patches": {"Pod/*": labels}}) == (
        "Pod: cart.patches.Pod/*: changes the object's name, a selector or a label that selectors match"
    )


def test_a_kind_that_the_chart_does_not_make_is_refused(render: Render) -> None:
    assert render.refused_paths({**SERVER, "patches": {"Deploiment/*": {}}}) == ["cart.patches.Deploiment/*"]


LOAD = {**SERVER, "jobs": {"load": {"when": "with", "command": ["/app/load"]}}}


def job(render: Render, patches: dict[str, Any]) -> Any:
    return render({**LOAD, "patches": patches}).all("Job")[0]


@pytest.mark.parametrize("name", ["Pod/*", "Job/*", "Job/cart-load"])
def test_a_patch_of_a_task_with_a_sync_makes_another_job_of_it(render: Render, name: str) -> None:
    """A Job's template can never change, and Argo CD would fail at it in every sync."""
    spec: dict[str, Any] = {"spec": {"priorityClassName": "high"}}
    patched = job(render, {name: spec if name == "Pod/*" else {"spec": {"template": spec}}})
    assert patched.pod["spec"]["priorityClassName"] == "high"
    assert patched.name != job(render, {"Service/cart": {}}).name == render(LOAD).all("Job")[0].name


@pytest.mark.parametrize(
    ("name", "patch"),
    [
        ("Pod/*", {"spec": {"dnsConfig": {"options": [{"name": "ndots", "value": "1"}]}}}),
        ("Pod/*", {"spec": {"hostAliases": [{"ip": "192.0.2.1", "hostnames": ["db"]}]}}),
        ("Pod/*", {"spec": {"runtimeClassName": "gvisor"}}),
        ("Pod/*", {"metadata": {"annotations": {"acme.example/scan": "no"}}}),
        ("Pod/*", {"spec": {"volumes": [{"name": "log", "hostPath": {"path": "/var/log"}}]}}),
        ("Pod/*", {"spec": {"volumes": [{"name": "share", "nfs": {"server": "nas", "path": "/share"}}]}}),
        ("Deployment/*", {"spec": {"revisionHistoryLimit": 3, "minReadySeconds": 10}}),
        ("Deployment/*", {"metadata": {"labels": {"acme.example/tier": "front"}}}),
        ("StatefulSet/*", {"spec": {"serviceName": "other"}}),
        ("PodDisruptionBudget/*", {"spec": {"maxUnavailable": {"$patch": "delete"}, "minAvailable": "50%"}}),
        ("Service/*", {"metadata": {"annotations": {"acme.example/mesh": "off"}}}),
    ],
)
def test_what_has_no_value_of_its_own_is_patched_in(render: Render, name: str, patch: dict[str, Any]) -> None:
    values = {**SERVER, "workload": {"type": "StatefulSet"}} if name.startswith("Stateful") else SERVER
    objects = render({**values, "replicaCount": 2, "patches": {name: patch}})
    assert (
        list(templates.validate(EmbeddedValidator(()), [Manifest("x", item) for item in objects], "1.34"))
        == []
    )
    assert [item for item in objects if item not in render({**values, "replicaCount": 2})]
