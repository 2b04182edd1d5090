"""What objects ask of a cluster in EKS Auto Mode that its controllers do not have.

Other controllers may run beside them; what an add-on of the environment takes care of is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.scopes import Scopes
from helmwright.model.exposure import auto_mode
from helmwright.model.inputs import Environment
from helmwright.validate.auto_mode_annotations import unsupported
from helmwright.validate.objects import Rendered
from helmwright.validate.validator import Path, Problem

_GROUP = "eks.amazonaws.com"
_DOCS = "https://docs.aws.amazon.com/eks/latest/userguide"
_MIGRATION, _NETWORK = f"{_DOCS}/migrate-auto.html", f"{_DOCS}/auto-networking.html"
_NODES, _NLB = f"{_DOCS}/create-node-pool.html", f"{_DOCS}/auto-configure-nlb.html"

KINDS = frozenset(
    {
        (_GROUP, "IngressClassParams"),
        (_GROUP, "NodeClass"),
        (_GROUP, "NodeDiagnostic"),
        (_GROUP, "TargetGroupBinding"),
        ("karpenter.sh", "NodeClaim"),
        ("karpenter.sh", "NodePool"),
    }
)
"""The custom kinds that such a cluster has by itself, by group and name."""

_BALANCERS, _CSI, _KARPENTER = "aws-load-balancer-controller", "aws-ebs-csi-driver", "karpenter"
"""Charts of the controllers that AWS's stand in for."""

_OTHERS = {
    "elbv2.k8s.aws": (f"write it in {auto_mode.API}", _MIGRATION),
    "gateway.k8s.aws": (
        "it has no Gateways; run the AWS Load Balancer Controller beside it for those",
        _MIGRATION,
    ),
    "karpenter.k8s.aws": (f"write a NodeClass of {auto_mode.API}", _MIGRATION),
}
"""Groups that a controller brings, each with what to do without it."""
_NEVER = {
    "crd.k8s.amazonaws.com": ("its nodes do not read the settings of the VPC CNI; use a NodeClass", _NETWORK),
    "vpcresources.k8s.aws": ("its nodes give no security groups to single pods", _NETWORK),
}
"""Groups that are of no use on its nodes, whoever brings them."""

Found = tuple[Path, str, str, str]
"""The path, what is there, what to do, and where AWS says so."""


def lacking(
    rendered: Rendered, plain: Iterable[Manifest], scopes: Scopes, environment: Environment
) -> Iterator[Problem]:
    """An object that asks for what the cluster does not have; `plain` are those of its bootstrap files."""
    if not environment.cluster.auto_mode:
        return
    charts = {release.content.chart for release, _ in rendered if release.is_addon}
    own = {item.name for item in (*plain, *(item for _, item in rendered)) if _is_class(item)}
    for release, manifest in rendered:
        if release.is_addon and manifest.alias and release.content.chart in (_BALANCERS, _CSI, _KARPENTER):
            continue  # the controller's own parts
        for path, what, instead, source in _lacks(manifest, scopes, charts, own):
            message = f"{manifest} {what}, which EKS Auto Mode does not have"
            yield Problem(manifest, path, message, "K230", f"{instead}; {source}")


def _is_class(manifest: Manifest) -> bool:
    return manifest.kind == "IngressClass" and _spec(manifest).get("controller") == auto_mode.ALB


def _lacks(manifest: Manifest, scopes: Scopes, charts: set[str], own: set[str]) -> Iterator[Found]:
    brought = (manifest.group, manifest.kind) in scopes
    groups = _NEVER if brought else _OTHERS | _NEVER
    if manifest.group in groups:
        yield (), f"is of {manifest.group}", *groups[manifest.group]
    match manifest.kind:
        case "Service":
            yield from _service(manifest, charts)
        case "Ingress" if _BALANCERS not in charts or _spec(manifest).get("ingressClassName") in own:
            for name, instead in unsupported("Ingress", manifest):
                yield (
                    ("metadata", "annotations", name),
                    f"has {name}",
                    instead,
                    f"{_DOCS}/auto-configure-alb.html",
                )
        case "IngressClass" if (
            _BALANCERS not in charts and _spec(manifest).get("controller") == "ingress.k8s.aws/alb"
        ):
            path: Path = ("spec", "controller")
            yield path, "is for ingress.k8s.aws/alb", f"write controller: {auto_mode.ALB}", _MIGRATION
        case "StorageClass" if _CSI not in charts and manifest.object.get("provisioner") in _PROVISIONERS:
            what = f"is for {manifest.object['provisioner']}"
            yield ("provisioner",), what, f"write provisioner: {auto_mode.VOLUMES}", _MIGRATION
        case "TargetGroupBinding" if manifest.group == _GROUP and _spec(manifest).get("networking"):
            instead = "leave networking out, and open the way in the load balancer's security group"
            yield ("spec", "networking"), "names who may connect", instead, _NLB
        case "NodePool" if manifest.group == "karpenter.sh" and _KARPENTER not in charts:
            yield from _node_pool(manifest)


_PROVISIONERS = ("ebs.csi.aws.com", "kubernetes.io/aws-ebs")


def _service(manifest: Manifest, charts: set[str]) -> Iterator[Found]:
    spec = _spec(manifest)
    named = spec.get("loadBalancerClass", auto_mode.NLB)
    if spec.get("type") != "LoadBalancer":
        return
    if named == auto_mode.NLB:
        for name, instead in unsupported("Service", manifest):
            yield ("metadata", "annotations", name), f"has {name}", instead, _NLB
    elif named == "service.k8s.aws/nlb" and _BALANCERS not in charts:
        instead = f"leave loadBalancerClass out, or write {auto_mode.NLB}"
        yield ("spec", "loadBalancerClass"), f"is for {named}", instead, _MIGRATION


def _node_pool(manifest: Manifest) -> Iterator[Found]:
    """A pool of nodes that Karpenter's own controller would make."""
    template: Any = _spec(manifest).get("template") or {}
    spec = template.get("spec") or {}
    path: Path = ("spec", "template", "spec")
    if (group := (spec.get("nodeClassRef") or {}).get("group")) != _GROUP:
        instead = f"write group: {_GROUP} and kind: NodeClass"
        yield (*path, "nodeClassRef"), f"has nodes of a class of {group}", instead, _NODES
    for index, requirement in enumerate(spec.get("requirements") or ()):
        key = str(requirement.get("key", ""))
        if key.startswith("karpenter.k8s.aws/"):
            instead = f"labels begin with {_GROUP}/ here"
            yield (*path, "requirements", index, "key"), f"asks for the label {key}", instead, _NODES


def _spec(manifest: Manifest) -> Mapping[str, Any]:
    spec = manifest.object.get("spec")
    return spec if isinstance(spec, Mapping) else {}
