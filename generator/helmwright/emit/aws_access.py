"""Who may log in to an EKS cluster: access entries for Terraform or a person, and the older ConfigMap aws-auth."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from shlex import join
from typing import Any

from helmwright import aws_files, layout
from helmwright.checkout import mark
from helmwright.emit.argocd.metadata import OPTIONS
from helmwright.kubernetes.rbac import MASTERS
from helmwright.model.inputs import Cluster, Environment, Inputs
from helmwright.model.principals import Principal, is_role, principals, without_path
from helmwright.tree import Tree
from helmwright.yamlio.writer import emit

Object = Mapping[str, Any]

ADMIN = "cluster-access-policy/AmazonEKSClusterAdminPolicy"
"""The access policy of cluster-admin (https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html).

It lets in who has to mend the cluster before anything has bound a group there.
"""


def aws_access(inputs: Inputs, environment: Environment) -> Tree:
    """The files, none for an environment that names no principals and no aws-auth."""
    found = principals(environment, inputs.repository.teams)
    origins = (layout.REPOSITORY, environment.source.path)
    files = {}
    if found:
        entries = [_entry(environment.cluster, one) for one in found]
        data = {
            **mark.in_json(*origins),
            "clusterName": environment.cluster.name,
            "entries": entries,
        }
        files[aws_files.entries(environment.name)] = json.dumps(data, indent=2) + "\n"
    if environment.aws_auth:
        config_map = (
            f"{emit(_CONFIG_MAP)}data:\n{''.join(map(_block, _mappings(environment, found).items()))}"
        )
        files[aws_files.auth_config_map(environment.name)] = mark.head(*origins) + config_map
    return {path: text.encode() for path, text in files.items()}


_CONFIG_MAP = {
    "apiVersion": "v1",
    "kind": "ConfigMap",
    "metadata": {
        "name": "aws-auth",
        "namespace": "kube-system",
        "annotations": {OPTIONS: "Prune=false,Delete=false"},
    },
}


def _entry(cluster: Cluster, principal: Principal) -> Object:
    """An access entry in the words of EKS' API, with the commands that make it."""
    policies = [
        {"policyArn": f"arn:{principal.partition}:eks::aws:{ADMIN}", "accessScope": {"type": "cluster"}}
        for _ in range(principal.is_everything)
    ]
    return {
        "principalArn": principal.arn,
        "type": "STANDARD",
        "kubernetesGroups": list(principal.groups),
        "policyAssociations": policies,
        "commands": list(_commands(cluster, principal, policies)),
    }


def _commands(cluster: Cluster, principal: Principal, policies: Sequence[Object]) -> Iterator[str]:
    """https://docs.aws.amazon.com/cli/latest/reference/eks/create-access-entry.html, and associate-access-policy."""
    about = ["--cluster-name", cluster.name, "--principal-arn", principal.arn]
    about += ["--region", cluster.region] if cluster.region else []
    groups = ["--kubernetes-groups", *_listed(principal.groups)] if principal.groups else []
    yield join(["aws", "eks", "create-access-entry", *about, "--type", "STANDARD", *groups])
    for policy in policies:
        scope = ["--policy-arn", policy["policyArn"], "--access-scope", "type=cluster"]
        yield join(["aws", "eks", "associate-access-policy", *about, *scope])


def _listed(values: Sequence[str]) -> Sequence[str]:
    """A list for the CLI, which reads a single value with a scheme, file://, from there, and nothing that is JSON.

    https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
    """
    return [json.dumps(values)] if any("://" in value for value in values) else values


def _mappings(environment: Environment, found: Sequence[Principal]) -> Mapping[str, str]:
    """https://github.com/kubernetes-sigs/aws-iam-authenticator#full-configuration-format"""
    nodes = [
        _mapped("role", arn, "system:node:{{EC2PrivateDNSName}}", ["system:bootstrappers", "system:nodes"])
        for arn in sorted(environment.aws_auth.get("nodeRoles", ()))
    ]
    fargate = [
        _mapped(
            "role",
            arn,
            "system:node:{{SessionName}}",
            ["system:bootstrappers", "system:nodes", "system:node-proxier"],
        )
        for arn in sorted(environment.aws_auth.get("fargateRoles", ()))
    ]
    people: dict[bool, list[Object]] = {True: [], False: []}
    for one in found:
        role = is_role(one.arn)
        user = ",".join(one.holders) + (":{{SessionName}}" if role else f":{one.arn.rpartition('/')[2]}")
        groups = [*one.groups, *([MASTERS] if one.is_everything else ())]
        people[role].append(_mapped("role" if role else "user", one.arn, user, groups))
    found_lists = {"mapRoles": [*nodes, *fargate, *people[True]], "mapUsers": people[False]}
    return {name: "".join(map(_item, entries)) for name, entries in found_lists.items() if entries}


def _mapped(kind: str, arn: str, username: str, groups: Sequence[str]) -> Object:
    """An entry, of a role by its ARN without a path."""
    return {
        f"{kind}arn": without_path(arn) if kind == "role" else arn,
        "username": username,
        "groups": list(groups),
    }


def _item(entry: Object) -> str:
    """An entry as one of a YAML list."""
    first, *rest = emit(entry).splitlines()
    return "".join(f"{line}\n" for line in (f"- {first}", *(f"  {line}" for line in rest)))


def _block(entry: tuple[str, str]) -> str:
    """A key of the ConfigMap with its text as a block, which is read line by line."""
    name, text = entry
    return f"  {name}: |\n" + "".join(f"    {line}\n" for line in text.splitlines())
