"""On which nodes the pods run, as the service chart takes it."""

from __future__ import annotations

from typing import Any

from helmwright.model.field import Field
from helmwright.model.graph import Graph
from helmwright.model.release import Release
from helmwright.model.service import Service

_SPREAD = {"zone": (), "node": ("zone",), "none": ("node", "zone")}
_NAMES = {"selector": "nodeSelector", "priority": "priorityClassName", "apart": "keepApart"}
# https://karpenter.sh/docs/concepts/disruption/ and the FAQ of the cluster autoscaler.
_DO_NOT_DISRUPT = {
    "cluster-autoscaler.kubernetes.io/safe-to-evict": "false",
    "karpenter.sh/do-not-disrupt": "true",
}


def placement(service: Service, release: Release, _: Graph) -> dict[str, Any]:
    """The nodes that are wanted, and how pods stand to each other and to their node."""
    given = service.said.section("placement")
    result: dict[str, Any] = {chart: part for chart, part in given.picked(_NAMES).items() if part}
    own = given.section("tolerations")
    if tolerations := [*(own[index] for index in range(len(own.value))), *_spot_taint(given, release)]:
        result["tolerations"] = tolerations
    if expressions := [*_architectures(given), *_spot(given, release)]:
        terms = [{"matchExpressions": expressions}]
        required = {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": terms}}
        result["affinity"] = {"nodeAffinity": required}
    if off := _SPREAD[given.value.get("spread", "zone")]:
        result["topologySpread"] = given["spread"].gives({name: {"enabled": False} for name in off})
    if given.value.get("doNotDisrupt"):
        result["podAnnotations"] = given["doNotDisrupt"].gives(_DO_NOT_DISRUPT)
    return result


def _architectures(given: Field) -> list[Field]:
    if not given.section("arch"):
        return []
    wanted = given["arch"]
    return [wanted.gives({"key": "kubernetes.io/arch", "operator": "In", "values": wanted.value})]


def _spot(given: Field, release: Release) -> list[Field]:
    """What keeps pods on spot nodes or off them; other nodes need not have the label."""
    nodes, wish = release.environment.spot_nodes, given.value.get("spot", "allowed")
    if nodes is None or wish == "allowed":
        return []
    operator = "In" if wish == "required" else "NotIn"
    return [given["spot"].gives({"key": nodes.label, "operator": operator, "values": [nodes.value]})]


def _spot_taint(given: Field, release: Release) -> list[Field]:
    nodes, wish = release.environment.spot_nodes, given.value.get("spot", "allowed")
    if nodes is None or not nodes.tainted or wish == "never":
        return []
    taint = {"key": nodes.label, "operator": "Equal", "value": nodes.value, "effect": "NoSchedule"}
    return [release.environment.source.said("spotNodes").gives(taint)]
