"""Environment variables as the service chart takes them."""

from __future__ import annotations

from typing import Any

from helmwright.model.field import Field
from helmwright.model.graph import Graph
from helmwright.model.service import Service

_BESIDE = ("optional", "scheme", "path")


def env(variables: Field, service: Service, graph: Graph) -> Field:
    """The variables of one of the service's containers, sorted by name."""
    return variables.each(lambda variable: variable.gives(_value(variable, service, graph)))


def _value(variable: Field, service: Service, graph: Graph) -> Any:
    said = variable.value
    if isinstance(said, str):
        return said
    ((form, text),) = ((key, text) for key, text in said.items() if key not in _BESIDE)
    match form:
        case "address" | "url" | "host" | "port":
            return graph.texts[service.key, (*variable.path, form)]
        case "secret" | "configMap":
            name, key = text.split("/")
            optional = {"optional": True} if said.get("optional") else {}
            return {f"{form}KeyRef": {"name": name, "key": key, **optional}}
        case "field":
            return {"fieldRef": {"fieldPath": text}}
        case _:
            return {"resourceFieldRef": {"resource": text}}
