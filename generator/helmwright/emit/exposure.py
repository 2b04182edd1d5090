"""How a service is reached from outside, in the way of its environment.

What faces outwards is an object of its own beside the cluster-internal Service, so that a metrics port never
ends up on a load balancer and the way out can change without touching what callers inside use.
"""

from __future__ import annotations

from typing import Any

from helmwright.emit import alb
from helmwright.emit.routes import route
from helmwright.model.exposed import Exposed, exposed
from helmwright.model.exposure import ExposureType
from helmwright.model.field import Field
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
            entry = _entry(service, way, release.environment)
            entries[way.expose.id] = service.at(way.expose.path).gives(entry)
    return result


def _entry(service: Service, way: Exposed, environment: Environment) -> dict[str, Any]:
    if way.how.type is ExposureType.INGRESS:
        return _ingress(service, way)
    if way.how.type is ExposureType.ALB:
        return _alb(service, way, environment)
    if way.how.type is ExposureType.GATEWAY:
        return route(service, way)
    if way.how.type is ExposureType.TARGET_GROUP:
        return _target_group(way)
    return _service(service, way, environment)


def _service(service: Service, way: Exposed, environment: Environment) -> dict[str, Any]:
    how, given = way.how, service.at(way.expose.path)
    ports = given.section("port").gives({port.name: _node_port(way) for port in way.ports})
    entry: dict[str, Any] = {"type": how.said["type"], "ports": ports}
    annotations = dict(how.said.section("annotations").items())
    if how.hostname_annotation and way.hosts:
        annotations[how.hostname_annotation] = given.section("hosts").gives(",".join(way.hosts))
    if annotations:
        entry["annotations"] = dict(sorted(annotations.items()))
    entry |= how.said.picked(("externalTrafficPolicy",))
    entry |= _sharing(service)
    if how.type is ExposureType.LOAD_BALANCER:
        entry |= how.said.picked(("loadBalancerClass",))
        if ranges := source_ranges(way, environment):
            entry["sourceRanges"] = ranges
    return entry


def traffic(service: Service, _release: Release, _graph: Graph) -> dict[str, Any]:
    """How connections inside the cluster are shared among the pods."""
    shared = _sharing(service)
    return {"service": service.said["traffic"].gives(shared)} if shared else {}


def _sharing(service: Service) -> dict[str, Field]:
    keys = {"distribution": "trafficDistribution", "sessionAffinity": "sessionAffinity"}
    return service.said.section("traffic").picked(keys)


def _node_port(way: Exposed) -> dict[str, Field]:
    return way.how.said.section("nodePorts").picked({way.expose.key: "nodePort"})


def _ingress(service: Service, way: Exposed) -> dict[str, Any]:
    said = way.how.said
    entry: dict[str, Any] = {
        **said.picked(("className",)),
        **_annotations(way),
        "hosts": _rules(service, way),
    }
    if way.how.tls:
        entry["tls"] = said["tls"].gives({way.expose.tls_secret: list(way.hosts)})
    return entry


def _alb(service: Service, way: Exposed, environment: Environment) -> dict[str, Any]:
    said = way.how.said
    settings = alb.settings(service, way, source_ranges(way, environment))
    annotations = {**settings, **dict(said.section("annotations").items())}
    return {
        "className": said.section("className") or said["type"].gives("alb"),
        "annotations": dict(sorted(annotations.items())),
        "hosts": _rules(service, way),
    }


def _annotations(way: Exposed) -> dict[str, Field]:
    annotations = way.how.said.section("annotations")
    return {"annotations": annotations.ordered()} if annotations else {}


def _rules(service: Service, way: Exposed) -> Field:
    given = service.at(way.expose.path)
    paths = given.section("paths").gives({path: {"port": way.ports[0].name} for path in way.expose.paths})
    return given.section("hosts").gives({host: {"paths": paths} for host in way.hosts})


def _target_group(way: Exposed) -> dict[str, Any]:
    group = way.how.said["targetGroups"][way.expose.key]
    return {"targetGroupARN": group, "port": way.ports[0].name, **_annotations(way)}


def source_ranges(way: Exposed, environment: Environment) -> Field:
    """The addresses that a load balancer accepts connections from, empty for all."""
    if way.expose.public:
        return way.how.said.section("sourceRanges")
    return environment.source.said("cluster", "vpc", "cidrs")


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
    ranges = source_ranges(way, environment).value
    if way.how.type is ExposureType.TARGET_GROUP:
        return list(dict.fromkeys((*ranges, *network)) or EVERYWHERE)
    return list(dict.fromkeys((*ranges, *network)) if ranges and network else EVERYWHERE)
