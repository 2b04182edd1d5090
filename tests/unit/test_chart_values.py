"""What a chart renders with: what it is given, with the lines behind it, and what its schema says of the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from helmwright.findings import Location
from helmwright.model.field import Field
from helmwright.model.trace import Setting
from helmwright.provenance.chart_values import defaults, given

HERE, CHART = Location("cart.yaml", 1), Location("charts/service/values.schema.json")
SCHEMA = {
    "properties": {
        "image": {"properties": {"tag": {"type": "string"}, "pullPolicy": {"default": "IfNotPresent"}}},
        "tolerations": {"default": []},
        "shutdown": {"$ref": "#/definitions/shutdown"},
        "sidecars": {"additionalProperties": {"properties": {"late": {"default": False}}}},
        "tree": {"$ref": "#/definitions/tree"},
        "extra": True,
        "elsewhere": {"$ref": "other.json#/definitions/shutdown", "properties": None},
    },
    "definitions": {
        "shutdown": {"properties": {"grace": {"default": 60}}},
        "tree": {"properties": {"depth": {"default": 1}, "below": {"$ref": "#/definitions/tree"}}},
    },
}


def field(value: Any, line: int) -> Field:
    return Field(value, lambda _: Location("cart.yaml", line), ())


def shown(settings: Iterable[Setting]) -> dict[str, tuple[Any, Location]]:
    return {setting.key: (setting.value, setting.location) for setting in settings}


def test_what_a_chart_is_given_has_the_line_behind_it() -> None:
    values = field({"image": {"tag": field("1.0", 3)}, "args": field(["-v"], 4), "partOf": "shop"}, 1)
    assert shown(given(values)) == {
        "image.tag": ("1.0", Location("cart.yaml", 3)),
        "args": (["-v"], Location("cart.yaml", 4)),
        "partOf": ("shop", HERE),
    }


def test_what_nobody_gives_is_as_the_schema_says() -> None:
    assert shown(defaults(SCHEMA, field({}, 1), CHART)) == {
        "image.pullPolicy": ("IfNotPresent", CHART),
        "shutdown.grace": (60, CHART),
        "tree.depth": (1, CHART),
    }


def test_what_is_given_has_no_default_and_each_entry_of_a_map_has_its_own() -> None:
    values = field(
        {"shutdown": {"grace": 5}, "image": {"pullPolicy": None}, "sidecars": {"a": {}, "b": {"late": True}}},
        1,
    )
    assert shown(defaults(SCHEMA, values, CHART)) == {
        "image.pullPolicy": ("IfNotPresent", CHART),
        "sidecars.a.late": (False, CHART),
        "tree.depth": (1, CHART),
    }
