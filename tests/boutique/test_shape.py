"""Two ways to say the same thing are one fact; two things are two."""

from __future__ import annotations

from typing import Any

import pytest

from .shape import facts

POD = {"containers": [{"name": "cart", "image": "cart:1"}]}


def deployment(spec: dict[str, Any] | None = None, name: str = "cart") -> dict[str, Any]:
    labels = {"app": name}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": name},
        "spec": {
            "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": spec or POD},
        },
    }


def container(**fields: Any) -> Any:
    """The facts of a container with these fields."""
    (found,) = facts([deployment({"containers": [{"name": "cart", **fields}]})]).values()
    return found["container"]


def service(name: str = "cart", **spec: Any) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name},
        "spec": {"selector": {"app": "cart"}, "ports": [{"port": 80}], **spec},
    }


def test_a_deployment_is_a_service_with_facts_of_its_own_its_pod_and_its_container() -> None:
    assert facts([deployment()]) == {
        "cart": {
            "objects": {"Deployment cart": "apps/v1"},
            "deployment": {"selector": ["cart"]},
            "pod": {"labels": ["app"]},
            "container": {"name": "cart", "image": "cart:1"},
        }
    }


def test_a_default_is_no_fact_and_another_value_is() -> None:
    probe = {"tcpSocket": {"port": 80}, "periodSeconds": 10, "failureThreshold": 6}

    assert container(imagePullPolicy="IfNotPresent", readinessProbe=probe) == {
        "name": "cart",
        "readinessProbe": {"tcpSocket": {"port": 80}, "failureThreshold": 6},
    }


def test_the_name_of_a_port_becomes_its_number() -> None:
    named = container(
        ports=[{"name": "http", "containerPort": 8080}], livenessProbe={"httpGet": {"port": "http"}}
    )
    numbered = container(ports=[{"containerPort": 8080}], livenessProbe={"httpGet": {"port": 8080}})

    assert (
        named
        == numbered
        == {
            "name": "cart",
            "ports": {8080: "TCP"},
            "livenessProbe": {"httpGet": {"port": 8080}},
        }
    )


@pytest.mark.parametrize("target", [{"targetPort": "http"}, {"targetPort": 8080}])
def test_the_port_of_a_service_leads_to_the_number_of_the_pods_port(target: dict[str, Any]) -> None:
    pod = {"containers": [{"name": "cart", "ports": [{"name": "http", "containerPort": 8080}]}]}

    found = facts([deployment(pod), service(ports=[{"name": "web", "port": 80, **target}])])

    assert found["cart"]["services"]["cart"]["ports"] == {80: {"name": "web", "targetPort": 8080}}


def test_the_port_of_a_service_leads_to_the_same_number_when_it_says_nothing() -> None:
    found = facts([deployment(), service(ports=[{"port": 80}])])

    assert found["cart"]["services"]["cart"]["ports"] == {80: {"targetPort": 80}}


def test_a_selector_is_what_it_selects() -> None:
    found = facts(
        [deployment(), deployment(name="catalog"), service(), service("cart-x", selector={"app": "x"})]
    )

    assert found["cart"]["services"]["cart"]["selector"] == ["cart"]
    assert found["cart"]["services"]["cart-x"]["selector"] == []


def test_a_selector_by_expressions_is_not_taken_for_one_by_labels() -> None:
    item = deployment()
    item["spec"]["selector"]["matchExpressions"] = [{"key": "app", "operator": "DoesNotExist"}]

    assert facts([item])["cart"]["deployment"]["selector"] == []


def test_a_mount_holds_its_volume_whatever_the_volume_is_called() -> None:
    def mounted(name: str) -> Any:
        return facts(
            [
                deployment(
                    {
                        "containers": [
                            {"name": "cart", "volumeMounts": [{"name": name, "mountPath": "/data"}]}
                        ],
                        "volumes": [{"name": name, "emptyDir": {}}],
                    }
                )
            ]
        )["cart"]

    assert mounted("a") == mounted("b")
    assert mounted("a")["container"]["volumeMounts"] == {"/data": {"emptyDir": {}}}


def test_variables_are_told_by_name_in_any_order() -> None:
    field = {"fieldRef": {"fieldPath": "status.podIP"}}

    assert container(env=[{"name": "IP", "valueFrom": field}, {"name": "A", "value": "1"}])["env"] == {
        "A": "1",
        "IP": field,
    }


def test_labels_and_annotations_are_told_by_name() -> None:
    item = deployment()
    item["metadata"] |= {"labels": {"b": "1", "a": "2"}, "annotations": {"note": "text"}}

    assert facts([item])["cart"]["deployment"] == {
        "labels": ["a", "b"],
        "annotations": ["note"],
        "selector": ["cart"],
    }


def test_a_script_is_said_to_be_one() -> None:
    assert container(command=["sh", "-c", "echo one\necho two\n"])["command"] == ["sh", "-c", "a script"]


def test_an_init_container_has_the_facts_of_a_container() -> None:
    pod = {**POD, "initContainers": [{"name": "wait", "env": [{"name": "A", "value": "1"}]}]}

    assert facts([deployment(pod)])["cart"]["initContainers"] == {"wait": {"name": "wait", "env": {"A": "1"}}}


def test_any_other_object_is_there() -> None:
    policy = {"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": {"name": "cart"}}

    assert facts([deployment(), policy])["cart"]["objects"] == {
        "Deployment cart": "apps/v1",
        "PodDisruptionBudget cart": "policy/v1",
    }


def test_an_object_belongs_to_the_longest_name_that_its_own_begins_with() -> None:
    account = {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "cart-db-admin"}}

    found = facts([deployment(), deployment(name="cart-db"), account])

    assert found["cart-db"]["objects"] == {
        "Deployment cart-db": "apps/v1",
        "ServiceAccount cart-db-admin": "v1",
    }


def test_an_object_of_no_service_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        facts([deployment(), service("cartoon")])
