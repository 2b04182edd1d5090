"""Nodes have the labels that Kubernetes, EKS and Karpenter give them; what nobody knows refuses no pod."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.capacity.test_reckon import GROUP, environment, item, planned, pods

from helmwright.capacity.fitting import refusal
from helmwright.capacity.kinds import NodeKind, kinds
from helmwright.capacity.prices import Prices
from helmwright.known.read import instance_types
from helmwright.model.nodes import Nodes

POOL = {"type": "karpenter", "instanceTypes": ["m7i.large"]}


def node(group: Mapping[str, object], zone: str = "", *, auto: bool = False) -> NodeKind:
    said = {**group, "zones": [zone]} if zone else group
    found = environment("eks", autoMode=auto, nodes={"general": said}).cluster.nodes
    assert isinstance(found, Nodes)
    return kinds(found, instance_types(), Prices().of)[0]


def fits(kind: NodeKind, key: str, value: str) -> bool:
    terms = [{"matchExpressions": [{"key": key, "operator": "In", "values": [value]}]}]
    required = {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": terms}}
    specs = ({"nodeSelector": {key: value}}, {"affinity": {"nodeAffinity": required}})
    found = {refusal(spec, kind.labels, kind.taints, kind.unknown) is None for spec in specs}
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("karpenter.k8s.aws/instance-category", "m", True),
        ("karpenter.k8s.aws/instance-category", "c", False),
        ("karpenter.k8s.aws/instance-generation", "7", True),
        ("karpenter.k8s.aws/instance-generation", "6", False),
        ("karpenter.k8s.aws/instance-hypervisor", "nitro", True),
        ("topology.k8s.aws/zone-id", "euw1-az1", True),
        ("topology.kubernetes.io/zone", "eu-west-1a", True),
        ("eks.amazonaws.com/nodegroup", "general", False),
        ("pool", "web", False),
    ],
)
def test_a_node_of_karpenter(key: str, value: str, expected: bool) -> None:
    assert fits(node(POOL), key, value) is expected


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("eks.amazonaws.com/compute-type", "auto", True),
        ("eks.amazonaws.com/compute-type", "fargate", False),
        ("eks.amazonaws.com/instance-category", "m", True),
        ("eks.amazonaws.com/instance-category", "c", False),
        ("eks.amazonaws.com/instance-cpu", "2", True),
        ("eks.amazonaws.com/instance-cpu", "4", False),
        ("eks.amazonaws.com/instance-network-bandwidth", "12500", True),
    ],
)
def test_a_node_of_auto_mode(key: str, value: str, expected: bool) -> None:
    assert fits(node(POOL, auto=True), key, value) is expected


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("eks.amazonaws.com/nodegroup-image", "ami-1", True),
        ("topology.k8s.aws/zone-id", "euw1-az1", True),
        ("eks.amazonaws.com/compute-type", "auto", False),
        ("karpenter.sh/nodepool", "general", False),
    ],
)
def test_a_node_of_a_managed_group(key: str, value: str, expected: bool) -> None:
    assert fits(node(GROUP), key, value) is expected


@pytest.mark.parametrize(
    ("zone", "region"),
    [("eu-west-1a", "eu-west-1"), ("us-gov-west-1b", "us-gov-west-1"), ("us-west-2-lax-1a", "us-west-2")],
)
def test_a_zone_is_of_a_region(zone: str, region: str) -> None:
    assert node(GROUP, zone).labels["topology.kubernetes.io/region"] == region


def test_a_daemonset_for_a_label_that_is_not_known_takes_no_room() -> None:
    template = pods("100m", nodeSelector={"karpenter.k8s.aws/instance-gpu-manufacturer": "nvidia"})
    plan = planned(environment(nodes={"pool": POOL}), item("DaemonSet", template=template))
    assert plan.taken[0].cpu == 0
