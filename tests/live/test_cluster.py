"""What is read of a cluster, by an API server that answers as one."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.live.api import ARGOPROJ, Asked, answering, listed
from tests.live.recorded import item

from helmwright.findings import ToolError
from helmwright.live.cluster import Cluster
from helmwright.live.observe import observe, tracked
from helmwright.live.observed import Tracked

pytest.importorskip("kubernetes", reason="helmwright[live] is not installed")

CORE, APPS = "/api/v1/namespaces/argocd", "/apis/apps/v1/namespaces/argocd"
DISCOVERY = listed(
    {
        "metadata": {"name": "apps"},
        "versions": [
            {
                "version": "v1",
                "resources": [
                    {"resource": name, "responseKind": {"kind": kind}, "verbs": verbs}
                    for name, kind, verbs in (
                        ("deployments", "Deployment", ["list"]),
                        ("replicasets", "ReplicaSet", ["list"]),
                        ("scales", "Scale", ["get"]),
                    )
                ],
            },
            {
                "version": "v1beta1",
                "resources": [
                    {"resource": "deployments", "responseKind": {"kind": "Deployment"}, "verbs": ["list"]}
                ],
            },
        ],
    }
)


def secret(**fields: str) -> Any:
    return {"data": {key: b64encode(value.encode()).decode() for key, value in fields.items()}}


def program(image: str) -> Any:
    return {"spec": {"template": {"spec": {"containers": [{"image": image}]}}}}


PROJECT = {
    "spec": {
        "namespaceResourceWhitelist": [
            {"group": "apps", "kind": kind} for kind in ("Deployment", "ReplicaSet")
        ]
    }
}
ANSWERS: dict[str, Any] = {
    "/version": {"major": "1", "minor": "34+"},
    "/apis": DISCOVERY,
    "/apis/apps/v1/deployments": item("deployments"),
    f"{CORE}/configmaps/argocd-cm": {},
    f"{CORE}/secrets?labelSelector=argocd.argoproj.io%2Fsecret-type%3Dcluster&limit=500": listed(
        secret(name="acme-prod", config="{bearerToken: s3cr3t}"), secret(server="https://unnamed")
    ),
    f"{CORE}/secrets": listed(secret(url="https://git.example/", password="s3cr3t")),  # noqa: S106
    f"{APPS}/statefulsets": listed(program("quay.io/argoproj/argocd:v3.6.1")),
    f"{APPS}/deployments": listed(program("redis:8"), program("mirror:5000/argocd:3.6.0@sha256:0f")),
    f"{ARGOPROJ}/appprojects": listed(PROJECT),
    f"{ARGOPROJ}/applications": listed(item("healthy"), item("bad-image")),
}


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Asked]:
    monkeypatch.setenv("KUBECONFIG", str(tmp_path / "kubeconfig"))
    changes = getattr(request, "param", {})
    with answering(tmp_path, {**ANSWERS, **changes}) as found:
        yield found


def test_all_that_is_kept(asked: Asked) -> None:
    found = observe(Cluster(), "argocd")
    assert [*found.applications] == ["dev-portfolio", "dev-single"]
    assert found.settings == {}
    assert found.kubernetes == "1.34"
    assert found.versions == {"3.6.1", "3.6.0"}
    assert found.clusters == frozenset({"acme-prod"})
    assert found.repositories == frozenset({"https://git.example/"})
    assert found.objects == (
        Tracked("dev-single", "apps", "Deployment", "single", "one"),
        Tracked("live-stored", "apps", "Deployment", "stored-live", "one"),
    )
    assert "s3cr3t" not in repr(found)


TRACKING = "argocd.argoproj.io/tracking-id"


@pytest.mark.parametrize(
    ("tracking", "more", "is_one"),
    [
        ("dev-shop:apps/Deployment:shop/cart", {"namespace": "shop"}, True),
        ("dev-shop:apps/Deployment:shop/cart", {}, True),  # one outside namespaces has its Application's
        ("dev-shop:apps/Deployment:shop/cart", {"namespace": "other"}, False),
        ("dev-shop:apps/Deployment:shop/mail", {"namespace": "shop"}, False),
        ("dev-shop:apps/StatefulSet:shop/cart", {"namespace": "shop"}, False),
        ("dev-shop:apps/Deployment:shop/cart", {"namespace": "shop", "ownerReferences": [{}]}, False),
        ("what somebody writes", {"namespace": "shop"}, False),
        ("", {}, False),
    ],
)
def test_an_object_is_an_applications_by_its_own_tracking_id(tracking: str, more: Any, is_one: bool) -> None:
    metadata = {"name": "cart", "annotations": {TRACKING: tracking}, **more}
    assert (tracked("apps", "Deployment", {"metadata": metadata}) is not None) == is_one


def test_nothing_but_get_is_asked_and_no_more_than_metadata_of_what_is_deployed(asked: Asked) -> None:
    observe(Cluster(), "argocd")
    assert {request.partition(" ")[0] for request in asked} == {"GET"}
    assert [request for request in asked if "replicasets" in request or "v1beta1" in request] == []
    (objects,) = (
        headers
        for request, headers in zip(asked, asked.headers, strict=True)
        if request.startswith("GET /apis/apps/v1/deployments")
    )
    assert objects["accept"].startswith("application/json;as=PartialObjectMetadataList;")
    assert objects["authorization"] == "Bearer t0ken"


@pytest.mark.parametrize(
    "asked",
    [{f"{CORE}/configmaps/argocd-cm": 404, f"{CORE}/secrets": 403, f"{ARGOPROJ}/appprojects": 404}],
    indirect=True,
)
def test_what_is_not_there_or_not_for_this_person_is_none(asked: Asked) -> None:
    found = observe(Cluster(), "argocd")
    assert (found.settings, found.repositories, found.objects) == (None, None, None)


PAGES = {
    f"{ARGOPROJ}/applications?limit=500": listed(item("healthy"), more="m/ore"),
    f"{ARGOPROJ}/applications?limit=500&continue=m%2Fore": listed(item("bad-image")),
}


@pytest.mark.parametrize("asked", [PAGES], indirect=True)
def test_a_long_list_comes_in_parts(asked: Asked) -> None:
    assert [*observe(Cluster(), "argocd").applications] == ["dev-portfolio", "dev-single"]


@pytest.mark.parametrize("asked", [{"/version": 401}, {"/version": 500}], indirect=True)
def test_a_server_that_refuses_ends_it(asked: Asked) -> None:
    with pytest.raises(ToolError, match=r"the cluster answers (401|500): no"):
        Cluster().get("/version")


def test_a_server_that_is_not_there_ends_it(asked: Asked) -> None:
    with pytest.raises(ToolError, match=r"the cluster does not answer: "):
        Cluster("nowhere").get("/version")


def test_a_context_that_is_not_there_ends_it(asked: Asked) -> None:
    with pytest.raises(ToolError, match=r"no cluster can be asked: .*elsewhere"):
        Cluster("elsewhere")


def test_the_kubeconfig_stays_as_it_is(asked: Asked, tmp_path: Path) -> None:
    before = (tmp_path / "kubeconfig").read_bytes()
    Cluster().get("/version")
    assert (tmp_path / "kubeconfig").read_bytes() == before
