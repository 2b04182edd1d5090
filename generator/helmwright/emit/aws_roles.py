"""Which ServiceAccounts have which AWS roles: associations and trust policies for Terraform or a person, or objects.

https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html and associate-service-account-role.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helmwright import aws_files, layout
from helmwright.checkout import mark
from helmwright.emit.argocd.metadata import ENVIRONMENT, OPTIONS
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.addon import IRSA, ROLE_ANNOTATIONS
from helmwright.model.inputs import Environment
from helmwright.model.release import Release
from helmwright.tree import Tree

Object = Mapping[str, Any]

GROUP, KIND = "eks.services.k8s.aws", "PodIdentityAssociation"
"""What the EKS controller of AWS Controllers for Kubernetes makes an association of."""
_SKIP = "SkipDryRunOnMissingResource=true"


@dataclass(frozen=True, slots=True, order=True)
class Holder:
    """A ServiceAccount that has a role, by the role's ARN."""

    namespace: str
    account: str
    role: str


def holders(environment: Environment, rendered: Iterable[tuple[Release, Manifest]]) -> tuple[Holder, ...]:
    """The ServiceAccounts that say their role, sorted."""
    annotation = ROLE_ANNOTATIONS.get(environment.identity, "")
    found = set()
    for release, manifest in rendered:
        if manifest.kind == "ServiceAccount":
            said = (manifest.object.get("metadata") or {}).get("annotations") or {}
            if annotation in said:
                holder = Holder(manifest.namespace or release.namespace, manifest.name, str(said[annotation]))
                found.add(holder)
    return tuple(sorted(found))


def aws_roles(environment: Environment, found: Sequence[Holder]) -> Tree:
    """The file of the roles; none where nobody has one, or the trust of IRSA has no provider to be in."""
    provider = environment.source.data.get("identity", {}).get("oidcProvider", "")
    if not found or (environment.identity == IRSA and not provider):
        return {}
    pairs = [
        {"namespace": one.namespace, "serviceAccount": one.account, "roleArn": one.role} for one in found
    ]
    associated = environment.identity != IRSA and not has_controller(environment)
    data = {
        **mark.in_json(layout.REPOSITORY, environment.source.path, "apps"),
        "clusterName": environment.cluster.name,
        **({"associations": pairs} if associated else {}),
        "roles": [
            {"roleArn": role, "assumeRolePolicy": _trust(environment, provider, role, found)}
            for role in sorted({one.role for one in found})
        ],
    }
    return {aws_files.roles(environment.name): (json.dumps(data, indent=2) + "\n").encode()}


def _trust(environment: Environment, provider: str, role: str, found: Sequence[Holder]) -> Object:
    """Who may take a role on: each of its ServiceAccounts by a statement, so that none is of another's namespace."""
    mine = (one for one in found if one.role == role)
    irsa = environment.identity == IRSA
    statements = [_federated(provider, one) if irsa else _by_agent(environment, one) for one in mine]
    return {"Version": "2012-10-17", "Statement": statements}


def _by_agent(environment: Environment, holder: Holder) -> Object:
    return {
        "Effect": "Allow",
        "Principal": {"Service": "pods.eks.amazonaws.com"},
        "Action": ["sts:AssumeRole", "sts:TagSession"],
        "Condition": {
            "StringEquals": {
                "aws:RequestTag/eks-cluster-name": environment.cluster.name,
                "aws:RequestTag/kubernetes-namespace": holder.namespace,
                "aws:RequestTag/kubernetes-service-account": holder.account,
            }
        },
    }


def _federated(provider: str, holder: Holder) -> Object:
    account = f"system:serviceaccount:{holder.namespace}:{holder.account}"
    return {
        "Effect": "Allow",
        "Principal": {"Federated": f"{holder.role.rpartition(':role/')[0]}:oidc-provider/{provider}"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {f"{provider}:aud": "sts.amazonaws.com", f"{provider}:sub": account}},
    }


def has_controller(environment: Environment) -> bool:
    """Whether associations are objects."""
    return "controller" in environment.source.data.get("identity", {})


def associations(environment: Environment, found: Sequence[Holder]) -> tuple[Object, ...]:
    """The associations as objects, beside their ServiceAccounts; none where nothing in the cluster makes them.

    Their definition is an add-on's, which may come later. A role that is taken away goes at once, in a guarded
    environment too.
    """
    if not has_controller(environment):
        return ()
    return tuple(
        {
            "apiVersion": f"{GROUP}/v1alpha1",
            "kind": KIND,
            "metadata": {
                "name": one.account,
                "namespace": one.namespace,
                "labels": {ENVIRONMENT: environment.name},
                "annotations": {OPTIONS: _SKIP},
            },
            "spec": {
                "clusterName": environment.cluster.name,
                "namespace": one.namespace,
                "roleARN": one.role,
                "serviceAccount": one.account,
            },
        }
        for one in found
    )
