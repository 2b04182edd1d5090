"""Images that nobody builds any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helmwright.known.retired import Retired
from helmwright.kubernetes.manifests import Object
from helmwright.kubernetes.pods import pod_template
from helmwright.validate.objects import Rendered
from helmwright.validate.validator import Path, Problem

_FIELDS = ("initContainers", "containers")


def retired(rendered: Rendered, rows: Sequence[Retired]) -> Iterator[Problem]:
    """A container whose image is known to get no fixes. The objects fit their schemas."""
    images = [row for row in rows if row.image]
    for _, manifest in rendered:
        template = pod_template(manifest.object)
        for path, image in _images(template[1]) if template else ():
            for row in images:
                if row.image in image:
                    message = f"the image {image} has been retired since {row.since}: {row.why}"
                    where = (*template[0], *path) if template else path
                    yield Problem(manifest, where, message, "K223", f"use {row.instead}; {row.source}")


def _images(template: Object) -> Iterator[tuple[Path, str]]:
    spec: Object = template.get("spec") or {}
    for field in _FIELDS:
        for index, container in enumerate(spec.get(field) or ()):
            yield ("spec", field, index, "image"), str(container.get("image", ""))
