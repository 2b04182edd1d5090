"""Rendered objects against each other: two of one name, and selectors that lead nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import release, repository

from helmwright.kubernetes.manifests import Manifest
from helmwright.validate.objects import duplicates, selectors
from helmwright.validate.validator import Problem

RESOLVED = repository(
    {"shop/cart": {"ports": {"http": 8080}}, "ledger/books": {}},
    environments={"prod": {"namespacePattern": "store"}, "dev": {"namespacePattern": "{app}"}},
)
SHOP, LEDGER = release(RESOLVED, "prod-shop"), release(RESOLVED, "prod-ledger")
DEV_SHOP, DEV_LEDGER = release(RESOLVED, "dev-shop"), release(RESOLVED, "dev-ledger")

LABELS = {"app": "cart"}
CONTAINER = {"name": "cart", "ports": [{"name": "http", "containerPort": 8080}]}


def manifest(kind: str, name: str = "cart", api_version: str = "v1", **fields: Any) -> Manifest:
    metadata = {"name": name, **fields.pop("metadata", {})}
    source = f"prod-shop/charts/cart/templates/{kind.lower()}.yaml"
    return Manifest(source, {"apiVersion": api_version, "kind": kind, "metadata": metadata, **fields})


def pod_template(labels: dict[str, str] | None = None) -> dict[str, Any]:
    labels = LABELS if labels is None else labels
    return {"metadata": {"labels": labels}, "spec": {"containers": [CONTAINER]}}


DEPLOYMENT = manifest(
    "Deployment",
    api_version="apps/v1",
    spec={"selector": {"matchLabels": LABELS}, "template": pod_template()},
)


def test_an_object_that_two_applications_make_names_both() -> None:
    books = Manifest("prod-ledger/charts/books/templates/service.yaml", manifest("Service").object)
    assert list(duplicates([(SHOP, manifest("Service")), (LEDGER, books)], ())) == [
        Problem(
            books,
            (),
            "Service cart is made twice, by prod-shop (prod-shop/charts/cart/templates/service.yaml) "
            "and prod-ledger (prod-ledger/charts/books/templates/service.yaml)",
            "K201",
            "rename one of the two",
        )
    ]


def test_an_object_that_two_templates_of_one_application_make_is_found() -> None:
    twice = [(SHOP, manifest("ConfigMap")), (SHOP, manifest("ConfigMap"))]
    assert [finding.code for finding in duplicates(twice, ())] == ["K201"]


def test_a_definition_that_two_applications_bring_is_to_be_switched_off_in_one() -> None:
    definition = manifest("CustomResourceDefinition", api_version="apiextensions.k8s.io/v1")
    (problem,) = duplicates([(SHOP, definition), (LEDGER, definition)], ())
    assert problem.hint == "let one of the two bring the definition, and switch it off in the other"
    folder = Manifest("prod-shop/charts/cart/crds/a.yaml", definition.object)
    (problem,) = duplicates([(SHOP, folder), (LEDGER, folder)], ())
    assert (
        problem.hint
        == "the crds folder of a chart is always deployed: leave out the chart that has nothing else"
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (manifest("Service"), manifest("Service", "api")),
        (manifest("Service"), manifest("ConfigMap")),
        (
            manifest("Ingress", api_version="networking.k8s.io/v1"),
            manifest("Ingress", api_version="example.com/v1"),
        ),
        (manifest("Service"), manifest("Service", metadata={"namespace": "other"})),
    ],
    ids=["name", "kind", "group", "namespace"],
)
def test_objects_that_differ_in_one_part_of_their_identity_are_two(first: Manifest, second: Manifest) -> None:
    assert list(duplicates([(SHOP, first), (SHOP, second)], ())) == []


def test_an_object_in_two_versions_of_its_group_is_one() -> None:
    first, second = (
        manifest("Widget", api_version="example.com/v1"),
        manifest("Widget", api_version="example.com/v2"),
    )
    assert len(list(duplicates([(SHOP, first), (SHOP, second)], ()))) == 1


def test_applications_in_namespaces_of_their_own_may_use_a_name_twice() -> None:
    assert list(duplicates([(DEV_SHOP, manifest("Service")), (DEV_LEDGER, manifest("Service"))], ())) == []


def test_an_object_outside_namespaces_is_one_wherever_it_is_made() -> None:
    role = manifest("ClusterRole", api_version="rbac.authorization.k8s.io/v1")
    assert len(list(duplicates([(DEV_SHOP, role), (DEV_LEDGER, role)], ()))) == 1


def selecting(kind: str, labels: dict[str, str], **spec: Any) -> Manifest:
    key = {"Service": "selector", "NetworkPolicy": "podSelector"}.get(kind, "selector")
    value = labels if kind == "Service" else {"matchLabels": labels}
    return manifest(kind, spec={key: value, **spec})


@pytest.mark.parametrize("kind", ["Service", "PodDisruptionBudget", "NetworkPolicy"])
def test_a_selector_that_matches_a_pod_is_fine(kind: str) -> None:
    assert list(selectors([(SHOP, DEPLOYMENT), (SHOP, selecting(kind, LABELS))])) == []


@pytest.mark.parametrize("kind", ["Service", "PodDisruptionBudget", "NetworkPolicy"])
def test_a_selector_that_matches_no_pod_is_found(kind: str) -> None:
    (finding,) = selectors([(SHOP, DEPLOYMENT), (SHOP, selecting(kind, LABELS | {"tier": "web"}))])
    assert (finding.code, finding.message) == ("K202", f"{kind} cart selects no pod of store")


def test_a_workload_that_does_not_select_its_own_pods_is_found() -> None:
    other = manifest(
        "Deployment", spec={"selector": {"matchLabels": LABELS}, "template": pod_template({"app": "api"})}
    )
    assert [finding.code for finding in selectors([(SHOP, other)])] == ["K202"]


def test_a_pod_in_another_namespace_is_not_matched() -> None:
    far = selecting("Service", LABELS)
    assert [f.message for f in selectors([(DEV_SHOP, DEPLOYMENT), (DEV_LEDGER, far)])] == [
        "Service cart selects no pod of ledger"
    ]


@pytest.mark.parametrize(
    "workload",
    [
        manifest("StatefulSet", spec={"template": pod_template()}),
        manifest("Job", spec={"template": pod_template()}),
        manifest("CronJob", spec={"jobTemplate": {"spec": {"template": pod_template()}}}),
        manifest("Pod", metadata={"labels": LABELS}, spec={"containers": [CONTAINER]}),
    ],
    ids=lambda value: value.kind,
)
def test_pods_of_every_workload_count(workload: Manifest) -> None:
    assert list(selectors([(SHOP, workload), (SHOP, selecting("Service", LABELS))])) == []


@pytest.mark.parametrize(
    "selecting_all",
    [
        manifest("Service", spec={"type": "ExternalName"}),
        manifest("NetworkPolicy", spec={"podSelector": {}}),
        manifest("ConfigMap"),
    ],
    ids=["no selector", "every pod", "no selecting kind"],
)
def test_what_selects_nothing_or_everything_is_no_problem(selecting_all: Manifest) -> None:
    assert list(selectors([(SHOP, selecting_all)])) == []


def ports_of(*ports: dict[str, Any]) -> list[str]:
    service = selecting("Service", LABELS, ports=list(ports))
    found = selectors([(SHOP, DEPLOYMENT), (SHOP, service)])
    return [f"{finding.code}: {finding.message}" for finding in found]


def test_a_service_port_that_no_pod_has_is_found() -> None:
    assert ports_of({"port": 80, "targetPort": "https"}) == [
        "K203: Service cart leads to port https, which no pod has"
    ]


@pytest.mark.parametrize("target", ["http", 8080, 9999])
def test_a_named_port_must_be_declared_and_a_number_need_not(target: str | int) -> None:
    assert ports_of({"port": 80, "targetPort": target}) == []


@pytest.mark.parametrize(("policy", "missing"), [({"restartPolicy": "Always"}, False), ({}, True)])
def test_a_port_may_be_a_sidecars_but_not_an_init_containers(policy: dict[str, str], missing: bool) -> None:
    template = pod_template()
    template["spec"]["initContainers"] = [
        {"name": "proxy", "ports": [{"name": "tls", "containerPort": 8443}], **policy}
    ]
    spec = {"selector": {"matchLabels": LABELS}, "template": template}
    deployment = manifest("Deployment", api_version="apps/v1", spec=spec)
    service = selecting("Service", LABELS, ports=[{"port": 443, "targetPort": "tls"}])
    found = [finding.code for finding in selectors([(SHOP, deployment), (SHOP, service)])]
    assert found == (["K203"] if missing else [])
