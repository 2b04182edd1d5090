"""The NetworkPolicy of a service: both ends of every link, and what the descriptor opens beyond them."""

from __future__ import annotations

from typing import Any

from helmwright import names
from helmwright.emit.service import identity, observability
from helmwright.emit.service.destinations import egress, entries, outside
from helmwright.model.exposure.every_kind import exposures
from helmwright.model.exposure.exposure import Exposure
from helmwright.model.field import Field
from helmwright.model.graph import Graph, Link
from helmwright.model.inputs import Environment
from helmwright.model.release import Release
from helmwright.model.service import Service

COMPONENT = "server"
"""The component label of a service's own pods, as the service chart sets it."""


def network(service: Service, release: Release, graph: Graph) -> dict[str, Any]:
    """Who may connect to the service and where it may connect to; everything else is denied."""
    given = service.said.section("network")
    environment = release.environment
    parts = {
        "fromServices": {_id(link.caller, service): _from(link) for link in graph.to_service(service)},
        "fromNamespaces": {
            **_controllers(service, environment),
            **observability.scrapers(service, environment),
            **entries(given.section("allowFrom"), "namespace"),
        },
        "fromCIDRs": {**_clients(service, environment), **entries(given.section("allowFrom"), "cidrs")},
        "toServices": {_id(link.callee, service): _to(link) for link in graph.from_service(service)},
        "toNamespaces": {
            **observability.collector_namespace(service, environment),
            **egress(given.section("egress"), "namespace"),
        },
        "toCIDRs": {
            **identity.api_server(service, environment),
            **observability.collector_addresses(service, environment),
            **outside(service, environment, graph),
            **egress(given.section("egress"), "cidrs"),
        },
    }
    policy: dict[str, Any] = {name: entries for name, entries in parts.items() if entries}
    if dns := _dns(environment):
        policy["dns"] = dns
    if given.section("internet"):
        policy["allowInternet"] = given["internet"]
    return {"networkPolicy": policy} if policy else {}


def _dns(environment: Environment) -> dict[str, Field]:
    """What resolves names, where the environment says it."""
    said = environment.source.said("cluster", "dns")
    return said.picked(("namespace", "podLabels", "port")) | said.picked({"addresses": "cidrs"})


def security_groups(service: Service, release: Release, _: Graph) -> dict[str, Any]:
    """The security groups of the service's pods, by their ids in an environment that has some."""
    wanted = service.said.section("network").section("securityGroups")
    known = release.environment.security_groups
    ids = wanted.gives([known[name] for name in wanted.value]) if known else None
    return {"securityGroups": ids} if ids else {}


def _id(peer: Service, service: Service) -> str:
    return peer.name if peer.app == service.app else peer.key


def _peer(peer: Service, other: Service, component: str) -> dict[str, str]:
    return {
        "name": peer.name,
        "instance": names.application(peer.environment, peer.app),
        **({"component": component} if component else {}),
        **({"namespace": peer.namespace} if peer.namespace != other.namespace else {}),
    }


def _from(link: Link) -> Field:
    """A caller: its own pods, or all of them when it has any in the background, which call what it calls."""
    component = "" if link.caller.has_background else COMPONENT
    ports = [port.name for port in link.ports]
    return link.gives({**_peer(link.caller, link.callee, component), "ports": ports})


def _to(link: Link) -> Field:
    """A callee; policies see the pod's port, after the Service's has been translated."""
    ports = [{"port": port.container, "protocol": port.protocol} for port in link.ports]
    return link.gives({**_peer(link.callee, link.caller, COMPONENT), "ports": ports})


# What comes from outside has an id with a slash among the peers let in, which no id of a descriptor has.
def _controllers(service: Service, environment: Environment) -> dict[str, Any]:
    """The namespaces of what routes to the service, where that runs in the cluster."""
    return {
        f"{one.asked.id}/controller": one.said.gives(
            {"namespace": one.given.said["controllerNamespace"], "ports": _names(one)}
        )
        for one in exposures(service, environment)
        if one.ports and one.from_controller
    }


def _clients(service: Service, environment: Environment) -> dict[str, Any]:
    """The addresses that connect from outside, where nothing in the cluster routes to the service."""
    return {
        f"{one.asked.id}/clients": one.said.gives({"cidrs": one.kind.clients(one), "ports": _reached(one)})
        for one in exposures(service, environment)
        if one.ports and not one.from_controller
    }


def _reached(exposure: Exposure) -> list[str]:
    """The ports that requests and health checks come to."""
    asked = exposure.kind.health_port(exposure)
    return sorted({*_names(exposure), *((asked.name,) if asked else ())})


def _names(exposure: Exposure) -> list[str]:
    return [port.name for port in exposure.ports]
