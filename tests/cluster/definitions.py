"""Definitions of custom resources whose objects may have any fields: their schemas have tests of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from helmwright import resources
from helmwright.kubernetes.manifests import Object

ANY = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
NUMBERS = ("replicas", "minReadySeconds", "progressDeadlineSeconds", "revisionHistoryLimit")
ROLLOUT = {
    "type": "object",
    "properties": {
        "spec": {
            "type": "object",
            "properties": {
                **dict.fromkeys(("selector", "strategy", "template"), ANY),
                **{key: {"type": "integer"} for key in NUMBERS},
            },
        },
        "status": ANY,
    },
}
"""Argo CD finds its way to the number of pods, which it leaves alone, by the schema of the kind."""
SCALE = {"specReplicasPath": ".spec.replicas", "statusReplicasPath": ".status.replicas"}
"""Where an autoscaler finds the numbers of what it scales (Argo Rollouts has it so)."""


def definitions(*without: str) -> Iterator[Object]:
    """The definition of each kind that helmwright ships a schema of, but for those that are named."""
    for path in sorted((resources.schemas() / "crds").rglob("*.json")):
        kind = yaml.safe_load(path.read_text(encoding="utf-8"))["properties"]["kind"]["const"]
        if kind not in without:
            yield definition(path.parent.name, path.stem.rpartition("_")[2], kind)


def definition(group: str, version: str, kind: str) -> Object:
    """The definition of one kind."""
    plural = f"{kind.lower()}s"
    subresources: dict[str, Any] = {"status": {}, **({"scale": SCALE} if kind == "Rollout" else {})}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {
            "name": f"{plural}.{group}",
            # Groups of Kubernetes itself want to know who approved the kind.
            "annotations": {"api-approved.kubernetes.io": "unapproved, for tests"},
        },
        "spec": {
            "group": group,
            "scope": "Namespaced",
            "names": {"kind": kind, "plural": plural},
            "versions": [
                {
                    "name": version,
                    "served": True,
                    "storage": True,
                    "schema": {"openAPIV3Schema": ROLLOUT if kind == "Rollout" else ANY},
                    "subresources": subresources,
                }
            ],
        },
    }
