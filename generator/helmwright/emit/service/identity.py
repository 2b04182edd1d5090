"""Who a service's pods are, in AWS and in Kubernetes, as the service chart takes it."""

from __future__ import annotations

from typing import Any

from helmwright.model.exposure.exposure import EVERYWHERE
from helmwright.model.field import Field
from helmwright.model.graph import Graph
from helmwright.model.inputs import Environment
from helmwright.model.release import Release
from helmwright.model.service import Service

API_SERVER = "kubernetes/api"
"""The id of the API server among the addresses to connect to; a descriptor's ids have no slash."""

# The API server's own, and the one that load balancers put before it. Policies see the port behind the Service.
_API_PORTS = (443, 6443)


def identity(service: Service, release: Release, _: Graph) -> dict[str, Any]:
    """The service's AWS role where the environment has a way to it, and its rights in Kubernetes."""
    result: dict[str, Any] = {}
    said, environment = service.said.section("identity"), release.environment
    role, account = said.section("role"), said.picked({"serviceAccount": "name"})
    if role and environment.identity:
        arn = role.gives(environment.cluster.role_arn(role.value))
        kind = environment.source.said("identity", "type")
        account["identity"] = role.gives({"type": kind, "roleArn": arn})
    if said.value.get("existing"):
        account["create"] = said["existing"].gives(False)
    if account:
        result["serviceAccount"] = said.gives(account)
    if rights := _rights(service):
        result["rbac"] = rights.each(Field.ordered)
    return result


def api_server(service: Service, environment: Environment) -> dict[str, Any]:
    """The addresses of the API server, by id, where the service has rights there.

    On EKS it has addresses of the cluster's network. Where that is unknown nothing can be left out.
    """
    rights = _rights(service)
    if not rights:
        return {}
    ports = [{"port": port, "protocol": "TCP"} for port in _API_PORTS]
    cidrs = environment.source.said("cluster", "vpc", "cidrs") or list(EVERYWHERE)
    return {API_SERVER: rights.gives({"cidrs": cidrs, "ports": ports})}


def _rights(service: Service) -> Field:
    rights = service.said.section("rbac")
    return rights.gives({name: rules for name, rules in rights.value.items() if rules})
