"""What a validator is to helmwright: objects in, problems out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from helmwright.manifests import Manifest


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one object.

    `path` leads to the wrong value inside it, `("spec", "template", "containers", 0)`, empty for
    the whole object. `missing_schema` is true when no schema knows the object's kind.
    """

    manifest: Manifest
    path: tuple[str | int, ...]
    message: str
    missing_schema: bool = False


class Validator(Protocol):
    """Checks objects against the schemas of one Kubernetes version, strictly."""

    @property
    def name(self) -> str:
        """`embedded` or `kubeconform`."""

    def validate(self, manifests: Sequence[Manifest], kube_version: str) -> tuple[Problem, ...]:
        """Every problem of every object, in the order of the objects."""
