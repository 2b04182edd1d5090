"""How a Gateway of the environment leads to a service."""

from __future__ import annotations

from typing import Any

from helmwright import names
from helmwright.model.exposed import Exposed
from helmwright.model.field import Field
from helmwright.model.service import Service


def route(service: Service, way: Exposed) -> dict[str, Any]:
    """The GRPCRoute or HTTPRoute that the Gateway takes in."""
    given, said = service.at(way.expose.path), way.how.said
    result: dict[str, Any] = {
        "parentRefs": {names.EXTERNAL: said.section("gateway").gives(_parent(way))},
        "hostnames": given.section("hosts").gives(list(way.hosts)),
        "rules": {"all": {"port": way.ports[0].name} if way.by_grpc_route else _http_rule(given, way)},
    }
    if annotations := said.section("annotations"):
        result["annotations"] = annotations.ordered()
    return result


def _parent(way: Exposed) -> dict[str, Field]:
    return way.how.said.section("gateway").picked(("name", "namespace", "sectionName"))


def _http_rule(given: Field, way: Exposed) -> dict[str, Any]:
    matches = given.section("paths").gives([{"path": {"value": path}} for path in way.expose.paths])
    rule: dict[str, Any] = {"port": way.ports[0].name, "matches": matches}
    if way.expose.timeout:
        rule["timeouts"] = {"request": given["timeout"]}
    return rule
