"""Rendered pods against the Pod Security level of their namespace, whatever made them as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.pod_security.levels import refusals
from helmwright.kubernetes.pods import pod_template
from helmwright.model.release import Release
from helmwright.validate.validator import Path, Problem


def admission(rendered: Iterable[tuple[Release, Manifest]]) -> Iterator[Problem]:
    """An object whose pods its namespace would not admit, so that it would exist and have none.

    Every namespace enforces its own level, or the environment's. The objects fit their schemas.
    """
    for release, manifest in rendered:
        if not release.environment.owns(release.namespace):
            continue  # its level is not ours to set
        level = release.environment.pod_security_of(release.namespace)
        for path, controls in _refused(release, manifest, level).items():
            message = f"the Pod Security level {level} refuses such pods: {', '.join(controls)}"
            yield Problem(manifest, path, message, "K205")


def _refused(release: Release, manifest: Manifest, level: str) -> dict[Path, list[str]]:
    """The controls that refuse the object's pods, by the value that each refuses."""
    found: dict[Path, list[str]] = {}
    if template := pod_template(manifest.object):
        version = release.environment.cluster.kubernetes_version
        for control, path in refusals(level, template[1], version):
            found.setdefault((*template[0], *path), []).append(control)
    return found
