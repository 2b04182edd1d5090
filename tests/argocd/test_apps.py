"""An app's days: moved to another namespace, removed, and its environment with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack

import pytest
from tests.argocd import bed
from tests.argocd.bed import Bed
from tests.argocd.conftest import Took
from tests.argocd.control_plane import kubectl
from tests.argocd.descriptors import app, image, service
from tests.cluster.programs import comes, wait

pytestmark = [pytest.mark.argocd, *(pytest.mark.tool(name) for name in bed.PROGRAMS)]


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="the project no longer permits what is to be pruned"
)
def test_an_app_moves_to_another_namespace(dev: Bed, new_app: Callable[..., None], took: Took) -> None:
    new_app("moving", {"one": service("one")})
    dev.repository.write("apps/moving/app.yaml", app(namespace="moved"))
    revision = dev.repository.push("Move")
    with took("an app moved, until it runs in its new namespace"):
        dev.serves("moved", "one", image("one", "1.0.0"))
    dev.settles("dev-moving", revision)
    assert comes(lambda: dev.deployment("moving", "one") is None, 30)


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="the root never prunes, and nobody is told to")
def test_the_last_app_of_a_team_goes(
    dev: Bed, new_app: Callable[..., None], took: Took, afterwards: ExitStack
) -> None:
    afterwards.callback(delete, dev, "appproject", "dev-leaving")
    dev.repository.change("helmwright.yaml", "teams:\n", "teams:\n  leaving: {}\n")
    new_app("leaving", {"one": service("one")}, app("leaving"))
    dev.repository.change("helmwright.yaml", "teams:\n  leaving: {}\n", "teams:\n")
    dev.repository.remove("apps/leaving/app.yaml", "apps/leaving/services")
    revision = dev.repository.push("Remove the app and the team")
    with took("an app removed, by the how-to"):
        delete(dev, "application", "dev-leaving")
        wait(lambda: dev.deployment("leaving", "one") is None, "its Deployment stays")
    wait(lambda: root(dev)["revision"] == revision, "the root does not hear of it")
    assert comes(lambda: root(dev)["status"] == "Synced", 20)


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="the root's own path is gone, and it never prunes"
)
def test_an_environment_goes(dev: Bed, took: Took, afterwards: ExitStack) -> None:
    afterwards.callback(delete, dev, "application", *(f"preview-{name}" for name in NAMES))
    dev.repository.write("environments/preview.yaml", PREVIEW)
    revision = dev.repository.push("Add an environment")
    dev.bootstrap("preview")
    with took("a second environment, from nothing"):
        for name in NAMES:
            dev.settles(f"preview-{name}", revision, seconds=180)
    dev.repository.remove("environments/preview.yaml")
    dev.repository.push("Remove the environment")
    assert comes(lambda: not any(name.startswith("preview-") for name in dev.applications()), 60)


NAMES = ("root", "namespaces", "boutique", "portfolio")
PREVIEW = """\
apiVersion: helmwright.dev/v1
kind: Environment
cluster: {name: laptop, provider: rke2, kubernetesVersion: "1.34"}
revision: refs/heads/main
namespacePattern: "{app}-{environment}"
safety: relaxed
defaults: {replicas: 1}
exposure: {type: NodePort, nodePorts: {boutique/frontend: 30181, portfolio/frontend: 30180}}
"""


@pytest.fixture
def afterwards() -> Iterator[ExitStack]:
    """What is done after the story, for the others' sake."""
    with ExitStack() as stack:
        yield stack


def delete(dev: Bed, *what: str) -> None:
    """Deletes a kind's objects in Argo CD's namespace, if they are there."""
    kubectl(dev.api, "delete", *what, "--namespace=argocd", "--ignore-not-found")


def root(dev: Bed) -> Mapping[str, str]:
    """How the root Application compares with its commit."""
    found: Mapping[str, str] = dev.application("dev-root")["status"]["sync"]
    return found
