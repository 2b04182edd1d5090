"""What an environment gives its services, to be reached from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from helmwright.model.exposure.asked import Asked
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
    any_host: bool
    """Whether what has no host takes the requests that nobody else does."""
    private: Given | None
    """How it exposes those that are not public, where that is another way."""
    classes: Mapping[str, Given]
    """Further ways by name, for those that ask for one."""

    def of(self, asked: Asked) -> Given | None:
        """How it exposes what is asked for; None where it has not the class."""
        if asked.class_name:
            return self.classes.get(asked.class_name)
        return self.private if self.private and not asked.public else self


def given(source: Source) -> Given:
    """The exposure that an environment's descriptor says, with the cluster's weight where an annotation carries it."""
    said, member = source.said("exposure"), source.member
    if member and member.weights is not None and "weightAnnotation" in said:
        annotations = {
            said.value["weightAnnotation"]: str(member.weight),
            **said.value.get("annotations", {}),
        }
        said = said.gives({**said.value, "annotations": annotations})
    return _given(said, source)


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
        any_host=data.get("anyHost", False),
        private=_other(data, source, "private") if "private" in data else None,
        classes={name: _other(data, source, "classes", name) for name in data.get("classes", {})},
    )


def _other(data: Mapping[str, Any], source: Source, *steps: str) -> Given:
    """Another way: what the environment says at `steps` below its exposure, on top of what is usual."""
    usual = {name: value for name, value in data.items() if name not in ("private", "classes")}
    own = reduce(lambda value, step: value[step], steps, data)
    annotations = {**usual.get("annotations", {}), **own.get("annotations", {})}
    layers = Layers((Layer(source, ("exposure",), usual), Layer(source, ("exposure", *steps), own)), source)
    return _given(Field({**usual, **own, "annotations": annotations}, layers.origin), source)
