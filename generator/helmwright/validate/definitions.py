"""Custom kinds that CustomResourceDefinitions among rendered objects define, and the schemas in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from helmwright.jsonio import json_schema
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.scopes import definitions
from helmwright.validate.bundle import Kind, Schema
from helmwright.validate.crd_schemas import converted

_API_VERSION = "apiextensions.k8s.io/v1"
_PLAIN = re.compile(r"[a-z0-9]([-.a-z0-9]*[a-z0-9])?/[a-z0-9]+/[A-Za-z][A-Za-z0-9]*")


class NotADefinitionError(ValueError):
    """The reason why no schema can be made of a CRD."""


def schemas(crd: Mapping[str, Any]) -> Iterator[tuple[Kind, Schema]]:
    """The schema of each version that a CRD serves. Raises NotADefinitionError."""
    if crd.get("apiVersion") != _API_VERSION:
        raise NotADefinitionError(f"its apiVersion is not {_API_VERSION}")
    try:
        spec = crd["spec"]
        group, kind = spec["group"], spec["names"]["kind"]
        for version in spec["versions"]:
            if not _PLAIN.fullmatch(f"{group}/{version['name']}/{kind}"):
                raise NotADefinitionError("its group, version or kind is not one that Kubernetes allows")
            if version["served"]:
                openapi = version["schema"]["openAPIV3Schema"]
                yield (f"{group}/{version['name']}", kind), converted(openapi, group, version["name"], kind)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotADefinitionError(f"it lacks what a CRD has, or has it in another shape: {error}") from error


class Definitions:
    """The CRDs among the objects of an environment: what is deployed with them is what they serve."""

    def __init__(self, manifests: Iterable[Manifest]) -> None:
        self._definitions = definitions(manifests)

    def of(self, kind: Kind) -> Manifest | None:
        """The CRD of a kind, in whichever version."""
        return self._definitions.get((kind[0].rpartition("/")[0], kind[1]))

    def schema(self, kind: Kind) -> Schema | None:
        """The schema of a kind, None where no CRD defines it.

        Raises NotADefinitionError for a version that its CRD does not serve, and for a CRD that is none.
        """
        definition = self.of(kind)
        if definition is None:
            return None
        served = dict(schemas(definition.object))
        if kind not in served:
            versions = ", ".join(api_version.rpartition("/")[2] for api_version, _ in served)
            raise NotADefinitionError(f"{definition.name} serves {versions or 'no version'}, not {kind[0]}")
        json_schema.check_whole(served[kind])
        return served[kind]
