"""What `helmwright access` answers is what an API server answers, of what is generated and of roles that are drawn."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from tests.argocd import control_plane
from tests.cluster.api_server import ApiServer
from tests.cluster.programs import wait
from tests.test_valid_cases import planned

from helmwright.access.objects import objects
from helmwright.known import read
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.rbac import (
    AUTHENTICATED,
    GROUP,
    MASTERS,
    Binding,
    Request,
    aggregated,
    answer,
    bindings,
)
from helmwright.kubernetes.requests import cluster_resources

pytestmark = [
    pytest.mark.cluster,
    *map(pytest.mark.tool, ("etcd", "kube-apiserver", "kube-controller-manager")),
]
RBAC = f"/apis/{GROUP}/v1"
REVIEW = "/apis/authorization.k8s.io/v1/subjectaccessreviews"
QUESTIONS = 4000
NAMESPACES = ("shop", "pages", "kube-system", "")
NAMES = ("", "", "bastion", "gp3", "cart")
GROUPS = tuple(f"drawn-{number}" for number in range(12))
VERBS = (
    "get",
    "list",
    "watch",
    "create",
    "update",
    "patch",
    "delete",
    "deletecollection",
    "bind",
    "*",
    "frob",
)
RESOURCES = (
    *(("", name) for name in ("pods", "pods/exec", "pods/log", "pods/portforward", "secrets", "configmaps")),
    *(("", name) for name in ("services", "services/proxy", "serviceaccounts/token", "nodes", "namespaces")),
    *(("apps", name) for name in ("deployments", "deployments/scale", "deployments/status", "replicasets")),
    *(("batch", "jobs"), ("networking.k8s.io", "ingresses"), ("storage.k8s.io", "storageclasses")),
    *(("external-secrets.io", "externalsecrets"), (GROUP, "roles"), (GROUP, "clusterrolebindings")),
    *(("acme.example", "things"), ("*", "*"), ("", "*"), ("apps", "*/scale"), ("", "pods/*")),
)
PATHS = ("/healthz", "/metrics", "/api", "/apis/apps", "/debug/pprof", "/version", "*", "/debug/")


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    with control_plane.running(tmp_path_factory.mktemp("cluster")) as found:
        for name in ("shop", "pages"):
            item = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}
            assert found.apply(item) == []
        yield found


def generated() -> list[Manifest]:
    """What a case deploys to both of its clusters, as if they were one: names tell the environments apart."""
    plan = planned("teams-and-access")
    assert plan.resolved is not None
    found: dict[tuple[str, str, str], Manifest] = {}
    for environment in plan.resolved.inputs.environments.values():
        for item in objects(environment, plan.resolved, plan.tree or {}, plan.manifests, ()):
            found[item.kind, item.namespace, item.name] = item
    return [*found.values()]


def drawn(dice: random.Random) -> Iterator[Manifest]:
    """Roles and bindings as nobody would write them, of which some are there and some are not."""

    def some(values: Sequence[Any]) -> list[Any]:
        return sorted({dice.choice(values) for _ in range(dice.randint(1, 3))})

    def rules(path: bool) -> Iterator[dict[str, Any]]:
        for _ in range(dice.randint(1, 3)):
            if path and dice.random() < 0.2:
                yield {"nonResourceURLs": some(("/metrics", "/debug/*", "*", "/api")), "verbs": some(VERBS)}
                continue
            pairs = some(RESOURCES)
            named = {"resourceNames": some(NAMES[2:])} if dice.random() < 0.3 else {}
            yield {
                "apiGroups": sorted({group for group, _ in pairs}),
                "resources": sorted(
                    {dice.choice((name, name, f"*/{name.rpartition('/')[2]}")) for _, name in pairs}
                ),
                "verbs": some(VERBS),
                **named,
            }

    for number in range(24):
        outside = dice.random() < 0.5
        place = {} if outside else {"namespace": dice.choice(("shop", "pages"))}
        prefix = "Cluster" if outside else ""
        name = f"drawn-{number}"
        about: dict[str, Any] = {"name": name, **place}
        if outside and dice.random() < 0.5:
            to = dice.choice(("view", "edit", "admin", "drawn"))
            about["labels"] = {f"{GROUP}/aggregate-to-{to}": "true"}
        role: dict[str, Any] = {"rules": [*rules(outside)]}
        if outside and dice.random() < 0.3:
            selector: dict[str, Any] = dice.choice(
                (
                    {"matchLabels": {f"{GROUP}/aggregate-to-drawn": "true"}},
                    {"matchExpressions": [{"key": f"{GROUP}/aggregate-to-view", "operator": "Exists"}]},
                )
            )
            role = {"aggregationRule": {"clusterRoleSelectors": [selector]}}
        yield made(f"{prefix}Role", about, role)
        reference = dice.choice(
            (
                {"kind": f"{prefix}Role", "name": name},
                {"kind": "ClusterRole", "name": dice.choice(("view", "edit", "admin", "gone"))},
            )
        )
        kinds = dice.choice(("Group", "Group", "User"))
        subjects = [{"apiGroup": GROUP, "kind": kinds, "name": one} for one in some(GROUPS)]
        binding = {"roleRef": {"apiGroup": GROUP, **reference}, "subjects": subjects}
        yield made(f"{prefix}RoleBinding", {"name": name, **place}, binding)


def made(kind: str, metadata: dict[str, Any], rest: dict[str, Any]) -> Manifest:
    return Manifest("drawn", {"apiVersion": f"{GROUP}/v1", "kind": kind, "metadata": metadata, **rest})


def ask(api: ApiServer, request: Request, groups: Sequence[str]) -> bool:
    """What the server says."""
    if request.path:
        spec: dict[str, Any] = {"nonResourceAttributes": {"path": request.path, "verb": request.verb}}
    else:
        resource, _, sub = request.resource.partition("/")
        about = {key: getattr(request, key) for key in ("verb", "group", "name", "namespace")}
        spec = {"resourceAttributes": {**about, "resource": resource, "subresource": sub}}
    body = {
        "apiVersion": "authorization.k8s.io/v1",
        "kind": "SubjectAccessReview",
        "spec": {**spec, "groups": groups, "user": "somebody"},
    }
    reply = json.loads(api.call("POST", REVIEW, json.dumps(body), "application/json").read())
    return bool(reply["status"]["allowed"])


def requests(dice: random.Random) -> Iterator[tuple[Request, list[str]]]:
    """Questions with who asks: those of the case, those that are drawn, everybody, nobody, and the masters."""
    people = ("acme-ops", "acme-audit", "acme-shop", "acme-shop-leads", *GROUPS, "nobody")
    for _ in range(QUESTIONS):
        groups = [MASTERS] if dice.random() < 0.02 else [dice.choice(people), AUTHENTICATED]
        if dice.random() < 0.1:
            yield Request(dice.choice(VERBS), path=dice.choice(PATHS)), groups
            continue
        group, resource = dice.choice(RESOURCES)
        place = "" if (group, resource) in cluster_resources() else dice.choice(NAMESPACES)
        yield Request(dice.choice(VERBS), group, resource, dice.choice(NAMES), place), groups


def test_the_answers_are_those_of_an_api_server(api: ApiServer) -> None:
    dice = random.Random(34)  # noqa: S311  # no secret hangs on it
    given = [*generated(), *drawn(dice)]
    for item in given:
        assert api.apply(item.object) == []
    found = bindings([*read.kubernetes_access(), *given])
    roles = {item.name: item for item in (*read.kubernetes_access(), *given) if item.kind == "ClusterRole"}

    def is_aggregated() -> bool:
        served = {item["metadata"]["name"]: item for item in api.get(f"{RBAC}/clusterroles")["items"]}
        return all(
            spelt(served[name].get("rules") or ()) == spelt(aggregated(role, roles))
            for name, role in roles.items()
        )

    wait(is_aggregated, "the rules of a ClusterRole are not those that are told")
    asked = [*requests(dice)]
    told = [is_allowed(request, groups, found) for request, groups in asked]
    replies = [ask(api, request, groups) for request, groups in asked]
    assert [one for one, mine, theirs in zip(asked, told, replies, strict=True) if mine != theirs] == []
    assert 0.1 < sum(told) / len(told) < 0.9


def is_allowed(request: Request, groups: Sequence[str], found: Sequence[Binding]) -> bool:
    return MASTERS in groups or answer(request, groups, found) is not None


def spelt(rules: Sequence[Any]) -> set[str]:
    return {json.dumps(rule, sort_keys=True) for rule in rules}
