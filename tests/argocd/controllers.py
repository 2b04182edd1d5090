"""What controllers of custom resources would say, where a sync waits for it: that all is well."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.cluster.api_server import ApiServer
from tests.cluster.definitions import definitions

from helmwright.kubernetes.manifests import Object


def define(api: ApiServer) -> None:
    """Makes every kind known that helmwright ships a schema of, but for Argo CD's own."""
    for item in definitions("Application", "AppProject"):
        assert api.apply(item) == []


def ready(kind: str) -> Callable[[Object], Mapping[str, Any]]:
    """The status with one condition of this type, which is true."""

    def status(item: Object) -> Mapping[str, Any]:
        generation = item["metadata"]["generation"]
        return {"observedGeneration": generation, "conditions": [{"type": kind, "status": "True"}]}

    return status


def rolled_out(rollout: Object) -> Mapping[str, Any]:
    """All pods of a Rollout are of its newest form."""
    number = rollout["spec"].get("replicas", 1)
    return {
        "observedGeneration": str(rollout["metadata"]["generation"]),
        "phase": "Healthy",
        "currentPodHash": "a",
        "stableRS": "a",
        **dict.fromkeys(("replicas", "updatedReplicas", "readyReplicas", "availableReplicas"), number),
    }


STATUSES: Mapping[str, Callable[[Object], Mapping[str, Any]]] = {
    "/apis/argoproj.io/v1alpha1/rollouts": rolled_out,
    "/apis/bitnami.com/v1alpha1/sealedsecrets": ready("Synced"),
    "/apis/external-secrets.io/v1/externalsecrets": ready("Ready"),
    "/apis/keda.sh/v1alpha1/scaledobjects": ready("Ready"),
}
"""By the path of all objects of a kind."""
