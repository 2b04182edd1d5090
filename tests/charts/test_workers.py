"""Workers: Deployments beside the service's own, with what all its pods share and a life of their own."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.manifests import Manifests
from chartwright.testing.render import Render

from .support import SERVER, WORKER

CLAIM = {"type": "pvc", "size": "1Gi", "mountPath": "/data"}
SHARED: dict[str, Any] = {
    "configMaps": {"files": {"data": {"a": "b"}, "mountPath": "/etc/app"}},
    "externalSecrets": {
        "db": {
            "store": {"name": "vault"},
            "data": {"password": {"key": "db"}},
            "env": {"PASSWORD": "password"},
        }
    },
    "podSecurityContext": {"runAsUser": 5},
    "securityContext": {"readOnlyRootFilesystem": False},
    "nodeSelector": {"kubernetes.io/arch": "arm64"},
    "podLabels": {"example.com/tier": "one"},
    "priorityClassName": "urgent",
}
OWN: dict[str, Any] = {
    "command": ["/app/server"],
    "args": ["--port=8080"],
    "initContainers": {"migrate": {}},
    "replicaCount": 4,
    "minReadySeconds": 10,
    "progressDeadlineSeconds": 20,
    "strategy": {"maxSurge": 3},
    "shutdown": {"terminationGracePeriodSeconds": 300},
}


def workers(render: Render, entries: dict[str, Any], **values: Any) -> Manifests:
    return render({**SERVER, **values, "workers": entries})


def pod(render: Render, entry: dict[str, Any], **values: Any) -> Any:
    return workers(render, {"mail": entry}, **values).one("Deployment", "cart-mail")["spec"]["template"]


def container(render: Render, entry: dict[str, Any], **values: Any) -> Any:
    return pod(render, entry, **values)["spec"]["containers"][0]


def test_a_worker_is_a_deployment_that_no_service_selects(render: Render) -> None:
    objects = workers(render, {"mail": {}})
    labels = {
        "app.kubernetes.io/name": "cart",
        "app.kubernetes.io/instance": "prod-shop",
        "app.kubernetes.io/component": "worker-mail",
    }
    assert objects.one("Deployment", "cart-mail")["spec"]["selector"] == {"matchLabels": labels}
    assert objects.named("Service").keys() == {"cart"}
    assert objects.one("Service")["spec"]["selector"]["app.kubernetes.io/component"] == "server"


def test_a_worker_that_is_added_changes_nothing_of_the_service(render: Render) -> None:
    alone, beside = (
        {(item["kind"], item["metadata"]["name"]): item for item in objects}
        for objects in (render({**SERVER, **SHARED}), workers(render, {"mail": {}}, **SHARED))
    )
    assert {key: beside[key] for key in alone} == alone
    assert beside.keys() - alone.keys() == {("Deployment", "cart-mail"), ("NetworkPolicy", "cart-background")}


def test_what_all_pods_share_is_the_services(render: Render) -> None:
    objects = workers(render, {"mail": {}}, **SHARED)
    server, worker = (objects.one("Deployment", name)["spec"]["template"] for name in ("cart", "cart-mail"))
    of_pods = ("serviceAccountName", "securityContext", "nodeSelector", "priorityClassName", "volumes")
    assert {key: worker["spec"][key] for key in of_pods} == {key: server["spec"][key] for key in of_pods}
    assert worker["metadata"]["labels"]["example.com/tier"] == "one"
    assert worker["metadata"]["annotations"] == server["metadata"]["annotations"]
    of_containers = ("name", "image", "env", "resources", "securityContext", "volumeMounts")
    assert {key: worker["spec"]["containers"][0][key] for key in of_containers} == {
        key: server["spec"]["containers"][0][key] for key in of_containers
    }


def test_what_is_the_servers_alone_is_not_inherited(render: Render) -> None:
    assert (
        workers(render, {"mail": {}}, **OWN).one("Deployment", "cart-mail")["spec"]
        == (workers(render, {"mail": {}}).one("Deployment", "cart-mail")["spec"])
    )


def test_what_a_worker_says_itself_stands_in_place_of_the_services(render: Render) -> None:
    resources = {"requests": {"cpu": "10m", "memory": "8Mi"}, "limits": {"memory": "8Mi"}}
    image = {"repository": "ghcr.io/acme/mailer", "tag": "2"}
    entry = {"image": image, "command": ["/mail"], "args": ["--fast"], "resources": resources}
    mail = container(render, entry, image={**SERVER["image"], "pullPolicy": "Always"}, command=["/app"])
    assert (mail["image"], mail["imagePullPolicy"]) == ("ghcr.io/acme/mailer:2", "IfNotPresent")
    assert (mail["command"], mail["args"], mail["resources"]) == (["/mail"], ["--fast"], resources)


def test_variables_add_up_and_the_workers_win_whole(render: Render) -> None:
    secret, field = {"secretKeyRef": {"name": "s", "key": "k"}}, {"fieldRef": {"fieldPath": "status.podIP"}}
    shared = {"A": "1", "B": "2", "C": secret, "D": "4"}
    own = {"B": "3", "C": field, "D": {"enabled": False}}
    assert container(render, {"env": own}, env=shared)["env"] == [
        {"name": "C", "valueFrom": field},
        {"name": "A", "value": "1"},
        {"name": "B", "value": "3"},
    ]
    server = (
        workers(render, {"mail": {"env": own}}, env=shared)
        .one("Deployment", "cart")
        .containers["cart"]["env"]
    )
    assert {item["name"]: item.get("value", item.get("valueFrom")) for item in server} == shared


def test_workers_do_not_see_each_others_values(render: Render) -> None:
    objects = workers(render, {"a": {"env": {"A": "1"}, "args": ["a"]}, "b": {}})
    b = objects.one("Deployment", "cart-b")["spec"]["template"]["spec"]["containers"][0]
    assert ("env" in b, "args" in b) == (False, False)


def test_a_claim_of_one_node_stays_with_the_server(render: Render) -> None:
    volumes = {
        "own": CLAIM,
        "alone": {**CLAIM, "accessModes": ["ReadWriteOncePod"], "mountPath": "/alone"},
        "shared": {**CLAIM, "accessModes": ["ReadWriteMany"], "mountPath": "/shared"},
        "old": {"type": "existing", "claimName": "old", "mountPath": "/old"},
        "scratch": {"type": "emptyDir", "mountPath": "/scratch"},
    }
    mounts = container(render, {}, persistence=volumes)["volumeMounts"]
    assert [mount["name"] for mount in mounts] == [
        "storage-old",
        "storage-scratch",
        "storage-shared",
        "writable-tmp",
    ]
    objects = workers(render, {"mail": {}}, persistence={"own": CLAIM})
    assert objects.one("Deployment", "cart-mail")["spec"]["strategy"]["type"] == "RollingUpdate"


@pytest.mark.parametrize(
    ("entry", "replicas", "scaled", "budget"),
    [
        ({}, 1, False, False),
        ({"replicaCount": 0}, 0, False, False),
        ({"replicaCount": 3}, 3, False, True),
        ({"autoscaling": {"max": 5, "cpu": 70}}, None, True, True),
        ({"replicaCount": 3, "podDisruptionBudget": {"enabled": False}}, 3, False, False),
    ],
)
def test_a_worker_scales_by_itself(
    render: Render, entry: dict[str, Any], replicas: int | None, scaled: bool, budget: bool
) -> None:
    objects = workers(render, {"mail": entry}, autoscaling={"max": 20, "cpu": 50})
    assert objects.one("Deployment", "cart-mail")["spec"].get("replicas") == replicas
    assert ("cart-mail" in objects.named("HorizontalPodAutoscaler")) is scaled
    assert ("cart-mail" in objects.named("PodDisruptionBudget")) is budget


def test_the_autoscaler_and_the_budget_of_a_worker_mean_its_pods(render: Render) -> None:
    objects = workers(render, {"mail": {"autoscaling": {"max": 5, "cpu": 70}}})
    target = objects.one("HorizontalPodAutoscaler", "cart-mail")["spec"]["scaleTargetRef"]
    assert target == {"apiVersion": "apps/v1", "kind": "Deployment", "name": "cart-mail"}
    selector = objects.one("PodDisruptionBudget", "cart-mail")["spec"]["selector"]
    assert selector == objects.one("Deployment", "cart-mail")["spec"]["selector"]


@pytest.mark.parametrize("entry", [{}, {"ports": {"health": {"containerPort": 8081}}}])
def test_a_worker_stops_at_once_unless_told_to_wait(render: Render, entry: dict[str, Any]) -> None:
    assert "lifecycle" not in container(render, entry)
    waiting = {**entry, "shutdown": {"preStopSleepSeconds": 5, "terminationGracePeriodSeconds": 90}}
    assert container(render, waiting)["lifecycle"] == {"preStop": {"sleep": {"seconds": 5}}}
    assert pod(render, waiting)["spec"]["terminationGracePeriodSeconds"] == 90


def test_its_probes_ask_its_own_ports(render: Render) -> None:
    entry = {
        "ports": {"health": {"containerPort": 8081}},
        "probes": {"liveness": {"type": "grpc"}, "readiness": {"type": "http"}},
    }
    mail = container(render, entry)
    assert mail["ports"] == [{"name": "health", "containerPort": 8081, "protocol": "TCP"}]
    assert mail["livenessProbe"]["grpc"]["port"] == 8081
    assert mail["readinessProbe"]["httpGet"]["port"] == "health"


def test_the_pods_in_the_background_may_connect_where_the_service_does_and_nobody_to_them(
    render: Render,
) -> None:
    policy = {"toCIDRs": {"bank": {"cidrs": ["203.0.113.0/24"]}}, "fromServices": {"a": {"name": "a"}}}
    objects = workers(render, {"mail": {}}, networkPolicy=policy)
    background = objects.one("NetworkPolicy", "cart-background")
    assert background["spec"] == {
        "podSelector": {
            "matchLabels": {"app.kubernetes.io/name": "cart", "app.kubernetes.io/instance": "prod-shop"},
            "matchExpressions": [
                {"key": "app.kubernetes.io/component", "operator": "NotIn", "values": ["server"]}
            ],
        },
        "policyTypes": ["Ingress", "Egress"],
        "egress": objects.one("NetworkPolicy", "cart")["spec"]["egress"],
    }
    assert background["metadata"]["annotations"] == {"argocd.argoproj.io/sync-wave": "-10"}


def test_without_pods_in_the_background_or_with_the_policy_off_there_is_no_policy_for_them(
    render: Render,
) -> None:
    assert render(SERVER).named("NetworkPolicy").keys() == {"cart"}
    assert workers(render, {"mail": {}}, networkPolicy={"enabled": False}).named("NetworkPolicy") == {}


def test_a_worker_can_be_switched_off(render: Render) -> None:
    assert workers(render, {"mail": {"enabled": False}}).named("Deployment").keys() == {"cart"}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            {"autoscaling": {"max": 5}},
            "HorizontalPodAutoscaler: cart.workers.mail.autoscaling: has no metric",
        ),
        (
            {"autoscaling": {"min": 6, "max": 5, "cpu": 70}},
            "HorizontalPodAutoscaler: cart.workers.mail.autoscaling.min: 6 is more than max, 5",
        ),
        ({"strategy": {"maxSurge": 0}}, "Deployment: cart.workers.mail.strategy.maxSurge: no pod can be"),
        (
            {"shutdown": {"preStopSleepSeconds": 60}},
            "Deployment: cart.workers.mail.shutdown.terminationGracePeriodSeconds: 60 leaves no time",
        ),
        (
            {"replicaCount": 2, "podDisruptionBudget": {"minAvailable": 2}},
            "PodDisruptionBudget: cart.workers.mail.podDisruptionBudget.minAvailable: 2 of 2 pods",
        ),
        ({"env": {"X": {}}}, "Deployment: cart.workers.mail.env.X: is not exactly one reference"),
        (
            {"probes": {"liveness": {"type": "tcp", "port": "http"}}},
            'Deployment: cart.workers.mail.probes.liveness.port: no port is called "http"',
        ),
        (
            {"ports": {"a": {"containerPort": 1}, "b": {"containerPort": 1}}},
            "Deployment: cart.workers.mail.ports.b.containerPort: 1/TCP is port",
        ),
    ],
)
def test_a_refusal_names_the_workers_value(render: Render, entry: dict[str, Any], message: str) -> None:
    assert render.failure({**SERVER, "workers": {"mail": entry}}).startswith(message)


def test_a_worker_has_no_values_of_a_server(render: Render) -> None:
    for key in ("service", "ingress", "workers", "serviceAccount"):
        assert render.refused_paths({**WORKER, "workers": {"mail": {key: {}}}}) == [
            f"cart.workers.mail.{key}"
        ]
