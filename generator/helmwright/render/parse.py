"""Rendered text to Kubernetes objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from helmwright.kubernetes.manifests import Manifest
from helmwright.render.engine import Rendered, RenderFailure
from helmwright.yamlio.documents import YamlError, documents

_SEPARATOR = re.compile(r"^---[ \t]*", re.MULTILINE)
"""Where Helm splits what a template renders: SplitManifests of its pkg/release/v1/util/manifest.go."""
_TEMPLATE = re.compile(r"(?:[^/]+/charts/)*[^/]+/templates/")
_LARGE = 16_384
"""Characters of a text that is kept as it was read."""
_HOOK = "helm.sh/hook"
# pkg/release/v1/util/manifest_sorter.go
_HOOK_EVENTS = {
    *("pre-install", "post-install", "pre-upgrade", "post-upgrade", "pre-rollback", "post-rollback"),
    *("pre-delete", "post-delete", "test", "test-success"),
}


def parse(rendered: Rendered) -> tuple[tuple[Manifest, ...], tuple[RenderFailure, ...]]:
    """The objects of every template and the faults of those that cannot be read.

    Sorted by template, then by what identifies an object: Helm's CLI reorders a template's documents and the
    SDK does not. Lists are replaced by their items, and hooks of an event that Helm does not know are left
    out, as Helm does.
    """
    manifests: list[Manifest] = []
    failures: list[RenderFailure] = []
    for source in sorted(rendered.templates):
        try:
            text = rendered.templates[source]
            read = _again if len(text) > _LARGE else _objects
            objects = read(_TEMPLATE.match(source) is not None, text)
        except YamlError as error:
            failures.append(RenderFailure(_in_output(error), source))
            continue
        manifests += (Manifest(source, item) for item in objects if not _ignored(item))
    return tuple(sorted(manifests, key=_identity)), tuple(failures)


def _objects(templated: bool, text: str) -> tuple[dict[str, Any], ...]:
    return tuple(item for document in _documents(templated, text) for item in items(document))


_again = lru_cache(maxsize=64)(_objects)
"""A chart's definitions are the same text in every environment, and what takes longest to read."""


def _documents(templated: bool, text: str) -> Iterator[Any]:
    """What is in a text. Raises YamlError with the line in it.

    Helm cuts what a template renders before it reads the parts, so that what a trim glues to `---` is a document, and
    the first line of one may be indented. Files of CRDs it hands on as they are.
    """
    if not templated:
        yield from documents(text)
        return
    separators = [match.span() for match in _SEPARATOR.finditer(text)]
    ends = [*(start for start, _ in separators), len(text)]
    for start, end in zip([0, *(end for _, end in separators)], ends, strict=True):
        part = text[start:end].lstrip(" \t\r\n")
        try:
            yield from documents(part)
        except YamlError as error:
            before = text.count("\n", 0, end - len(part))
            raise YamlError(str(error), error.line and before + error.line) from error


def items(document: Any) -> Iterator[dict[str, Any]]:
    """The objects in a document: itself, or its list of items, however deep.

    Neither Argo CD nor Kubernetes' clients ask for a kind that ends in List (IsList of apimachinery's
    pkg/apis/meta/v1/unstructured/unstructured.go).
    Raises YamlError for a document of another kind.
    """
    if not isinstance(document, dict):
        raise YamlError(f"a {_KINDS[type(document)]} is no Kubernetes object")
    listed = document.get("items")
    if isinstance(listed, list):
        for item in listed:
            yield from items(item)
    else:
        yield _checked(document)


def _checked(item: dict[str, Any]) -> dict[str, Any]:
    """The object, once what Helm reads of it is of the type that Helm reads."""
    metadata = _map(item.get("metadata"), "metadata")
    annotations = _map(metadata.get("annotations"), "annotations")
    head = {"apiVersion": item.get("apiVersion"), "kind": item.get("kind"), "name": metadata.get("name")}
    for key, value in {**head, **annotations}.items():
        if isinstance(value, dict | list):
            raise YamlError(f"{key} is a {_KINDS[type(value)]}, not text")
    return item


def _map(value: Any, key: str) -> dict[str, Any]:
    if not isinstance(value, dict | None):
        raise YamlError(f"{key} is a {_KINDS[type(value)]}, not a map")
    return value or {}


_KINDS = {dict: "map", list: "list", str: "string", bool: "boolean", int: "number", float: "number"}


def _ignored(item: dict[str, Any]) -> bool:
    annotations = (item.get("metadata") or {}).get("annotations") or {}
    if _HOOK not in annotations:
        return False
    events = str(annotations[_HOOK]).lower().split(",")
    return any(event.strip() not in _HOOK_EVENTS for event in events)


def _identity(manifest: Manifest) -> tuple[str, ...]:
    return (manifest.source, manifest.api_version, manifest.kind, manifest.namespace, manifest.name)


def _in_output(error: YamlError) -> str:
    place = f" (line {error.line} of the rendered text)" if error.line else ""
    return f"the rendered YAML is not valid: {error}{place}"
