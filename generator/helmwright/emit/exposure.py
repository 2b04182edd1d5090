"""How a service is reached from outside, in the way of its environment.

What faces outwards is an object of its own beside the cluster-internal Service, so that a metrics port never
ends up on a load balancer and the way out can change without touching what callers inside use.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright import names
from helmwright.graph import Graph
from helmwright.model.inputs import Environment, ExposureType
from helmwright.model.release import Release
from helmwright.model.service import Expose, Port, Service

EVERYWHERE = ("0.0.0.0/0", "::/0")


def exposed_port(service: Service, environment: Environment) -> Port | None:
    """The port that is reachable from outside in this environment, if there is one."""
    return None if environment.exposure.type is ExposureType.CLUSTER_IP else service.exposed_port


def exposure(service: Service, release: Release, _: Graph) -> dict[str, Any]:
    """The Service or Ingress that faces outwards."""
    environment = release.environment
    port = exposed_port(service, environment)
    if service.expose is None or port is None:
        return {}
    if environment.exposure.type is ExposureType.INGRESS:
        return {"ingress": {names.EXTERNAL: _ingress(service, service.expose, port, environment)}}
    return {"externalServices": {names.EXTERNAL: _service(service, service.expose, port, environment)}}


def hosts(expose: Expose, environment: Environment) -> list[str]:
    """The full host names, each once."""
    return list(dict.fromkeys(names.host(host, environment.domain) for host in expose.hosts))


def _service(service: Service, expose: Expose, port: Port, environment: Environment) -> dict[str, Any]:
    how = environment.exposure
    entry: dict[str, Any] = {"type": how.type.value, "ports": {port.name: _node_port(service, environment)}}
    annotations = dict(how.annotations)
    if how.hostname_annotation and expose.hosts:
        annotations[how.hostname_annotation] = ",".join(hosts(expose, environment))
    if annotations:
        entry["annotations"] = dict(sorted(annotations.items()))
    if how.type is ExposureType.LOAD_BALANCER:
        if how.load_balancer_class:
            entry["loadBalancerClass"] = how.load_balancer_class
        if ranges := source_ranges(expose, environment):
            entry["sourceRanges"] = list(ranges)
    return entry


def _node_port(service: Service, environment: Environment) -> Mapping[str, int]:
    pinned = environment.exposure.node_ports.get(service.key)
    return {"nodePort": pinned} if pinned is not None else {}


def _ingress(service: Service, expose: Expose, port: Port, environment: Environment) -> dict[str, Any]:
    how = environment.exposure
    full = hosts(expose, environment)
    entry: dict[str, Any] = {}
    if how.class_name:
        entry["className"] = how.class_name
    if how.annotations:
        entry["annotations"] = dict(sorted(how.annotations.items()))
    paths = {path: {"port": port.name} for path in expose.paths}
    entry["hosts"] = {host: {"paths": paths} for host in full}
    if how.tls:
        entry["tls"] = {f"{service.name}-tls": full}
    return entry


def source_ranges(expose: Expose, environment: Environment) -> tuple[str, ...]:
    """The addresses that a load balancer accepts connections from, empty for all."""
    return environment.exposure.source_ranges if expose.public else environment.cluster.cidrs


def client_ranges(expose: Expose, environment: Environment) -> list[str]:
    """The addresses that an exposed pod sees connections from.

    Behind a load balancer with ip targets those may be the clients' own. An ALB's requests, health checks and what
    a node passes on come from the cluster's network. Where that is unknown nothing can be left out, and who may
    connect is for the load balancer alone to say.
    """
    network = environment.cluster.cidrs
    if environment.exposure.type is ExposureType.INGRESS:
        return list(network or EVERYWHERE)
    ranges = source_ranges(expose, environment)
    return list(dict.fromkeys((*ranges, *network)) if ranges and network else EVERYWHERE)
