"""Who may log in to a cluster of EKS: access entries, and aws-auth."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest
import yaml
from tests.repositories import EKS, repository

from helmwright.checkout.mark import is_marked
from helmwright.emit.argocd import applications, own_projects
from helmwright.emit.aws_access import aws_access
from helmwright.rules.repository import principals as principal_rules
from helmwright.tree import Tree

ARN = "arn:aws:iam::111122223333:role/"
TEAMS = {
    "web": {"groups": {"lead": ["web-leads"], "ops": ["ops&co"]}},
    "shop": {"groups": {"lead": ["shop-leads"]}},
}
RIGHTS = {
    "ops": {"all": {"clusterRole": "cluster-admin", "scope": "cluster"}},
    "lead": {"see": {"clusterRole": "view"}},
}


def made(**environment: Any) -> Tree:
    resolved = repository(
        {"shop/cart": {}},
        environments={"prod": {**EKS, **environment}},
        settings={"teams": TEAMS, "roles": RIGHTS},
    )
    return aws_access(resolved.inputs, resolved.inputs.environments["prod"])


def entries(**principals: Any) -> dict[str, Any]:
    (text,) = made(accessPrincipals=principals).values()
    return {item["principalArn"].removeprefix(ARN): item for item in json.loads(text)["entries"]}


def test_nothing_is_made_for_who_asks_for_nothing() -> None:
    assert made() == {}


@pytest.mark.parametrize(
    ("principals", "groups"),
    [
        ({"lead": [f"{ARN}x"]}, ["shop-leads", "web-leads"]),
        ({"shop/lead": [f"{ARN}x"]}, ["shop-leads"]),
        ({"shop/lead": [f"{ARN}x"], "web/lead": [f"{ARN}x"]}, ["shop-leads", "web-leads"]),
    ],
)
def test_a_principal_has_one_entry_with_all_of_its_groups(principals: Any, groups: list[str]) -> None:
    found = entries(**principals)
    assert {name: item["kubernetesGroups"] for name, item in found.items()} == {"x": groups}
    assert found["x"]["policyAssociations"] == []


def findings(rights: dict[str, Any]) -> list[str]:
    prod = {**EKS, "accessPrincipals": {role: [f"{ARN}x"] for role in rights}}
    teams = {"web": {"groups": {role: [role] for role in rights}}}
    resolved = repository(
        {"shop/cart": {}}, environments={"prod": prod}, settings={"teams": teams, "roles": rights}
    )
    return [finding.code for finding in principal_rules.single(resolved)]


def test_roles_with_other_rights_are_one_principals_together() -> None:
    see, run = {"see": {"clusterRole": "view"}}, {"run": {"clusterRole": "edit"}}
    assert findings({"readonly": see, "debugmode": run}) == []
    assert findings({"readonly": see, "both": {**see, **run}}) == ["R972"]
    assert findings({"readonly": see, "ops": RIGHTS["ops"]}) == ["R972"]
    assert findings({"readonly": see, "empty": {}}) == []


def test_whoever_may_do_everything_gets_in_before_anything_is_bound() -> None:
    policy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
    found = entries(ops=[f"{ARN}x"])["x"]
    assert found["policyAssociations"] == [{"policyArn": policy, "accessScope": {"type": "cluster"}}]
    about = ["--cluster-name", "acme-prod", "--principal-arn", f"{ARN}x", "--region", "eu-west-1"]
    assert [shlex.split(line) for line in found["commands"]] == [
        [
            *("aws", "eks", "create-access-entry", *about),
            "--type",
            "STANDARD",
            "--kubernetes-groups",
            "ops&co",
        ],
        [
            *("aws", "eks", "associate-access-policy", *about),
            *("--policy-arn", policy, "--access-scope", "type=cluster"),
        ],
    ]


@pytest.mark.parametrize("group", ["file:///etc/passwd", "https://acme.example/ops"])
def test_a_group_that_the_cli_would_read_from_elsewhere_is_given_as_json(group: str) -> None:
    resolved = repository(
        {"shop/cart": {}},
        environments={"prod": {**EKS, "accessPrincipals": {"dev": [f"{ARN}x"]}}},
        settings={"teams": {"web": {"groups": {"dev": [group, "b,c"]}}}, "roles": {"dev": RIGHTS["lead"]}},
    )
    (text,) = aws_access(resolved.inputs, resolved.inputs.environments["prod"]).values()
    (command,) = json.loads(text)["entries"][0]["commands"]
    assert json.loads(shlex.split(command)[-1]) == sorted([group, "b,c"])


def test_the_old_way_knows_nodes_first_and_roles_without_paths() -> None:
    auth = {"nodeRoles": [f"{ARN}company/nodes"], "fargateRoles": [f"{ARN}fargate"]}
    user = "arn:aws:iam::111122223333:user/staff/ann"
    found = made(accessPrincipals={"ops": [user], "shop/lead": [f"{ARN}company/leads"]}, awsAuth=auth)
    data = yaml.safe_load(found["aws/prod/aws-auth/config-map.yaml"])["data"]
    roles, users = (yaml.safe_load(data[name]) for name in ("mapRoles", "mapUsers"))
    assert [(item["rolearn"].removeprefix(ARN), item["username"], item["groups"]) for item in roles] == [
        ("nodes", "system:node:{{EC2PrivateDNSName}}", ["system:bootstrappers", "system:nodes"]),
        (
            "fargate",
            "system:node:{{SessionName}}",
            ["system:bootstrappers", "system:nodes", "system:node-proxier"],
        ),
        ("leads", "shop/lead:{{SessionName}}", ["shop-leads"]),
    ]
    assert users == [{"userarn": user, "username": "ops:ann", "groups": ["ops&co", "system:masters"]}]


def test_the_files_say_whose_they_are() -> None:
    found = made(accessPrincipals={"ops": [f"{ARN}x"]}, awsAuth={"nodeRoles": [f"{ARN}nodes"]})
    assert sorted(found) == ["aws/prod/access-entries.json", "aws/prod/aws-auth/config-map.yaml"]
    assert all(map(is_marked, found.values()))
    assert not is_marked(b'{\n  "name": "Generated by helmwright from "}')


@pytest.mark.parametrize(("flavor", "key"), [("eksCapability", "server"), ("selfManaged", "name")])
def test_a_cluster_by_its_arn_is_where_aws_auth_goes(flavor: str, key: str) -> None:
    arn = "arn:aws:eks:eu-west-1:111122223333:cluster/acme-prod"
    said = {**EKS, "argocd": {"flavor": flavor, "destination": arn}}
    resolved = repository({"shop/cart": {}}, environments={"prod": said})
    prod = resolved.inputs.environments["prod"]
    place = {key: arn, "namespace": "kube-system"}
    assert applications.aws_auth(resolved.inputs, prod)["spec"]["destination"] == place
    assert own_projects.aws_auth(resolved.inputs, prod)["spec"]["destinations"] == [place]
