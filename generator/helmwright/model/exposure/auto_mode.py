"""What EKS Auto Mode has for what faces outwards, in place of the AWS Load Balancer Controller.

https://docs.aws.amazon.com/eks/latest/userguide/migrate-auto.html#migration-reference
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helmwright.model.exposure.exposure import Exposure
from helmwright.model.exposure.given import Given
from helmwright.model.field import Field
from helmwright.model.inputs import Environment

API = "eks.amazonaws.com/v1"
"""The version of its IngressClassParams, TargetGroupBindings and NodeClasses."""
NLB = "eks.amazonaws.com/nlb"
"""The class of its Network Load Balancers."""
ALB = "eks.amazonaws.com/alb"
"""The controller of its classes of Ingresses."""
VOLUMES = "ebs.csi.eks.amazonaws.com"
"""The provisioner of its volumes."""

_USUAL = "alb"


def group_name(group: str, *, public: bool) -> str:
    """The group of Ingresses that share a load balancer. One has one scheme, so what is not public has its own."""
    return group if public or not group else f"{group}-internal"


def class_of(exposure: Exposure) -> Field:
    """The IngressClass of an exposure by an ALB."""
    said, usual = exposure.given.said, exposure.environment.exposure
    name = said.section("className") or said["type"].gives(_USUAL)
    if exposure.environment.cluster.auto_mode:
        return name.gives(_class_name(usual, exposure.given, public=exposure.asked.public))
    return name


def made(environment: Environment) -> tuple[str, ...]:
    """The classes that are made for an environment, by kind and name: those that it uses and that are not there."""
    if not environment.cluster.auto_mode:
        return ()
    ingresses = (f"IngressClass/{name}" for name in classes(environment.exposure))
    volumes = (f"StorageClass/{name}" for name in environment.storage_classes.values())
    return tuple(sorted({*ingresses, *volumes} - environment.provides))


def classes(usual: Given) -> Mapping[str, tuple[str, bool]]:
    """The IngressClasses of an environment's ALBs by name, each with its group, empty for none, and if that is public.

    Here a class has a group, while an Ingress names none
    (https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html).
    """
    return dict(_classes(usual)) if usual.type == "ALB" else {}


def _classes(usual: Given) -> Iterator[tuple[str, tuple[str, bool]]]:
    ways = [(usual, True), (usual.private or usual, False)]
    ways += [(way, public) for way in usual.classes.values() for public in (True, False)]
    for way, public in ways:
        yield _class_name(usual, way, public=public), (group_name(usual.alb.group, public=public), public)


def _class_name(usual: Given, way: Given, *, public: bool) -> str:
    """A class has one group, so what is not public has a class of its own, unless the environment names one."""
    name = _named(way)
    apart = way is usual.private and name != _named(usual)
    return name if public or apart or not usual.alb.group else f"{name}-internal"


def _named(way: Given) -> str:
    return str(way.said.value.get("className", _USUAL))
