"""What Kubernetes' schemas say of the entries of lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_NULLABLE = ["object", "null"]
_IN_A_LIST = "-in-a-list"


def listed(definitions: dict[str, Any], prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The definitions of objects as lists hold them, to which their lists now refer, by `prefix` and name.

    What is shipped takes null for any object. A field may be null, and is then absent; of an entry the API server
    makes an empty object, which says nothing.
    """
    for definition in definitions.values():
        for field in definition.get("properties", {}).values():
            name = field.get("items", {}).get("$ref", "").removeprefix(prefix)
            if definitions.get(name, {}).get("type") == _NULLABLE:
                field["items"]["$ref"] = f"{prefix}{name}{_IN_A_LIST}"
                yield f"{name}{_IN_A_LIST}", {**definitions[name], "type": "object"}
