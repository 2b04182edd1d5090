"""What a person may have meant by a text that a schema refuses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jsonschema_rs

from helmwright.descriptors import forms
from helmwright.model.source import Source
from helmwright.yamlio.descriptor import Path

_OF_TEXTS = ("pattern", "minLength", "maxLength", "enum", "const")


def meant(source: Source, schema: Mapping[str, Any], path: Path, text: str) -> str:
    """What the schema of a value takes of the texts that may have been meant; empty when it takes none."""
    ports = source.data.get("ports")
    named = ports.items() if path[-1] == "port" and isinstance(ports, Mapping) else ()
    numbered = (str(name) for name, port in named if text in _numbers(port))
    takes = _validator(json.dumps({key: schema[key] for key in _OF_TEXTS if key in schema}))
    likely = (*numbered, *forms.corrections(path, text))
    return next((candidate for candidate in likely if takes.is_valid(candidate)), "")


def _numbers(port: Any) -> list[str]:
    return (
        [str(port.get(key)) for key in ("container", "service")] if isinstance(port, Mapping) else [str(port)]
    )


@lru_cache(maxsize=64)
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        json.loads(schema), pattern_options=jsonschema_rs.RegexOptions()
    )
