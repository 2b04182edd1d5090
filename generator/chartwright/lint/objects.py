"""What a chart's cases render: objects, their API versions and their images."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chartwright.cases.case import NAMESPACE
from chartwright.lint.subject import Subject
from helmwright.findings import Finding, Severity
from helmwright.kubernetes.removed import REMOVED, Removal
from helmwright.kubernetes.scopes import identity

_MOVING = frozenset(
    {
        *(
            "alpha",
            "beta",
            "canary",
            "current",
            "dev",
            "develop",
            "development",
            "edge",
            "head",
            "lts",
            "main",
        ),
        *("mainline", "master", "next", "nightly", "prod", "production", "release", "rolling", "snapshot"),
        *("stable", "staging", "test", "testing", "trunk", "unstable"),
    }
)
"""Tags that are names of a line of development, and mean another image every now and then."""


def twice(subject: Subject) -> Iterator[Finding]:
    """Two objects of one kind and name in one render: Helm lets them overwrite each other."""
    for render in subject.renders:
        first: dict[tuple[str, str, str, str], str] = {}
        for path, manifest in render.objects:
            key = identity(manifest, NAMESPACE)
            if key in first:
                message = f"{manifest} is rendered twice, first by {first[key]}, with {render.case.name}"
                yield subject.in_rendered("C131", path, f"kind: {manifest.kind}", message)
            first.setdefault(key, path)


def api_versions(subject: Subject) -> Iterator[Finding]:
    """API versions that the cluster no longer serves, or that a later one will not."""
    cluster = _number(subject.engine.kube_version)
    for render in subject.renders:
        for path, manifest in render.objects:
            removal = REMOVED.get((manifest.api_version, manifest.kind))
            if removal is None:
                continue
            gone = bool(removal.removed) and _number(removal.removed) <= cluster
            yield subject.in_rendered(
                "C134" if gone else "C135",
                path,
                f"apiVersion: {manifest.api_version}",
                f"{manifest.kind} of {manifest.api_version} {_fate(removal, gone)}",
                f"use {removal.instead}" if removal.instead else "",
                Severity.ERROR if gone else Severity.WARNING,
            )


def images(subject: Subject) -> Iterator[Finding]:
    """Images that are not the same image tomorrow."""
    for render in subject.renders:
        for path, manifest in render.objects:
            for image in _images(manifest.object):
                tag = _tag(image)
                if tag in ("", "latest"):
                    what = "has no tag" if not tag else "has the tag latest"
                    message = f"the image {image} of {manifest} {what}, with {render.case.name}"
                    yield subject.in_rendered("C136", path, "image:", message, "give a version, or a digest")
                elif tag in _MOVING:
                    message = f"the tag of {image} of {manifest} moves, with {render.case.name}"
                    hint = "give a version, or a digest"
                    yield subject.in_rendered("C137", path, "image:", message, hint, Severity.WARNING)


def _number(version: str) -> tuple[int, int]:
    major, minor, *_ = version.removeprefix("v").split(".")
    return int(major), int(minor)


def _fate(removal: Removal, gone: bool) -> str:
    if gone:
        return f"is no longer served since Kubernetes {removal.removed}"
    return f"is deprecated{f' and gone in Kubernetes {removal.removed}' if removal.removed else ''}"


def _images(value: Any) -> Iterator[str]:
    """The images of every container in an object."""
    if isinstance(value, dict):
        for key in ("containers", "initContainers", "ephemeralContainers"):
            for container in value.get(key) or ():
                if isinstance(container, dict) and "image" in container:
                    yield str(container["image"])
        for inner in value.values():
            yield from _images(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _images(inner)


def _tag(image: str) -> str:
    """The tag; a digest counts as one, since it names the image for good."""
    if "@" in image:
        return image.partition("@")[2]
    return image.rpartition("/")[2].partition(":")[2]
