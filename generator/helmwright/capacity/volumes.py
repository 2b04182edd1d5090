"""Which volumes stay in the zone that they are made in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from helmwright.kubernetes.manifests import Manifest

# https://github.com/kubernetes-sigs/aws-ebs-csi-driver, what Kubernetes had before it, and EKS Auto Mode.
_EBS = frozenset({"ebs.csi.aws.com", "kubernetes.io/aws-ebs", "ebs.csi.eks.amazonaws.com"})
# EKS makes gp2 itself, and many call their own classes after a type of EBS volume.
_BY_NAME = frozenset({"gp2", "gp3", "io1", "io2", "st1", "sc1"})
_DEFAULT = "storageclass.kubernetes.io/is-default-class"


@dataclass(frozen=True, slots=True)
class StorageClasses:
    """The classes that are rendered, by name; `default` is what a claim without a class gets, where that is known."""

    provisioners: Mapping[str, str]
    zones: Mapping[str, frozenset[str]]
    default: str

    def name(self, claim: Mapping[str, Any]) -> str:
        """The class of a claim, empty where it is not known."""
        said: str = claim.get("storageClassName", self.default)
        return said

    def zonal(self, claim: Mapping[str, Any]) -> bool:
        """Whether its volume is of EBS, as far as is known."""
        name = self.name(claim)
        return self.provisioners[name] in _EBS if name in self.provisioners else name in _BY_NAME

    def allowed(self, claim: Mapping[str, Any]) -> frozenset[str]:
        """The zones that its class makes volumes in, none where it does not say."""
        return self.zones.get(self.name(claim), frozenset())


def storage_classes(manifests: Iterable[Manifest]) -> StorageClasses:
    """The classes among rendered objects."""
    found = [manifest for manifest in manifests if manifest.kind == "StorageClass"]
    default = (manifest.name for manifest in found if _annotations(manifest).get(_DEFAULT) == "true")
    return StorageClasses(
        {manifest.name: manifest.object.get("provisioner", "") for manifest in found},
        {manifest.name: zones for manifest in found if (zones := _zones(manifest))},
        next(default, ""),
    )


def _annotations(manifest: Manifest) -> Mapping[str, str]:
    return (manifest.object.get("metadata") or {}).get("annotations") or {}


def _zones(manifest: Manifest) -> frozenset[str]:
    return frozenset(
        zone
        for topology in manifest.object.get("allowedTopologies") or ()
        for expression in topology.get("matchLabelExpressions") or ()
        if expression.get("key", "").endswith("/zone")
        for zone in expression.get("values") or ()
    )
