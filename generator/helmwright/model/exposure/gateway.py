"""Exposure by a route that a Gateway of the environment takes in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from helmwright import names
from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted
from helmwright.model.exposure.exposure import Exposure, Kind
from helmwright.model.inputs import Environment

CODES = (
    Code(
        "R861",
        "no gateway",
        "A route without a Gateway to take it in leads nowhere.",
        "Write exposure.gateway in the environment: the Gateway's name and namespace.",
    ),
    Code(
        "R862",
        "route too large",
        "The API server refuses a route of the Gateway API with more than 16 hosts, or a rule with more than 64 "
        "matches.",
        "Leave some out, or move some to an entry of expose.more.",
    ),
    Code(
        "R863",
        "host of both kinds of route",
        "The Gateway API lets a host lead to HTTPRoutes or to GRPCRoutes. Of the two, the Gateway refuses the one that "
        "came later.",
        "Give one of the two another host. A service that speaks gRPC gets an HTTPRoute too when its paths are named, "
        "such as /shop.v1.Cart.",
    ),
)

_MOST = {"hosts": 16, "paths": 64}
"""What one route of the Gateway API can hold (gateway.networking.k8s.io/v1, hostnames and matches)."""


class GatewayRoute(Kind):
    """An HTTPRoute or, of a port that speaks gRPC, a GRPCRoute."""

    router = "a Gateway"
    openness = "a Gateway lets in whomever its listeners let in"
    uses = frozenset({"anyHost", "controllerNamespace", "gateway"})

    def made(self, exposure: Exposure) -> tuple[str, str]:
        return ("GRPCRoute", "grpcRoutes") if _is_grpc(exposure) else ("HTTPRoute", "httpRoutes")

    def entry(self, exposure: Exposure) -> dict[str, Any]:
        said = exposure.given.said
        parent = said.section("gateway").picked(("name", "namespace", "sectionName"))
        port = {"port": exposure.said.section("port").gives(exposure.ports[0].name)}
        entry: dict[str, Any] = {
            "parentRefs": {names.EXTERNAL: said.section("gateway").gives(parent)},
            **(
                {}
                if exposure.any_host
                else {"hostnames": exposure.said.section("hosts").gives(list(exposure.hosts))}
            ),
            "rules": {"all": port if _is_grpc(exposure) else port | _http(exposure)},
        }
        if exposure.annotations:
            entry["annotations"] = exposure.annotations
        return entry

    def lacks(self, environment: Environment) -> Iterator[Finding]:
        if "gateway" not in environment.exposure.said:
            at = environment.source.at(("exposure", "type"))
            hint = "for example gateway: {name: public, namespace: gateways}"
            yield Finding("R861", at, "exposure lacks the gateway that takes routes in", hint)

    def entry_point(self, exposure: Exposure) -> str:
        gateway = exposure.given.said.section("gateway").value
        return f"{gateway['namespace']}/{gateway['name']}" if gateway else ""

    def refuses(self, exposures: Sequence[Exposure]) -> Iterator[tuple[Finding, str]]:
        seen: dict[str, Exposure] = {}
        for exposure in exposures:
            yield from ((finding, exposure.environment.name) for finding in _too_large(exposure))
            for host in exposure.hosts if exposure.ports else ():
                other = seen.setdefault(host, exposure)
                if _is_grpc(other) is not _is_grpc(exposure):
                    yield _of_both_kinds(host, exposure, other), exposure.environment.name


def _is_grpc(exposure: Exposure) -> bool:
    """Whether a GRPCRoute leads to it: an HTTPRoute only where paths tell calls apart."""
    return exposure.grpc and exposure.asked.paths == ("/",)


def _http(exposure: Exposure) -> dict[str, Any]:
    matches = [{"path": {"value": path}} for path in exposure.asked.paths]
    timeouts = {"timeouts": {"request": exposure.said["timeout"]}} if exposure.asked.timeout else {}
    return {"matches": exposure.said.section("paths").gives(matches), **timeouts}


def _too_large(exposure: Exposure) -> Iterator[Finding]:
    """A route has room for its hosts and paths."""
    for field, found in (("hosts", exposure.hosts), ("paths", exposure.asked.paths)):
        if len(found) > _MOST[field]:
            what = dotted(exposure.asked.path)
            message = f"{what} has {len(found)} {field}, and a route holds {_MOST[field]}"
            yield Finding("R862", exposure.at(field), message, "leave some out")


def _of_both_kinds(host: str, exposure: Exposure, other: Exposure) -> Finding:
    """A host leads to HTTPRoutes or to GRPCRoutes, not to both."""
    calls, requests = (exposure, other) if _is_grpc(exposure) else (other, exposure)
    message = f"{host} leads to {calls.asked.key} by a GRPCRoute and to {requests.asked.key} by an HTTPRoute"
    hint = "give one of them another host, or tell the calls apart by paths"
    return Finding("R863", exposure.at("hosts"), message, hint)
