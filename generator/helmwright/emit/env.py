"""Environment variables as the service chart takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.model.graph import Graph
from helmwright.model.layers import Path
from helmwright.model.service import Service


def env(service: Service, path: Path, variables: Mapping[str, Any], graph: Graph) -> dict[str, Any]:
    """The variables sorted by name; `path` leads to them among the service's fields."""
    return {
        name: value if isinstance(value, str) else _source(service, (*path, name), value, graph)
        for name, value in sorted(variables.items())
    }


def _source(service: Service, path: Path, value: Mapping[str, Any], graph: Graph) -> Any:
    ((form, text),) = ((key, text) for key, text in value.items() if key != "optional")
    match form:
        case "address" | "url":
            return graph.texts[service.key, (*path, form)]
        case "secret" | "configMap":
            name, key = text.split("/")
            optional = {"optional": True} if value.get("optional") else {}
            return {f"{form}KeyRef": {"name": name, "key": key, **optional}}
        case "field":
            return {"fieldRef": {"fieldPath": text}}
        case _:
            return {"resourceFieldRef": {"resource": text}}
