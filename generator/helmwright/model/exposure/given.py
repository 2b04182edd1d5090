"""What an environment gives its services, to be reached from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helmwright.model.field import Field
from helmwright.model.origins import Layer, Layers
from helmwright.model.source import Source

NONE = "ClusterIP"
"""The type of an environment that exposes nothing."""


@dataclass(frozen=True, slots=True)
class ALB:
    """Application Load Balancers of AWS. `subnet_cidrs` are where they are, empty when that is not said."""

    group: str
    certificates: tuple[str, ...]
    subnet_cidrs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """How an environment exposes services. `node_ports` and `target_groups` (ARNs) are by
    `app/service`, those of an entry of `expose.more` by `app/service/entry`."""

    said: Field
    """As it is written, what is private on top of what is usual."""
    type: str
    """The kind of exposure; ClusterIP is none."""
    node_ports: Mapping[str, int]
    target_groups: Mapping[str, str]
    hostname_annotation: str
    controller_namespace: str
    alb: ALB
    tls: bool
    private: Given | None
    """How it exposes those that are not public, where that is another way."""


def given(source: Source) -> Given:
    """The exposure that an environment's descriptor says."""
    return _given(source.said("exposure"), source)


def _given(said: Field, source: Source) -> Given:
    data: Mapping[str, Any] = said.value
    alb: Mapping[str, Any] = data.get("alb", {})
    return Given(
        said=said,
        type=data.get("type", NONE),
        node_ports=data.get("nodePorts", {}),
        target_groups=data.get("targetGroups", {}),
        hostname_annotation=data.get("hostnameAnnotation", ""),
        controller_namespace=data.get("controllerNamespace", ""),
        alb=ALB(alb.get("group", ""), tuple(alb.get("certificates", ())), tuple(alb.get("subnetCIDRs", ()))),
        tls=data.get("tls", False),
        private=_private(data, source) if "private" in data else None,
    )


def _private(data: Mapping[str, Any], source: Source) -> Given:
    usual, own = {**data}, data["private"]
    del usual["private"]
    annotations = {**usual.get("annotations", {}), **own.get("annotations", {})}
    layers = Layers(
        (Layer(source, ("exposure",), usual), Layer(source, ("exposure", "private"), own)), source
    )
    return _given(Field({**usual, **own, "annotations": annotations}, layers.origin), source)
