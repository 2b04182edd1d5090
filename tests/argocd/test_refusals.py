"""What does not reach a cluster: broken descriptors, and what nobody has checked and a project does not permit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from tests.argocd import bed, git_server, repository
from tests.argocd.bed import APPLICATIONS, Bed
from tests.argocd.conftest import Took
from tests.argocd.descriptors import environment, image, service
from tests.cluster.programs import wait

pytestmark = [pytest.mark.argocd, *(pytest.mark.tool(name) for name in bed.PROGRAMS)]

RBAC = "rbac.authorization.k8s.io"
UNCHECKED: dict[str, Any] = {
    "a-kind-of-the-whole-cluster": {
        "apiVersion": f"{RBAC}/v1",
        "kind": "ClusterRoleBinding",
        "metadata": {"name": "taken"},
        "roleRef": {"apiGroup": RBAC, "kind": "ClusterRole", "name": "cluster-admin"},
        "subjects": [{"kind": "ServiceAccount", "name": "one", "namespace": "default"}],
    },
    "another-namespace": {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "taken", "namespace": "kube-system"},
    },
    "a-kind-that-charts-have-not": {
        "apiVersion": "v1",
        "kind": "LimitRange",
        "metadata": {"name": "taken", "namespace": "default"},
        "spec": {"limits": [{"type": "Pod", "max": {"cpu": "1"}}]},
    },
}
"""Objects that somebody puts beside what is generated, past the checks."""


def test_a_broken_descriptor_is_not_pushed(dev: Bed) -> None:
    before = dev.repository.head()
    dev.repository.write("apps/portfolio/services/backend.yaml", service("backend", ports={"http": "eighty"}))
    with pytest.raises(ValueError, match=r"backend.yaml:.* error "):
        dev.repository.push("Break a descriptor")
    assert dev.repository.head() == before


@pytest.mark.parametrize("name", UNCHECKED)
def test_a_project_refuses(dev: Bed, new_app: Callable[..., None], took: Took, name: str) -> None:
    new_app(name, {"one": service("one")})
    item = UNCHECKED[name]
    file = f"apps/{name}/dev/templates/unchecked.yaml"
    dev.repository.write(file, json.dumps(item))
    dev.repository.publish("Put an object past the checks")
    dev.repository.tell()
    with took(f"an object refused by its project: {name}"):
        wait(
            lambda: "is not permitted in project" in told(dev, f"dev-{name}"),
            lambda: told(dev, f"dev-{name}"),
        )
    assert dev.api.get(dev.api.path(item)) is None
    dev.repository.remove(file)
    dev.serves(name, "one", image("one", "1.0.0"))
    dev.settles(f"dev-{name}", dev.repository.push("Take it back"))


def told(dev: Bed, name: str) -> str:
    """All that Argo CD says of an Application."""
    return json.dumps(dev.application(name)["status"])


APPLICATION: dict[str, Any] = {
    "project": "dev-shop",
    "source": {"repoURL": "", "path": "apps/boutique/dev", "targetRevision": "HEAD"},
    "destination": {"name": "in-cluster", "namespace": "boutique"},
}
BY_HAND: Mapping[str, tuple[dict[str, Any], str]] = {
    "repository": (
        {"source": {"repoURL": "https://git.example/other.git", "path": "."}},
        "repo https://git.example/other.git is not permitted",
    ),
    "namespace": (
        {"destination": {"name": "in-cluster", "namespace": "kube-system"}},
        "do not match any of the allowed destinations",
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_a_project_refuses_an_application_made_by_hand(dev: Bed, name: str) -> None:
    part, words = BY_HAND[name]
    spec = {**APPLICATION, "source": {**APPLICATION["source"], "repoURL": dev.repository.url}, **part}
    item = {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Application",
        "metadata": {"name": f"by-hand-{name}", "namespace": "argocd"},
        "spec": spec,
    }
    assert dev.api.apply(item) == []
    wait(
        lambda: words in json.dumps(dev.application(f"by-hand-{name}").get("status")),
        lambda: json.dumps(dev.application(f"by-hand-{name}")),
    )
    assert dev.api.call("DELETE", f"{APPLICATIONS}/by-hand-{name}").status == 200


@pytest.fixture
def host(dev: Bed) -> Iterator[str]:
    with git_server.without_tls(dev.api.folder) as url:
        yield url


def test_a_repository_is_read_without_tls(dev: Bed, host: str, took: Took) -> None:
    """Which R111 warns of, since nobody knows who answers."""
    files = (dev.api.folder / "plain", dev.api.folder / "plain.git")
    plain = repository.copied(*files, f"{host}/plain.git", dev.argocd.hears)
    plain.write("environments/plain.yaml", environment("relaxed", 30195))
    assert "R111" in plain.helmwright("lint", "--env", "plain")
    plain.push("Add an environment that is read without TLS")
    with took("an environment from nothing, read without TLS"):
        dev.bootstrap("plain", plain)
        for name in ("root", "namespaces", "boutique", "portfolio"):
            dev.settles(f"plain-{name}", seconds=180)
    plain.remove("environments/plain.yaml")
    plain.push("Remove the environment")
