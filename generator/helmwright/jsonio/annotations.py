"""JSON Schemas without what only people read.

Annotations are keywords that no validator acts on: https://json-schema.org/understanding-json-schema/reference/annotations
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.jsonio.subschemas import changed

_TEXTS = frozenset({"title", "description", "$comment"})


def without_annotations(schema: Any) -> Any:
    """The schema without titles, descriptions, comments, defaults and examples, at every place that is a schema."""
    if not isinstance(schema, Mapping):
        return schema
    kept = {key: value for key, value in schema.items() if not _is_annotation(key, value)}
    return changed(kept, without_annotations)


def _is_annotation(key: str, value: Any) -> bool:
    return (
        key == "default"
        or (key in _TEXTS and isinstance(value, str))
        or (key == "examples" and isinstance(value, list))
    )
