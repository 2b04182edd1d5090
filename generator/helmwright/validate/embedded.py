"""The default validator: Kubernetes' schemas in this process, compiled by jsonschema-rs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path as File
from typing import Any

import jsonschema_rs

from helmwright.jsonio import json_schema
from helmwright.jsonio.json_paths import path_of
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.schema_errors import (
    AMBIGUOUS,
    NOT_ALLOWED,
    alternatives,
    missing,
)
from helmwright.validate.bundle import Bundle, Kind, bundle
from helmwright.validate.custom import BrokenSchemaError, custom
from helmwright.validate.definitions import Definitions
from helmwright.validate.validator import Path, Problem, unidentified

_TYPES = {dict: "object", list: "array", str: "string", bool: "boolean", int: "number", float: "number"}


class EmbeddedValidator:
    """Validates strictly, without any tool.

    Schemas of custom resources are looked for in `schema_folders`, in their order, at
    `<group>/<kind>_<version>.json`; Kubernetes' own kinds cannot be replaced there. Each kind's schema is
    compiled once and kept.
    """

    name = "embedded"

    def __init__(self, schema_folders: Sequence[File] = ()) -> None:
        self._folders = tuple(schema_folders)
        # With the CRD behind the schema, which is told from others by its identity as long as it is kept.
        self._compiled: dict[tuple[str, Kind, int], tuple[Manifest | None, Any]] = {}

    def validate(self, manifests: Sequence[Manifest], kube_version: str) -> tuple[Problem, ...]:
        """Every problem of every object, in the order of the objects.

        Raises ValueError for a Kubernetes version whose schemas are not shipped.
        """
        known, definitions = bundle(kube_version), Definitions(manifests)
        return tuple(
            problem for manifest in manifests for problem in self._problems(manifest, known, definitions)
        )

    def _problems(self, manifest: Manifest, known: Bundle, definitions: Definitions) -> Iterator[Problem]:
        if problem := unidentified(manifest):
            yield problem
            return
        try:
            compiled = self._schema((manifest.api_version, manifest.kind), known, definitions)
        except BrokenSchemaError as broken:
            yield broken.problem(manifest)
            return
        if compiled is None:
            yield Problem(manifest, (), "there is no schema of its kind", "K102")
            return
        for error in compiled.iter_errors(manifest.object):
            yield from (Problem(manifest, path, reason) for path, reason in _reasons(error, manifest.object))

    def _schema(self, kind: Kind, known: Bundle, definitions: Definitions) -> Any:
        """The compiled schema, None when there is none. Raises BrokenSchemaError."""
        definition = definitions.of(kind)
        key = (known.version, kind, id(definition))
        if key not in self._compiled:
            compiled = _of_kubernetes(known.version, kind)
            if compiled is None:
                own = custom(self._folders, kind, definitions)
                compiled = own and own.compiled
            self._compiled[key] = definition, compiled
        return self._compiled[key][1]


@cache
def _of_kubernetes(version: str, kind: Kind) -> Any:
    """The compiled schema of one of Kubernetes' own kinds, None for another."""
    schema = bundle(version).schema(kind)
    return schema and json_schema.validator(schema, validate_formats=True)


def _reasons(error: Any, value: Any) -> Iterator[tuple[Path, str]]:
    """Where and why, cut to the same places as kubeconform's report."""
    path, kind = path_of(value, error), error.kind
    match kind.name:
        case "additionalProperties":
            yield from (((*path, key), NOT_ALLOWED) for key in kind.unexpected)
        case "propertyNames":
            yield (*path, kind.error.instance), _reason(kind.error)
        case _:
            yield path, _reason(error)


def _reason(error: Any) -> str:
    kind = error.kind
    match kind.name:
        case "type":
            wanted = " or ".join(name for name in kind.types if name != "null")
            return f"got {_type(error.instance)}, want {wanted}"
        case "required":
            return missing(kind.property)
        case "enum":
            return f"must be one of {', '.join(json.dumps(option) for option in kind.options)}"
        case "oneOf" if isinstance(kind, jsonschema_rs.ValidationErrorKind.OneOfMultipleValid):
            return AMBIGUOUS
        case "anyOf" | "oneOf":
            return alternatives(_reason(reason) for branch in kind.context for reason in branch)
        case "falseSchema":
            return NOT_ALLOWED
        case rule if isinstance(error.instance, dict | list):
            return f"breaks the rule {rule}"  # the library's text would repeat the whole value
        case _:
            return str(error.message)


def _type(value: object) -> str:
    return "null" if value is None else _TYPES[type(value)]
