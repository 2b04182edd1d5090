"""Who a service's pods are, in AWS and in Kubernetes, as the service chart takes it."""

from __future__ import annotations

from typing import Any

from helmwright.emit.exposure import EVERYWHERE
from helmwright.model.graph import Graph
from helmwright.model.inputs import Cluster, Environment
from helmwright.model.release import Release
from helmwright.model.service import Service

API_SERVER = "kubernetes/api"
"""The id of the API server among the addresses to connect to; a descriptor's ids have no slash."""

# By the beginning of a region's name (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).
_PARTITIONS = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}
# The API server's own, and the one that load balancers put before it. Policies see the port behind the Service.
_API_PORTS = (443, 6443)


def identity(service: Service, release: Release, _: Graph) -> dict[str, Any]:
    """The service's AWS role where the environment has a way to it, and its rights in Kubernetes."""
    result: dict[str, Any] = {}
    role = service.section("identity").get("role")
    kind = release.environment.identity
    if role and kind:
        arn = _role_arn(role, release.environment.cluster)
        result["serviceAccount"] = {"identity": {"type": kind, "roleArn": arn}}
    rights = {name: dict(sorted(rules.items())) for name, rules in _rights(service).items()}
    return {**result, **({"rbac": rights} if rights else {})}


def api_server(service: Service, environment: Environment) -> dict[str, Any]:
    """The addresses of the API server, by id, where the service has rights there.

    On EKS it has addresses of the cluster's network. Where that is unknown nothing can be left out.
    """
    if not _rights(service):
        return {}
    ports = [{"port": port, "protocol": "TCP"} for port in _API_PORTS]
    return {API_SERVER: {"cidrs": list(environment.cluster.cidrs or EVERYWHERE), "ports": ports}}


def _rights(service: Service) -> dict[str, Any]:
    return {name: rules for name, rules in sorted(service.section("rbac").items()) if rules}


def _role_arn(role: str, cluster: Cluster) -> str:
    starts = (start for start in _PARTITIONS if cluster.region.startswith(start))
    partition = _PARTITIONS.get(next(starts, ""), "aws")
    return f"arn:{partition}:iam::{cluster.account_id}:role/{role}"
