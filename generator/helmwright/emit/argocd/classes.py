"""The classes of load balancers and volumes that a cluster in EKS Auto Mode does not have by itself.

https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html and create-storage-class.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.emit.argocd.metadata import ENVIRONMENT, left
from helmwright.model.exposure import auto_mode
from helmwright.model.inputs import Environment

Object = Mapping[str, Any]

KINDS = (
    ("eks.amazonaws.com", "IngressClassParams"),
    ("networking.k8s.io", "IngressClass"),
    ("storage.k8s.io", "StorageClass"),
)


def classes(environment: Environment) -> Mapping[str, tuple[Object, ...]]:
    """The objects of each class that is made for the environment, by the class's kind and name."""
    return {key: _class(environment, *key.split("/")) for key in auto_mode.made(environment)}


def _class(environment: Environment, kind: str, name: str) -> tuple[Object, ...]:
    if kind == "StorageClass":
        return (_storage_class(environment, name),)
    group, public = auto_mode.classes(environment.exposure)[name]
    return _ingress_class(environment, name, group, public=public)


def _ingress_class(environment: Environment, name: str, group: str, *, public: bool) -> tuple[Object, ...]:
    """A class of ALBs. One with a group is one load balancer, which has one scheme; else each Ingress says its own."""
    shared = (
        {"group": {"name": group}, "scheme": "internet-facing" if public else "internal"} if group else {}
    )
    about = _metadata(environment, name)
    return (
        {"apiVersion": auto_mode.API, "kind": "IngressClassParams", "metadata": about, "spec": shared},
        {
            "apiVersion": "networking.k8s.io/v1",
            "kind": "IngressClass",
            "metadata": about,
            "spec": {
                "controller": auto_mode.ALB,
                "parameters": {"apiGroup": "eks.amazonaws.com", "kind": "IngressClassParams", "name": name},
            },
        },
    )


def _storage_class(environment: Environment, name: str) -> Object:
    """A class of encrypted volumes of Amazon EBS."""
    return {
        "apiVersion": "storage.k8s.io/v1",
        "kind": "StorageClass",
        "metadata": _metadata(environment, name),
        "provisioner": auto_mode.VOLUMES,
        "parameters": {"encrypted": "true", "type": "gp3"},
        "allowVolumeExpansion": True,
        "reclaimPolicy": "Delete",
        "volumeBindingMode": "WaitForFirstConsumer",
    }


def _metadata(environment: Environment, name: str) -> Object:
    annotations = left(environment)
    return {
        "name": name,
        "labels": {ENVIRONMENT: environment.name},
        **({"annotations": dict(annotations)} if annotations else {}),
    }
