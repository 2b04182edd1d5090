"""Variables that hold a label or an annotation of their pod, against those that the pod has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from helmwright.hints import did_you_mean
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.pods import pod_template
from helmwright.model.release import Release
from helmwright.validate.validator import Path, Problem

_FIELD = re.compile(r"metadata\.(labels|annotations)\['(.+)'\]")
_JOB = ("batch.kubernetes.io/job-name", "batch.kubernetes.io/controller-uid", "job-name", "controller-uid")
_GIVEN: Mapping[str, tuple[str, ...]] = {
    "Deployment": ("pod-template-hash",),
    "ReplicaSet": (),
    "Rollout": ("rollouts-pod-template-hash",),
    "DaemonSet": ("controller-revision-hash", "pod-template-generation"),
    "StatefulSet": (
        *("controller-revision-hash", "statefulset.kubernetes.io/pod-name"),
        "apps.kubernetes.io/pod-index",
    ),
    "Job": _JOB,
    "CronJob": _JOB,
}
"""Labels that controllers give to pods (https://kubernetes.io/docs/reference/labels-annotations-taints/)."""
_OF_NODES, _COPIED_SINCE = ("topology.kubernetes.io/zone", "topology.kubernetes.io/region"), 35
"""Labels of the node that the API server copies, and the minor version since which it does
(https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/4742-node-topology-downward-api)."""


def pod_fields(rendered: Iterable[tuple[Release, Manifest]]) -> Iterator[Problem]:
    """A variable of a label or an annotation that its pod lacks. The objects fit their schemas."""
    for release, manifest in rendered:
        if template := pod_template(manifest.object):
            copied = _OF_NODES if release.environment.cluster.minor_version >= _COPIED_SINCE else ()
            metadata = template[1].get("metadata") or {}
            had = {
                "labels": {*(metadata.get("labels") or {}), *_GIVEN.get(manifest.kind, ()), *copied},
                "annotations": {*(metadata.get("annotations") or {})},
            }
            for path, field in _fields(template[1].get("spec") or {}):
                if (match := _FIELD.fullmatch(field)) and match[2] not in had[match[1]]:
                    message = f"pods of a {manifest.kind} have no {match[1].removesuffix('s')} {match[2]}"
                    hint = did_you_mean(match[2], sorted(had[match[1]]))
                    yield Problem(manifest, (*template[0], *path), message, "K220", hint)


def _fields(spec: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for kind in ("initContainers", "containers"):
        for index, container in enumerate(spec.get(kind) or ()):
            for position, variable in enumerate(container.get("env") or ()):
                reference = (variable.get("valueFrom") or {}).get("fieldRef")
                if reference:
                    steps = ("spec", kind, index, "env", position, "valueFrom", "fieldRef", "fieldPath")
                    yield steps, reference["fieldPath"]
