"""How a service is reached from outside, in the way of its environment.

What faces outwards is an object of its own beside the cluster-internal Service, so that a metrics port never
ends up on a load balancer and the way out can change without touching what callers inside use.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.emit import alb
from helmwright.emit.routes import route
from helmwright.model.exposed import Exposed, exposed
from helmwright.model.exposure import ExposureType
from helmwright.model.graph import Graph
from helmwright.model.inputs import Environment
from helmwright.model.release import Release
from helmwright.model.service import Service

EVERYWHERE = ("0.0.0.0/0", "::/0")


_VALUES = {
    "GRPCRoute": "grpcRoutes",
    "HTTPRoute": "httpRoutes",
    "Ingress": "ingress",
    "Service": "externalServices",
    "TargetGroupBinding": "targetGroupBindings",
}
"""The value of the service chart that holds the objects of a kind."""


def exposure(service: Service, release: Release, _: Graph) -> dict[str, Any]:
    """The Services, Ingresses or routes that face outwards."""
    result: dict[str, Any] = {}
    for way in exposed(service, release.environment):
        if way.ports:
            entries = result.setdefault(_VALUES[way.kind], {})
            entries[way.expose.id] = _entry(service, way, release.environment)
    return result


def _entry(service: Service, way: Exposed, environment: Environment) -> dict[str, Any]:
    if way.how.type is ExposureType.INGRESS:
        return _ingress(way)
    if way.how.type is ExposureType.ALB:
        return _alb(service, way, environment)
    if way.how.type is ExposureType.GATEWAY and way.how.gateway:
        return route(way, way.how.gateway)
    if way.how.type is ExposureType.TARGET_GROUP:
        return _target_group(way)
    return _service(service, way, environment)


def _service(service: Service, way: Exposed, environment: Environment) -> dict[str, Any]:
    how = way.how
    ports = {port.name: _node_port(way) for port in way.ports}
    entry: dict[str, Any] = {"type": how.type.value, "ports": ports}
    annotations = dict(how.annotations)
    if how.hostname_annotation and way.hosts:
        annotations[how.hostname_annotation] = ",".join(way.hosts)
    if annotations:
        entry["annotations"] = dict(sorted(annotations.items()))
    if how.external_traffic_policy:
        entry["externalTrafficPolicy"] = how.external_traffic_policy
    entry |= _sharing(service)
    if how.type is ExposureType.LOAD_BALANCER:
        if how.load_balancer_class:
            entry["loadBalancerClass"] = how.load_balancer_class
        if ranges := source_ranges(way, environment):
            entry["sourceRanges"] = list(ranges)
    return entry


def traffic(service: Service, _release: Release, _graph: Graph) -> dict[str, Any]:
    """How connections inside the cluster are shared among the pods."""
    shared = _sharing(service)
    return {"service": shared} if shared else {}


def _sharing(service: Service) -> dict[str, str]:
    given = service.section("traffic")
    keys = {"distribution": "trafficDistribution", "sessionAffinity": "sessionAffinity"}
    return {chart: given[name] for name, chart in keys.items() if name in given}


def _node_port(way: Exposed) -> Mapping[str, int]:
    pinned = way.how.node_ports.get(way.expose.key)
    return {"nodePort": pinned} if pinned is not None else {}


def _ingress(way: Exposed) -> dict[str, Any]:
    how = way.how
    entry: dict[str, Any] = {}
    if how.class_name:
        entry["className"] = how.class_name
    if how.annotations:
        entry["annotations"] = dict(sorted(how.annotations.items()))
    entry["hosts"] = _rules(way)
    if how.tls:
        entry["tls"] = {way.expose.tls_secret: list(way.hosts)}
    return entry


def _alb(service: Service, way: Exposed, environment: Environment) -> dict[str, Any]:
    settings = alb.settings(service, way, source_ranges(way, environment))
    annotations = {**settings, **way.how.annotations}
    return {
        "className": way.how.class_name or "alb",
        "annotations": dict(sorted(annotations.items())),
        "hosts": _rules(way),
    }


def _rules(way: Exposed) -> dict[str, Any]:
    paths = {path: {"port": way.ports[0].name} for path in way.expose.paths}
    return {host: {"paths": paths} for host in way.hosts}


def _target_group(way: Exposed) -> dict[str, Any]:
    binding = {"targetGroupARN": way.how.target_groups[way.expose.key], "port": way.ports[0].name}
    annotations = {"annotations": dict(sorted(way.how.annotations.items()))} if way.how.annotations else {}
    return {**binding, **annotations}


def source_ranges(way: Exposed, environment: Environment) -> tuple[str, ...]:
    """The addresses that a load balancer accepts connections from, empty for all."""
    return way.how.source_ranges if way.expose.public else environment.cluster.cidrs


def client_ranges(way: Exposed, environment: Environment) -> list[str]:
    """The addresses that an exposed pod sees connections from.

    Behind a load balancer with ip targets those may be the clients' own. An ALB's requests, health checks and what
    a node passes on come from the cluster's network. Where that is unknown nothing can be left out, and who may
    connect is for the load balancer alone to say.
    """
    network = environment.cluster.cidrs
    if way.how.type is ExposureType.ALB:
        return list(way.how.alb.subnet_cidrs or network or EVERYWHERE)
    if way.how.type.routes:
        return list(network or EVERYWHERE)
    ranges = source_ranges(way, environment)
    if way.how.type is ExposureType.TARGET_GROUP:
        return list(dict.fromkeys((*ranges, *network)) or EVERYWHERE)
    return list(dict.fromkeys((*ranges, *network)) if ranges and network else EVERYWHERE)
