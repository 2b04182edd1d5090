"""The Kubernetes schemas that kubernetes-validate ships, one closed schema for each kind.

The package has one file of definitions for each minor version, taken from Kubernetes' OpenAPI document, in
a strict form in which objects take no unknown fields. Its files for single kinds are not used: they are
named by a part of the group alone, and refer to each other by paths of their own.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helmwright.jsonio.subschemas import maps
from helmwright.validate.entries import listed

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The dialect on which kubeconform's library and jsonschema-rs agree about formats."""

Schema = dict[str, Any]
Kind = tuple[str, str]
"""apiVersion and kind."""

_FOLDER = re.compile(r"v(\d+\.\d+)\.\d+-local-strict")
_SHIPPED_REF = "#/$defs/"
_REF = "#/definitions/"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The schemas of one Kubernetes version, `1.34`."""

    version: str
    definitions: Schema
    names: dict[Kind, str]

    def schema(self, kind: Kind) -> Schema | None:
        """A schema that refers to nothing outside itself, None for a kind that Kubernetes does not have."""
        name = self.names.get(kind)
        if name is None:
            return None
        needed = self._needed(name)
        return {"$schema": DRAFT, **self.definitions[name], "definitions": needed}

    def _needed(self, name: str) -> Schema:
        needed: Schema = {}
        waiting = _references(self.definitions[name])
        while waiting:
            reference = waiting.pop()
            if reference not in needed:
                needed[reference] = self.definitions[reference]
                waiting += _references(needed[reference])
        return needed


def versions() -> tuple[str, ...]:
    """The minor versions that are shipped, oldest first: `1.25`, ..."""
    return tuple(_folders())


def supported(kube_version: str) -> bool:
    """Whether schemas of this Kubernetes version, `1.34.1` or `1.34`, are shipped."""
    return _minor(kube_version) in _folders()


def bundle(kube_version: str) -> Bundle:
    """The schemas of this Kubernetes version. Raises ValueError when it is not `supported`."""
    if not supported(kube_version):
        raise ValueError(f"there are no schemas of Kubernetes {kube_version}, only {', '.join(versions())}")
    return _bundle(_minor(kube_version))


@cache
def _bundle(minor: str) -> Bundle:
    folder = _folders()[minor]
    text = (folder / "_definitions.json").read_text("utf-8").replace(f'"{_SHIPPED_REF}', f'"{_REF}')
    definitions: Schema = json.loads(text)["$defs"]
    names = dict(_kinds(definitions))
    return Bundle(minor, definitions | dict(listed(definitions, _REF)), names)


def export(folder: Path, kube_version: str, kinds: Iterable[Kind] | None = None) -> None:
    """Writes the schemas of these kinds, or all, as `<group>/<kind>_<version>.json`.

    The real kubeconform reads them with `-schema-location LOCATION` of `kubeconform`. Kinds that Kubernetes
    does not have are passed over.
    """
    source = bundle(kube_version)
    for kind in source.names if kinds is None else kinds:
        schema = source.schema(kind)
        if schema is not None:
            path = folder / path_of(kind)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(schema), "utf-8")


def path_of(kind: Kind) -> str:
    """The file of a kind's schema below a folder of schemas, as kubeconform finds it."""
    api_version, name = kind
    group, _, version = api_version.rpartition("/")
    return f"{group or version}/{name.lower()}_{version}.json"


@cache
def _folders() -> dict[str, Path]:
    # Located without importing the package, which takes a tenth of a second.
    spec = importlib.util.find_spec("kubernetes_validate")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("kubernetes-validate is not installed")
    root = Path(spec.submodule_search_locations[0], "kubernetes-json-schema")
    found = {match[1]: path for path in root.iterdir() if (match := _FOLDER.fullmatch(path.name))}
    return dict(sorted(found.items(), key=lambda item: [*map(int, item[0].split("."))]))


def _minor(kube_version: str) -> str:
    return ".".join(kube_version.split(".")[:2])


def _kinds(definitions: Schema) -> Iterator[tuple[Kind, str]]:
    """The kinds that a manifest can have: those whose schema says what apiVersion and kind must be."""
    for name, definition in definitions.items():
        properties = definition.get("properties", {})
        for api_version in properties.get("apiVersion", {}).get("enum", ()):
            for kind in properties.get("kind", {}).get("enum", ()):
                yield (api_version, kind), name


def _references(schema: Schema) -> list[str]:
    references = (part.get("$ref") for part in maps(schema))
    return [reference.removeprefix(_REF) for reference in references if isinstance(reference, str)]
