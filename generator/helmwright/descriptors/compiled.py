"""The schemas of descriptors, compiled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from helmwright import resources
from helmwright.descriptors.map_keys import without_names
from helmwright.layout import Kind

FILES = {kind: f"{kind.value.lower()}.schema.json" for kind in Kind}


@cache
def schemas() -> Mapping[Kind, dict[str, Any]]:
    """The schema of each kind of descriptor."""
    folder = resources.schemas()
    return {kind: json.loads((folder / file).read_bytes()) for kind, file in FILES.items()}


def address(kind: Kind) -> str:
    """What a reference to a kind's schema means where they are compiled together.

    They refer to each other as files in one folder and give themselves no address: other validators would fetch that.
    """
    return f"json-schema:///{FILES[kind]}"


@cache
def _whole(*, named: bool) -> tuple[Mapping[Kind, dict[str, Any]], jsonschema_rs.Registry]:
    """All schemas, with the names of entries or without, and the registry by which they refer to each other."""
    found = schemas() if named else {kind: without_names(schema) for kind, schema in schemas().items()}
    return found, jsonschema_rs.Registry([(address(kind), schema) for kind, schema in found.items()])


def _compiled(kind: Kind, *, named: bool) -> jsonschema_rs.Draft202012Validator:
    found, registry = _whole(named=named)
    linear = jsonschema_rs.RegexOptions()  # which takes time by the length of a text alone
    return jsonschema_rs.Draft202012Validator(found[kind], registry=registry, pattern_options=linear)


@cache
def validator(kind: Kind) -> jsonschema_rs.Draft202012Validator:
    """What says at once whether a descriptor is right."""
    return _compiled(kind, named=True)


@cache
def explainer(kind: Kind) -> jsonschema_rs.Draft202012Validator:
    """What says what is wrong with one, apart from the names of its entries."""
    return _compiled(kind, named=False)
