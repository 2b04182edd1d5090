"""Helm's hooks in charts of others, which Argo CD runs by rules of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helmwright.findings import dotted
from helmwright.kubernetes.manifests import Manifest
from helmwright.validate.objects import Rendered
from helmwright.validate.unread import Archives, reader
from helmwright.validate.validator import Problem

_ANNOTATION = "helm.sh/hook"
_AT_EVERY_SYNC = frozenset({"pre-install", "pre-upgrade", "post-install", "post-upgrade"})
"""Argo CD cannot tell an installation from an upgrade (https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-hooks)."""


def hooks(rendered: Rendered, vendored: Archives) -> Iterator[Problem]:
    """An object of a chart of others that Argo CD makes anew at every sync, since the chart says it is a hook."""
    for release, manifest in rendered:
        if phases := sorted(_phases(manifest) & _AT_EVERY_SYNC) if release.is_addon else []:
            message = f"{manifest} is a hook ({', '.join(phases)}), and Argo CD runs it at every sync"
            asked = list(map(dotted, reader(release, vendored).asked(manifest.source.split("/", 3)[-1])))
            hint = f"its template asks for {' and '.join(asked)}, which may turn it off" if asked else ""
            yield Problem(manifest, ("metadata", "annotations"), message, "K221", hint)


def _phases(manifest: Manifest) -> set[str]:
    annotations = (manifest.object.get("metadata") or {}).get("annotations")
    said = annotations.get(_ANNOTATION) if isinstance(annotations, Mapping) else None
    return {phase.strip() for phase in said.split(",")} if isinstance(said, str) else set()
