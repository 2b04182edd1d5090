"""Container images: complete, and the same ones tomorrow."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity, dotted, in_environments
from helmwright.model.inputs import Safety
from helmwright.model.origins import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service

CODES = (
    Code(
        "R401",
        "image incomplete",
        "Once all layers are merged, an image needs a repository, and a tag or digest. Nothing is pulled by "
        "default.",
        "Add what is missing to the service, or to a layer below it.",
    ),
    Code(
        "R701",
        "image without a fixed version in a guarded environment",
        "The tag latest is another image after the next push: pods of one ReplicaSet differ, and a rollback "
        "changes nothing.",
        "Write the version's tag, or the image's digest.",
        overridable=True,
    ),
    Code(
        "R702",
        "image without a fixed version",
        "The tag latest is another image after the next push, so that nobody can say what was running. In a "
        "relaxed environment that is a warning.",
        "Write the version's tag, or the image's digest.",
        Severity.WARNING,
        overridable=True,
    ),
)


def complete(resolved: Resolved) -> Iterator[Finding]:
    """Every image has a repository, and a tag or a digest."""
    for _, service in resolved.services():
        for path, image in _images(service):
            where = dotted(path)
            if "repository" not in image:
                at = service.layers.origin((*path, "repository"))
                hint = "for example repository: ghcr.io/acme/cart"
                yield Finding("R401", at, f"{where} lacks a repository", hint)
            if "tag" not in image and "digest" not in image:
                at = service.layers.origin((*path, "tag"))
                yield Finding("R401", at, f"{where} lacks a tag or digest", 'for example tag: "1.4.2"')


def latest(resolved: Resolved) -> Iterator[Finding]:
    """No image is whatever its registry calls latest at the moment."""
    return in_environments(_latest(resolved))


def _latest(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    for release, service in resolved.services():
        guarded = release.environment.safety is Safety.GUARDED
        for path, image in _images(service):
            if image.get("tag") == "latest" and "digest" not in image:
                at = service.layers.origin((*path, "tag"))
                message = "the image changes with the tag latest"
                hint = "write the version's tag, or the image's digest"
                yield Finding("R701" if guarded else "R702", at, message, hint), release.environment.name


def _images(service: Service) -> Iterator[tuple[Path, dict[str, str]]]:
    """Every image with the path to it. A container without one of its own has the service's."""
    for path, container in service.containers():
        if "image" in container:
            yield (*path, "image"), container["image"]


RULES = (complete, latest)
