"""Schemas of values that others wrote, in the shape that their readers rely on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Part = Callable[[str, Any], Any]


def shaped(value: Any) -> dict[str, Any]:
    """The schema with a mapping wherever one belongs: `true` is one that allows all, `false` one that allows nothing.

    Raises ValueError, with the place, for a keyword whose value has another form than JSON Schema gives it.
    """
    try:
        return _schema("", value)
    except RecursionError as error:
        raise ValueError("it nests too deeply") from error


def _schema(place: str, value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {} if value else {"not": {}}
    if not isinstance(value, Mapping):
        raise _wrong(place, "a schema")
    return {
        key: _KEYWORDS[key](f"{place}/{key}", part) if key in _KEYWORDS else part
        for key, part in value.items()
    }


def _schemas(place: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong(place, "a map of schemas")
    return {str(name): _schema(f"{place}/{name}", part) for name, part in value.items()}


def _several(place: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong(place, "a list of schemas")
    return [_schema(f"{place}/{number}", part) for number, part in enumerate(value)]


def _one_or_several(place: str, value: Any) -> Any:
    return _several(place, value) if isinstance(value, list) else _schema(place, value)


def _open_or_schema(place: str, value: Any) -> Any:
    return value if isinstance(value, bool) else _schema(place, value)


def _list(place: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong(place, "a list")
    return value


def _names(place: str, value: Any) -> Any:
    if isinstance(value, str) or (isinstance(value, list) and all(isinstance(name, str) for name in value)):
        return value
    raise _wrong(place, "a name or a list of names")


def _wrong(place: str, wanted: str) -> ValueError:
    return ValueError(f"#{place} is not {wanted}")


_KEYWORDS: Mapping[str, Part] = {
    **dict.fromkeys(("properties", "patternProperties", "definitions", "$defs"), _schemas),
    **dict.fromkeys(("allOf", "anyOf", "oneOf"), _several),
    **dict.fromkeys(
        ("additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"), _open_or_schema
    ),
    "items": _one_or_several,
    "enum": _list,
    "examples": _list,
    "required": _names,
    "type": _names,
}
