"""The objects that stand beside the charts in an umbrella chart, as a template of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.emit.argocd.metadata import OPTIONS, WAVE
from helmwright.kubernetes.scopes import is_custom
from helmwright.model.content import Part
from helmwright.model.field import plain
from helmwright.yamlio.writer import emit

OBJECTS = "templates/objects.yaml"
"""The template's path in the umbrella chart."""

# What serves a custom kind, its definition and often a webhook, comes with the chart. Argo CD tries an object of a kind
# that the cluster does not know yet before anything is applied, unless it is told not to
# (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#skip-dry-run-for-new-custom-resources-types).
_AFTER_THE_CHART = {
    OPTIONS: "SkipDryRunOnMissingResource=true",
    WAVE: "5",
}


def objects(part: Part | None) -> str:
    """The template, empty without objects: these by their ids, with Helm's braces in them written for Helm."""
    manifests: Mapping[str, Any] = plain(part.said) if part else {}
    texts = (f"# {name}\n{emit(_placed(item))}" for name, item in sorted(manifests.items()))
    return "---\n".join(texts).replace("{{", '{{ "{{" }}')


def _placed(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """The object, in a later sync wave where its kind is not Kubernetes' own; what it says itself counts."""
    if not is_custom(str(item.get("apiVersion", "")).rpartition("/")[0]):
        return item
    metadata = item.get("metadata", {})
    annotations = {**_AFTER_THE_CHART, **metadata.get("annotations", {})}
    return {**item, "metadata": {**metadata, "annotations": dict(sorted(annotations.items()))}}
