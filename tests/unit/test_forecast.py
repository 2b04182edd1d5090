"""What becomes of what is deployed when a change is merged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from tests.repositories import Fields, repository

from helmwright.forecast.event import Event, Fate
from helmwright.forecast.fates import fates
from helmwright.forecast.foretell import renamed
from helmwright.forecast.regrouped import regrouped
from helmwright.forecast.state import Deployed, Permissions, State
from helmwright.forecast.state import state as read
from helmwright.kubernetes.manifests import Manifest
from helmwright.tree import Change

KEEP = {"argocd.argoproj.io/sync-options": "Prune=false,Delete=false"}
API_VERSIONS = {
    "ClusterRole": "rbac.authorization.k8s.io/v1",
    "Deployment": "apps/v1",
    "Gadget": "example.com/v1",
    "Job": "batch/v1",
}
CONFIRM = {"argocd.argoproj.io/sync-options": "Prune=confirm"}


def made(kind: str, name: str = "cart", annotations: Any = None, **spec: Any) -> Manifest:
    group = API_VERSIONS.get(kind, "v1")
    metadata = {"name": name, "annotations": annotations or {}}
    return Manifest("x", {"apiVersion": group, "kind": kind, "metadata": metadata, "spec": spec})


def deployment(image: str = "cart:1", **spec: Any) -> Manifest:
    return made("Deployment", template={"spec": {"containers": [{"image": image}]}}, **spec)


def deployed(namespace: str = "shop", cluster: str = "acme", relaxed: bool = False) -> Deployed:
    return Deployed("prod-shop", "prod-web", cluster, namespace, relaxed)


ROLE = {"group": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cart"}
GADGET = {"group": "example.com", "kind": "Gadget"}


def state(
    namespaces: Iterable[str] = ("shop",),
    outside: Iterable[Fields] = (),
    inside: Iterable[Fields] = (),
    **apps: Any,
) -> State:
    """A state whose project permits some objects outside namespaces, and some kinds in them beside the usual."""
    permitted: Permissions = {
        "destinations": [{"name": "acme", "namespace": name} for name in namespaces],
        "clusterResourceWhitelist": list(outside),
        "namespaceResourceWhitelist": [
            {"group": "apps", "kind": "Deployment"},
            {"group": "batch", "kind": "Job"},
            {"group": "", "kind": "PersistentVolumeClaim"},
            *inside,
        ],
    }
    return State(apps, {"prod-web": permitted}, {name: made("Namespace", name) for name in namespaces})


def told(old: State, new: State, was: Iterable[Manifest] = (), will: Iterable[Manifest] = ()) -> list[Any]:
    events = fates("prod", old, new, {"shop": tuple(was)}, {"shop": tuple(will)})
    return [(event.fate, str(event.manifest or event.app)) for event in events]


HERE = state(shop=deployed())
MORE = state(outside=[ROLE], inside=[GADGET], shop=deployed())


@pytest.mark.parametrize(
    ("was", "will", "fate"),
    [
        (deployment("cart:1"), deployment("cart:2"), Fate.RESTARTED),
        (deployment(replicas=6), deployment(), Fate.DEFAULTED),
        (deployment(), made("Deployment", "other"), Fate.REMOVED),
        (made("PersistentVolumeClaim", annotations=KEEP), None, Fate.KEPT),
        (made("PersistentVolumeClaim", annotations=CONFIRM), None, Fate.WAITS),
        (made("Gadget"), None, Fate.ORPHANED),
        (made("ClusterRole"), None, Fate.ORPHANED),
    ],
)
def test_an_object_of_an_app_that_stays(was: Manifest, will: Manifest | None, fate: Fate) -> None:
    assert told(MORE, HERE, [was], [will] if will else []) == [(fate, str(was))]


@pytest.mark.parametrize(
    ("was", "will", "refused"),
    [
        ({"loadBalancerClass": "service.k8s.aws/nlb"}, {"loadBalancerClass": "eks.amazonaws.com/nlb"}, True),
        ({}, {"loadBalancerClass": "eks.amazonaws.com/nlb"}, True),
        ({"loadBalancerClass": "eks.amazonaws.com/nlb"}, {"type": "ClusterIP"}, False),
        (
            {"loadBalancerClass": "eks.amazonaws.com/nlb"},
            {"loadBalancerClass": "eks.amazonaws.com/nlb"},
            False,
        ),
    ],
)
def test_a_class_of_load_balancers_never_changes(was: Fields, will: Fields, refused: bool) -> None:
    old, new = (made("Service", **{"type": "LoadBalancer", **said}) for said in (was, will))
    assert told(HERE, HERE, [old], [new]) == [(Fate.REFUSED, "Service cart")] * refused


def test_what_another_environment_has_in_its_place_is_told() -> None:
    """As when `keepsName` is taken from a cluster, and when it moves to the other one."""
    nobody, blue, green = state(), state(shop=deployed()), state(shop=deployed(cluster="green"))
    taken = renamed({"prod": (blue, nobody), "prod-blue": (nobody, blue), "prod-green": (green, green)})
    assert [*taken] == [Event("prod-blue", "shop", Fate.ANEW)]
    moved = renamed({"prod": (blue, green), "prod-blue": (nobody, blue), "prod-green": (green, nobody)})
    assert {(event.environment, event.fate) for event in moved} == {
        ("prod", Fate.ANEW),
        ("prod-blue", Fate.ANEW),
    }


def test_what_stays_as_it_is_is_not_told() -> None:
    objects = [deployment(), made("ClusterRole")]
    assert told(HERE, HERE, objects, objects) == []


def test_a_job_that_another_one_takes_the_place_of_is_not_told() -> None:
    assert told(HERE, HERE, [made("Job", "migrate-1")], [made("Job", "migrate-2")]) == []


def test_what_is_outside_namespaces_goes_as_long_as_its_project_names_it() -> None:
    assert told(MORE, MORE, [made("ClusterRole")]) == [(Fate.REMOVED, "ClusterRole cart")]


def test_a_kind_of_others_that_may_be_outside_namespaces_must_be_permitted_there_too() -> None:
    both = state(outside=[{**GADGET, "name": "cart"}], inside=[GADGET], shop=deployed())
    assert told(both, state(inside=[GADGET], shop=deployed()), [made("Gadget")]) == [
        (Fate.ORPHANED, "Gadget cart")
    ]
    assert told(both, both, [made("Gadget")]) == [(Fate.REMOVED, "Gadget cart")]


MOVED: dict[str, Any] = {"shop": deployed("store")}


@pytest.mark.parametrize(
    ("namespaces", "fate"), [(("store",), Fate.ORPHANED), (("shop", "store"), Fate.REMOVED)]
)
def test_an_app_that_moves_leaves_what_its_project_no_longer_permits(
    namespaces: tuple[str, ...], fate: Fate
) -> None:
    events = told(HERE, state(namespaces, **MOVED), [deployment()], [deployment()])
    assert (fate, "Deployment cart") in events


def test_a_relaxed_app_that_moves_leaves_nothing_in_a_namespace_that_goes() -> None:
    new = state(["store"], shop=deployed("store", relaxed=True))
    old = state(shop=deployed(relaxed=True))
    assert told(old, new, [deployment()], [deployment()]) == [
        (Fate.REMOVED, "Deployment cart"),
        (Fate.REMOVED, "Namespace shop"),
    ]


def test_an_app_that_goes_to_another_cluster_stays_on_its_own_too() -> None:
    assert told(HERE, state(shop=deployed(cluster="other")), [deployment()], [deployment()]) == [
        (Fate.ELSEWHERE, "shop")
    ]


APART: dict[str, Any] = {"shop/cart": deployed()}


def parked(**annotations: str) -> Deployed:
    return replace(deployed(), parked=made("Application", "prod-shop", annotations))


def told_regrouped(old: State, new: State, was: Iterable[Manifest], **will: Manifest) -> list[Any]:
    """What is told where `shop` was one Application, and its services have one each, or will."""
    apart = {f"shop/{name}": (item,) for name, item in will.items()}
    events = fates("prod", old, new, {"shop": tuple(was)}, apart)
    return [(event.fate, str(event.manifest or event.app)) for event in events]


def test_an_app_whose_applications_are_others_from_now_on_is_handed_over() -> None:
    new = state(shop=parked(), **APART)
    kept, bumped, gone = deployment(), deployment("cart:2"), made("Deployment", "page")
    assert told_regrouped(HERE, new, [kept], cart=kept) == [(Fate.HANDED_OVER, "shop")]
    assert told_regrouped(HERE, new, [kept, gone], cart=bumped) == [
        (Fate.HANDED_OVER, "shop"),
        (Fate.RESTARTED, "Deployment cart"),
        (Fate.KEPT, "Deployment page"),
    ]


@pytest.mark.parametrize(("annotations", "fate"), [({}, Fate.REMOVED), (KEEP, Fate.KEPT)])
def test_an_application_that_has_handed_all_over_goes_by_itself(
    annotations: dict[str, str], fate: Fate
) -> None:
    waits = state(shop=parked(**annotations), **APART)
    done = state(**APART)
    assert told_regrouped(waits, done, [], cart=deployment()) == [(fate, "Application prod-shop")]
    assert told_regrouped(waits, waits, [], cart=deployment()) == []


OTHER: dict[str, Any] = {"other": deployed("other")}


def test_a_guarded_app_that_goes_runs_on() -> None:
    new = state(["other"], **OTHER)
    assert told(HERE, new, [deployment()]) == [(Fate.RUNS_ON, "shop"), (Fate.REMOVED, "Namespace shop")]


def test_a_relaxed_app_goes_with_all_but_what_its_project_no_longer_permits() -> None:
    old, new = state(outside=[ROLE], shop=deployed(relaxed=True)), state(["other"], **OTHER)
    assert told(old, new, [deployment(), made("ClusterRole")]) == [
        (Fate.REMOVED, "shop"),
        (Fate.ORPHANED, "ClusterRole cart"),
        (Fate.REMOVED, "Namespace shop"),
    ]


def test_an_environment_that_goes_leaves_everything() -> None:
    old = state(shop=deployed(relaxed=True))
    assert told(old, State({}, {}, {})) == [(Fate.RUNS_ON, "shop")]


def test_an_event_tells_why_its_project_does_not_permit_it() -> None:
    (event,) = fates("prod", MORE, HERE, {"shop": (made("ClusterRole"),)}, {})
    assert event == Event(
        "prod",
        "shop",
        Fate.ORPHANED,
        made("ClusterRole"),
        "prod-web",
        "its kind is not in clusterResourceWhitelist",
        "shop",
    )


@pytest.mark.parametrize(
    "text",
    [
        b"\xff",
        b"a: [",
        b"[]",
        b"kind: Application\nmetadata: []\n",
        b"kind: Application\nmetadata: {name: prod-shop}\nspec: []\n",
        b"kind: Application\nmetadata: {name: prod-shop}\nspec: {project: a, destination: b}\n",
    ],
)
def test_a_file_that_somebody_has_changed_deploys_nothing(text: bytes) -> None:
    assert read({"bootstrap/prod/applications/shop.yaml": text}, "prod") == State({}, {}, {})


def test_a_project_that_somebody_has_changed_permits_what_can_be_read() -> None:
    text = b"kind: AppProject\nmetadata: {name: a}\nspec: {destinations: [b, {name: c}], clusterResourceWhitelist: d}\n"
    found = read({"bootstrap/prod/projects/web.yaml": text}, "prod").projects["a"]
    assert [entry for entries in found.values() for entry in entries] == [{"name": "c"}]


def test_a_service_that_goes_while_its_app_is_regrouped_is_no_matter_of_regrouping() -> None:
    gone, whole = "bootstrap/prod/applications/shop/page.yaml", "bootstrap/prod/applications/shop.yaml"
    spec = "{project: a, destination: {name: b, namespace: c}}"
    before = f"kind: Application\nmetadata: {{name: prod-shop-page}}\nspec: {spec}\n".encode()
    changes = (Change(gone, before, None),)
    found = [
        regrouped(
            {whole: b""}, changes, repository({"shop/cart": {}}, apps={"shop": {"regrouping": step}}).inputs
        )
        for step in (False, True)
    ]
    assert [[finding.code for finding in findings] for findings in found] == [["P112"], []]
