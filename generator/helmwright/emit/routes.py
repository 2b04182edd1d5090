"""How a Gateway of the environment leads to a service."""

from __future__ import annotations

from typing import Any

from helmwright import names
from helmwright.model.exposed import Exposed
from helmwright.model.exposure import Gateway


def route(way: Exposed, gateway: Gateway) -> dict[str, Any]:
    """The GRPCRoute or HTTPRoute that the Gateway takes in."""
    rule = {"port": way.ports[0].name} if way.by_grpc_route else _http_rule(way)
    result: dict[str, Any] = {
        "parentRefs": {names.EXTERNAL: _parent(gateway)},
        "hostnames": list(way.hosts),
        "rules": {"all": rule},
    }
    if way.how.annotations:
        result["annotations"] = dict(sorted(way.how.annotations.items()))
    return result


def _parent(gateway: Gateway) -> dict[str, str]:
    section = {"sectionName": gateway.section_name} if gateway.section_name else {}
    return {"name": gateway.name, "namespace": gateway.namespace, **section}


def _http_rule(way: Exposed) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "port": way.ports[0].name,
        "matches": [{"path": {"value": path}} for path in way.expose.paths],
    }
    if way.expose.timeout:
        rule["timeouts"] = {"request": way.expose.timeout}
    return rule
