"""Target groups that are filled with the pods, and security groups that the pods are in."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import SERVER, WORKER

ARN = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1b2c"
TWO_PORTS = {**SERVER, "ports": {**SERVER["ports"], "dns": {"containerPort": 5353, "protocol": "UDP"}}}
TWO_PORTS["probes"] = {"readiness": {"type": "http", "port": "http"}}


def bound(render: Render, values: dict[str, Any], **binding: Any) -> Any:
    bindings = {"web": {"targetGroupARN": ARN, **binding}}
    return render({**values, "targetGroupBindings": bindings}).one("TargetGroupBinding", "cart-web")


def test_pods_behind_the_only_port_are_registered(render: Render) -> None:
    binding = bound(render, SERVER)
    assert binding["apiVersion"] == "elbv2.k8s.aws/v1beta1"
    assert binding["spec"] == {
        "serviceRef": {"name": "cart", "port": "http"},
        "targetGroupARN": ARN,
        "targetType": "ip",
    }


def test_what_the_target_group_is_like(render: Render) -> None:
    spec = bound(
        render, SERVER, targetType="instance", ipAddressType="ipv6", vpcID="vpc-0a1b2c3d", multiCluster=True
    )["spec"]
    assert spec == {
        "serviceRef": {"name": "cart", "port": "http"},
        "targetGroupARN": ARN,
        "targetType": "instance",
        "ipAddressType": "ipv6",
        "vpcID": "vpc-0a1b2c3d",
        "multiClusterTargetGroup": True,
    }


def test_a_binding_for_eks_auto_mode(render: Render) -> None:
    binding = bound(render, SERVER, apiVersion="eks.amazonaws.com/v1")
    assert binding["apiVersion"] == "eks.amazonaws.com/v1"
    assert binding["spec"]["targetType"] == "ip"


def test_the_pods_port_is_opened(render: Render) -> None:
    spec = bound(
        render, TWO_PORTS, port="dns", openTo={"securityGroups": ["sg-1"], "cidrs": ["10.0.0.0/16"]}
    )["spec"]
    assert spec["networking"] == {
        "ingress": [
            {
                "from": [{"securityGroup": {"groupID": "sg-1"}}, {"ipBlock": {"cidr": "10.0.0.0/16"}}],
                "ports": [{"port": 5353, "protocol": "UDP"}],
            }
        ]
    }


def test_a_binding_can_be_switched_off(render: Render) -> None:
    values = {**SERVER, "targetGroupBindings": {"web": {"targetGroupARN": ARN, "enabled": False}}}
    assert render(values).named("TargetGroupBinding") == {}


def test_a_binding_to_one_of_several_ports_names_it(render: Render) -> None:
    values = {**TWO_PORTS, "targetGroupBindings": {"web": {"targetGroupARN": ARN}}}
    assert render.failure(values) == (
        "TargetGroupBinding: cart.targetGroupBindings.web.port: must name one exposed port, since there are 2; "
        "allowed: dns, http"
    )


@pytest.mark.parametrize(
    "arn", ["web", "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1"]
)
def test_what_is_no_target_group_is_refused(render: Render, arn: str) -> None:
    values = {**SERVER, "targetGroupBindings": {"web": {"targetGroupARN": arn}}}
    assert render.refused_paths(values) == ["cart.targetGroupBindings.web.targetGroupARN"]


def test_security_groups_of_every_pod_of_the_service_before_there_are_any(render: Render) -> None:
    policy = render({**WORKER, "securityGroups": ["sg-1", "sg-2"]}).one("SecurityGroupPolicy")
    assert policy["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"] == "-20"
    assert policy["spec"] == {
        "podSelector": {
            "matchLabels": {"app.kubernetes.io/name": "cart", "app.kubernetes.io/instance": "prod-shop"}
        },
        "securityGroups": {"groupIds": ["sg-1", "sg-2"]},
    }


def test_a_service_without_security_groups_has_its_nodes(render: Render) -> None:
    assert render({**WORKER, "securityGroups": []}).named("SecurityGroupPolicy") == {}
