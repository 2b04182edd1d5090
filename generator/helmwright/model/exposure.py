"""How an environment lets services be reached from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from helmwright.model.field import Field
from helmwright.model.layers import Layer, Layers
from helmwright.model.source import Source


class ExposureType(StrEnum):
    """How an exposed service is reached from outside the cluster."""

    NODE_PORT = "NodePort"
    LOAD_BALANCER = "LoadBalancer"
    INGRESS = "Ingress"
    ALB = "ALB"
    GATEWAY = "Gateway"
    TARGET_GROUP = "TargetGroup"
    CLUSTER_IP = "ClusterIP"

    @property
    def routes(self) -> bool:
        """Whether one way in serves many services, which requests find by host and path."""
        return self in (ExposureType.INGRESS, ExposureType.ALB, ExposureType.GATEWAY)


@dataclass(frozen=True, slots=True)
class Gateway:
    """A Gateway of the Gateway API. `section_name` is one of its listeners, empty for all."""

    name: str
    namespace: str
    section_name: str


@dataclass(frozen=True, slots=True)
class ALB:
    """Application Load Balancers of AWS. `subnet_cidrs` are where they are, empty when that is not said."""

    group: str
    certificates: tuple[str, ...]
    subnet_cidrs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exposure:
    """How an environment exposes services. `node_ports` and `target_groups` (ARNs) are by
    `app/service`, those of an entry of `expose.more` by `app/service/entry`."""

    said: Field
    """As it is written, what is private on top of what is usual."""
    type: ExposureType
    node_ports: Mapping[str, int]
    target_groups: Mapping[str, str]
    annotations: Mapping[str, str]
    hostname_annotation: str
    load_balancer_class: str
    external_traffic_policy: str
    source_ranges: tuple[str, ...]
    class_name: str
    controller_namespace: str
    gateway: Gateway | None
    alb: ALB
    tls: bool
    private: Exposure | None
    """How it exposes those that are not public, where that is another way."""

    @property
    def uses_hosts(self) -> bool:
        """Whether the hosts of a service go anywhere."""
        return self.type.routes or bool(self.hostname_annotation)


def exposure(source: Source) -> Exposure:
    """The exposure that an environment's descriptor says."""
    return _exposure(source.said("exposure"), source)


def _exposure(said: Field, source: Source) -> Exposure:
    data: Mapping[str, Any] = said.value
    alb: Mapping[str, Any] = data.get("alb", {})
    return Exposure(
        said=said,
        type=ExposureType(data.get("type", "ClusterIP")),
        node_ports=data.get("nodePorts", {}),
        target_groups=data.get("targetGroups", {}),
        annotations=data.get("annotations", {}),
        hostname_annotation=data.get("hostnameAnnotation", ""),
        external_traffic_policy=data.get("externalTrafficPolicy", ""),
        load_balancer_class=data.get("loadBalancerClass", ""),
        source_ranges=tuple(data.get("sourceRanges", ())),
        class_name=data.get("className", ""),
        controller_namespace=data.get("controllerNamespace", ""),
        gateway=_gateway(data["gateway"]) if "gateway" in data else None,
        alb=ALB(alb.get("group", ""), tuple(alb.get("certificates", ())), tuple(alb.get("subnetCIDRs", ()))),
        tls=data.get("tls", False),
        private=_private(data, source) if "private" in data else None,
    )


def _gateway(data: Mapping[str, str]) -> Gateway:
    return Gateway(data["name"], data["namespace"], data.get("sectionName", ""))


def _private(data: Mapping[str, Any], source: Source) -> Exposure:
    usual, own = {**data}, data["private"]
    del usual["private"]
    annotations = {**usual.get("annotations", {}), **own.get("annotations", {})}
    layers = Layers(
        (Layer(source, ("exposure",), usual), Layer(source, ("exposure", "private"), own)), source
    )
    return _exposure(Field({**usual, **own, "annotations": annotations}, layers.origin), source)
