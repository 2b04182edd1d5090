"""AppProjects of what helmwright itself deploys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright import names
from helmwright.emit import aws_roles
from helmwright.emit.argocd import access, classes
from helmwright.emit.argocd.projects import project
from helmwright.kubernetes.rbac import GROUP
from helmwright.model.inputs import Environment, Inputs

Object = Mapping[str, Any]


def root(inputs: Inputs, environment: Environment) -> Object:
    """The project of the root Application: Applications and AppProjects, beside Argo CD itself."""
    argocd = environment.argocd
    return project(
        inputs,
        environment,
        names.ROOT,
        f"What helmwright itself deploys for {environment.name}: Applications and AppProjects",
        destinations=[argocd.place(argocd.bootstrap_destination, argocd.namespace)],
        namespaced=[("argoproj.io", "AppProject"), ("argoproj.io", "Application")],
    )


def namespaces(inputs: Inputs, environment: Environment) -> Object:
    """The project of the Application that owns the namespaces.

    It names none. The Application often syncs before its project does, and would be refused a new one; and one that is
    to go must still be permitted. For the same reason it permits RBAC as soon as a team says which groups it has, RBAC
    and accounts as soon as the environment says whether Argo CD impersonates, and NetworkPolicies where it says of any
    namespace whether it has one.
    """
    impersonated = "impersonation" in environment.source.data.get("argocd", {})
    given = access.is_given(inputs) or impersonated
    denied = any("defaultDeny" in said for said in environment.namespaces.values())
    return project(
        inputs,
        environment,
        names.NAMESPACES,
        f"The namespaces of {environment.name} with their quotas and limits",
        destinations=[environment.argocd.place(environment.argocd.destination, "*")],
        cluster=[
            {"group": "", "kind": "Namespace"},
            *(
                {"group": group, "kind": kind}
                for group, kind in classes.KINDS
                if environment.cluster.auto_mode
            ),
            *({"group": GROUP, "kind": kind} for kind in access.CLUSTER_KINDS if given),
        ],
        namespaced=[
            ("", "LimitRange"),
            ("", "ResourceQuota"),
            *([("", "ServiceAccount")] if impersonated else ()),
            *([("networking.k8s.io", "NetworkPolicy")] if denied else ()),
            *((GROUP, kind) for kind in access.KINDS if given),
            *([(aws_roles.GROUP, aws_roles.KIND)] if aws_roles.has_controller(environment) else ()),
        ],
    )


def aws_auth(inputs: Inputs, environment: Environment) -> Object:
    """The project of the Application that owns the ConfigMap aws-auth."""
    return project(
        inputs,
        environment,
        names.AWS_AUTH,
        f"Who may log in to the cluster of {environment.name}",
        destinations=[environment.argocd.place(environment.argocd.destination, "kube-system")],
        namespaced=[("", "ConfigMap")],
    )
