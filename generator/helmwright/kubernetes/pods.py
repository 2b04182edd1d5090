"""The pods that rendered objects make."""

from __future__ import annotations

from collections.abc import Mapping

from helmwright.kubernetes.manifests import Object

_TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "Pod": (),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
    **dict.fromkeys(
        (
            *("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Rollout"),
            *("ReplicationController", "Job"),
        ),
        ("spec", "template"),
    ),
}

KINDS = frozenset(_TEMPLATES)
"""The kinds of object that make pods."""


def pod_template(item: Object) -> tuple[tuple[str, ...], Object] | None:
    """The path to the template of an object's pods, and it; None for an object that makes none."""
    path = _TEMPLATES.get(item.get("kind", ""))
    if path is None:
        return None
    template = item
    for step in path:
        inner = template.get(step)
        template = inner if isinstance(inner, Mapping) else {}
    return (path, template) if template else None
