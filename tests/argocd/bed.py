"""The test bed: a cluster, an Argo CD in it, and a git host with a copy of this repository, on this machine alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.argocd import argo_cd, control_plane, git_server, kubelet, metrics_server, repository
from tests.argocd.argo_cd import ArgoCD
from tests.argocd.kubelet import Faults
from tests.argocd.metrics_server import Load
from tests.argocd.repository import Repository
from tests.cluster.api_server import ApiServer
from tests.cluster.programs import wait

APPLICATIONS = "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications"
PROGRAMS = (
    "helm4",
    "etcd",
    "kube-apiserver",
    "kube-controller-manager",
    "kubectl",
    "argocd",
    "redis-server",
    "git",
)


@dataclass(frozen=True)
class Bed:
    """All that runs."""

    api: ApiServer
    argocd: ArgoCD
    repository: Repository
    faults: Faults
    load: Load

    def bootstrap(self, environment: str, checkout: Repository | None = None) -> None:
        """What the README says to do once, in the checkout of this repository or of another one."""
        folder = (checkout or self.repository).folder
        control_plane.kubectl(self.api, "apply", f"--filename={folder}/bootstrap/{environment}/root.yaml")

    def application(self, name: str) -> Any:
        return self.api.get(f"{APPLICATIONS}/{name}")

    def applications(self) -> dict[str, Any]:
        return {item["metadata"]["name"]: item for item in self.api.get(APPLICATIONS)["items"]}

    def deployment(self, namespace: str, name: str) -> Any:
        return self.api.get(f"/apis/apps/v1/namespaces/{namespace}/deployments/{name}")

    def serves(self, namespace: str, name: str, image: str, seconds: float = 90) -> None:
        """Waits until all pods of a Deployment have an image, and are ready."""
        wait(
            lambda: is_serving(self.deployment(namespace, name), image),
            lambda: json.dumps(self.deployment(namespace, name), indent=1),
            seconds,
        )

    def settles(self, name: str, revision: str = "", seconds: float = 90) -> None:
        """Waits until an Application is at a revision, as it should be and at rest."""
        wait(
            lambda: is_settled(self.application(name), revision),
            lambda: json.dumps((self.application(name) or {}).get("status"), indent=1),
            seconds,
        )


def is_settled(application: Any, revision: str = "") -> bool:
    """Whether an Application is Synced and Healthy, and its last operation succeeded."""
    status = (application or {}).get("status", {})
    return (
        status.get("sync", {}).get("status") == "Synced"
        and status.get("health", {}).get("status") == "Healthy"
        and status.get("operationState", {}).get("phase") == "Succeeded"
        and "operation" not in application
        and revision in ("", status["sync"]["revision"])
    )


def is_serving(deployment: Any, image: str) -> bool:
    """Whether a Deployment is rolled out with an image."""
    if deployment is None:
        return False
    spec, status = deployment["spec"], deployment.get("status", {})
    return bool(
        spec["template"]["spec"]["containers"][0]["image"] == image
        and status.get("observedGeneration") == deployment["metadata"]["generation"]
        and status.get("replicas") == status.get("updatedReplicas") == status.get("availableReplicas")
        and status.get("availableReplicas", 0) == spec["replicas"]
    )


@contextmanager
def running(folder: Path, release: argo_cd.Release = argo_cd.RELEASE) -> Iterator[Bed]:
    """A bed that ends with the block. What its programs say stays in `*.log` in the folder and below it."""
    with ExitStack() as stack:
        api = stack.enter_context(control_plane.running(folder))
        faults = stack.enter_context(kubelet.running(api))
        load = stack.enter_context(metrics_server.running(api))
        host = stack.enter_context(git_server.running(api, folder))
        argocd = stack.enter_context(argo_cd.running(api, release))
        files = (folder / "checkout", folder / "acme.git")
        yield Bed(api, argocd, repository.copied(*files, f"{host}/acme.git", argocd.hears), faults, load)
