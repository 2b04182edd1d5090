"""What a validator is to helmwright: objects in, problems out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from helmwright.kubernetes.manifests import Manifest

Path = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one object.

    `path` leads to the wrong value inside it, `("spec", "template", "containers", 0)`, empty for
    the whole object. `schema` is the file of a schema that cannot be used.
    """

    manifest: Manifest
    path: Path
    message: str
    code: str = "K101"
    hint: str = ""
    schema: str = ""


_IDENTITY = (
    ("apiVersion", re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9.-]*/)?[A-Za-z0-9]+")),
    ("kind", re.compile(r"[A-Za-z][A-Za-z0-9]*")),
)


def unidentified(manifest: Manifest) -> Problem | None:
    """The problem of an object that does not say what it is, so that its schema does not matter yet."""
    for key, form in _IDENTITY:
        value = manifest.object.get(key)
        if not isinstance(value, str) or not form.fullmatch(value):
            return Problem(manifest, (), f"has no {key}" if value in (None, "") else f"has an odd {key}")
    metadata = manifest.object.get("metadata")
    if not isinstance(metadata, dict | None):
        return Problem(manifest, ("metadata",), "must be a map")
    for key in ("name", "namespace", "generateName"):
        if not isinstance((metadata or {}).get(key), str | None):
            return Problem(manifest, ("metadata", key), "must be a string")
    return None


class Validator(Protocol):
    """Checks objects against the schemas of one Kubernetes version, strictly."""

    @property
    def name(self) -> str:
        """`embedded` or `kubeconform`."""

    def validate(self, manifests: Sequence[Manifest], kube_version: str) -> tuple[Problem, ...]:
        """Every problem of every object, in the order of the objects."""
