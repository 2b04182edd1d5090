"""On which nodes the pods run, as the service chart takes it."""

from __future__ import annotations

from typing import Any

from helmwright.model.graph import Graph
from helmwright.model.release import Release
from helmwright.model.service import Service

Expression = dict[str, Any]

_SPREAD = {"zone": (), "node": ("zone",), "none": ("node", "zone")}
_NAMES = {"selector": "nodeSelector", "priority": "priorityClassName", "apart": "keepApart"}
# https://karpenter.sh/docs/concepts/disruption/ and the FAQ of the cluster autoscaler.
_DO_NOT_DISRUPT = {
    "cluster-autoscaler.kubernetes.io/safe-to-evict": "false",
    "karpenter.sh/do-not-disrupt": "true",
}


def placement(service: Service, release: Release, _: Graph) -> dict[str, Any]:
    """The nodes that are wanted, and how pods stand to each other and to their node."""
    given = service.section("placement")
    result: dict[str, Any] = {chart: given[name] for name, chart in _NAMES.items() if given.get(name)}
    if tolerations := [*given.get("tolerations", ()), *_spot_taint(service, release)]:
        result["tolerations"] = tolerations
    if expressions := [*_architectures(service), *_spot(service, release)]:
        terms = [{"matchExpressions": expressions}]
        required = {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": terms}}
        result["affinity"] = {"nodeAffinity": required}
    if off := _SPREAD[given.get("spread", "zone")]:
        result["topologySpread"] = {name: {"enabled": False} for name in off}
    if given.get("doNotDisrupt"):
        result["podAnnotations"] = _DO_NOT_DISRUPT
    return result


def _architectures(service: Service) -> list[Expression]:
    wanted = service.section("placement").get("arch")
    return [{"key": "kubernetes.io/arch", "operator": "In", "values": wanted}] if wanted else []


def _spot(service: Service, release: Release) -> list[Expression]:
    """What keeps pods on spot nodes or off them; other nodes need not have the label."""
    nodes, wish = release.environment.spot_nodes, service.section("placement").get("spot", "allowed")
    if nodes is None or wish == "allowed":
        return []
    return [
        {"key": nodes.label, "operator": "In" if wish == "required" else "NotIn", "values": [nodes.value]}
    ]


def _spot_taint(service: Service, release: Release) -> list[dict[str, str]]:
    nodes, wish = release.environment.spot_nodes, service.section("placement").get("spot", "allowed")
    if nodes is None or not nodes.tainted or wish == "never":
        return []
    return [{"key": nodes.label, "operator": "Equal", "value": nodes.value, "effect": "NoSchedule"}]
