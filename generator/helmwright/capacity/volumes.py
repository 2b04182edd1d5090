"""Which volumes stay in the zone that they are made in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from helmwright.kubernetes.manifests import Manifest, Object, without_nulls

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
    found = {
        manifest.name: without_nulls(manifest.object)
        for manifest in manifests
        if manifest.kind == "StorageClass"
    }
    default = (name for name, said in found.items() if _annotations(said).get(_DEFAULT) == "true")
    return StorageClasses(
        {name: said.get("provisioner", "") for name, said in found.items()},
        {name: zones for name, said in found.items() if (zones := _zones(said))},
        next(default, ""),
    )


def _annotations(item: Object) -> Mapping[str, str]:
    return (item.get("metadata") or {}).get("annotations") or {}


def _zones(item: Object) -> frozenset[str]:
    return frozenset(
        zone
        for topology in item.get("allowedTopologies") or ()
        for expression in topology.get("matchLabelExpressions") or ()
        if expression.get("key", "").endswith("/zone")
        for zone in expression.get("values") or ()
    )
