"""Rendered Kubernetes objects and where they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Object = Mapping[str, Any]
DEFINITION = "CustomResourceDefinition"
"""The kind of what defines custom kinds."""


def without_nulls(value: Any) -> Any:
    """A part of an object as the API server takes it: a null is absent, and an empty object among objects."""
    if isinstance(value, dict):
        return {key: without_nulls(inner) for key, inner in value.items() if inner is not None}
    if not isinstance(value, list):
        return value
    objects = any(isinstance(inner, dict) for inner in value)
    return [without_nulls({} if inner is None else inner) for inner in value if objects or inner is not None]


@dataclass(frozen=True, slots=True)
class Manifest:
    """One rendered object.

    `source` is the template's path as Helm names it, `prod-shop/charts/cart/templates/service.yaml`,
    or the file's path in the repository for an object that is not templated.
    """

    source: str
    object: Object

    @property
    def api_version(self) -> str:
        return str(self.object.get("apiVersion", ""))

    @property
    def kind(self) -> str:
        return str(self.object.get("kind", ""))

    @property
    def group(self) -> str:
        """The API group, `""` for the core one."""
        return self.api_version.rpartition("/")[0]

    @property
    def name(self) -> str:
        return str((self.object.get("metadata") or {}).get("name", ""))

    @property
    def namespace(self) -> str:
        """The namespace written in the object itself, `""` when it has none."""
        return str((self.object.get("metadata") or {}).get("namespace", ""))

    @property
    def template(self) -> str:
        """The template's path below the umbrella chart, which is the same in every environment."""
        return self.source.partition("/")[2] if "/templates/" in self.source else self.source

    @property
    def alias(self) -> str:
        """The umbrella's dependency that rendered it, `""` when it is not from a sub-chart."""
        parts = self.source.split("/")
        return parts[2] if len(parts) > 3 and parts[1] == "charts" else ""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
