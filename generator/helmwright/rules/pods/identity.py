"""Who pods are: roles that the environment can give, and rights that the API server takes and somebody meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helmwright.codes.code import Code
from helmwright.findings import Finding, Location, Severity, dotted, in_environments, listed
from helmwright.model.inputs import Environment, Provider
from helmwright.model.origins import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service

CODES = (
    Code(
        "R844",
        "AWS role without an identity provider",
        "Pods get an AWS role by IRSA or by EKS Pod Identity, and the environment says by which. Without either they "
        "have the role of their node, or none.",
        "Write identity in the environment, or name the role under the environments that have a way to it.",
    ),
    Code(
        "R845",
        "identity that cannot work",
        "A role belongs to an account, which cluster.accountId names. The agent of EKS Pod Identity is on EKS nodes "
        "alone; IRSA also works elsewhere.",
        "Complete cluster, or change identity.type.",
    ),
    Code(
        "R946",
        "identity setting of another type",
        "Associations are of podIdentity, and a trust in the cluster's OIDC provider is of irsa. Of the other type the "
        "setting means nothing, and somebody would wait for what it does.",
        "Remove the setting, or change identity.type.",
    ),
    Code(
        "R854",
        "ServiceAccount that cannot be meant",
        "A ServiceAccount that exists is somebody else's: it is named, and nothing is written to it. Without a name "
        "pods would run as default, and a role would get to nobody.",
        "Name it under identity.serviceAccount, and give it its role where it is made.",
    ),
    Code(
        "R846",
        "RBAC rule incomplete",
        "A rule of a Role names API groups, resources and verbs. A rule about URLs has those and verbs alone.",
        "Add what is missing, or make two entries.",
    ),
    Code(
        "R847",
        "RBAC rule with wildcards",
        "A star covers what is installed later, too, and often Secrets: who takes over one pod has all of it.",
        "Name what the service uses.",
        Severity.WARNING,
        overridable=True,
    ),
)


def roles(resolved: Resolved) -> Iterator[Finding]:
    """On EKS every role has a way to its pods."""
    hint = "write identity: {type: podIdentity} or {type: irsa} in the environment"
    return in_environments(
        (
            Finding(
                "R844", at, f"{what} has a role, and the environment does not say how pods get one", hint
            ),
            environment.name,
        )
        for what, at, environment in _roles(resolved)
        if environment.cluster.provider is Provider.EKS and not environment.identity
    )


def _roles(resolved: Resolved) -> Iterator[tuple[str, Location, Environment]]:
    for release, service in resolved.services():
        if "role" in service.section("identity"):
            yield "the service", service.layers.origin(("identity", "role")), release.environment
    addons = {addon.app: addon for addon in resolved.inputs.addons if "identity" in addon.fields}
    for release in resolved.releases:
        if release.app.name in addons:
            at = addons[release.app.name].source.at(("identity", "role"))
            yield "the add-on", at, release.environment


def accounts(resolved: Resolved) -> Iterator[Finding]:
    """A ServiceAccount that exists has a name, and the role that it has."""
    for _, service in resolved.services():
        said, at = service.section("identity"), service.layers.origin(("identity", "existing"))
        if said.get("existing") and "serviceAccount" not in said:
            message = "identity.existing says that a ServiceAccount is there, and not which one"
            yield Finding("R854", at, message, "for example serviceAccount: shop-reader")
        if said.get("existing") and "role" in said:
            at = service.layers.latest(("identity", "role"), ("identity", "existing"))
            message = "identity.role is for a ServiceAccount of the service's own, not for one that exists"
            yield Finding("R854", at, message, "remove the one or the other")


def ways(resolved: Resolved) -> Iterator[Finding]:
    """An environment that gives roles knows their account, and has what gives them."""
    for environment in resolved.inputs.environments.values():
        if environment.identity and not environment.cluster.account_id:
            at = environment.source.at(("cluster", "accountId"))
            hint = 'for example accountId: "111122223333"'
            yield Finding("R845", at, "roles need the cluster's account, and there is no accountId", hint)
        if environment.identity == "podIdentity" and environment.cluster.provider is not Provider.EKS:
            at = environment.source.at(("identity", "type"))
            yield Finding(
                "R845", at, "EKS Pod Identity is there on EKS alone", "write type: irsa, or remove identity"
            )


def settings(resolved: Resolved) -> Iterator[Finding]:
    """No setting of an environment's identity is for the other type."""
    for environment in resolved.inputs.environments.values():
        for field, kind in (("controller", "podIdentity"), ("oidcProvider", "irsa")):
            if field in environment.source.data.get("identity", {}) and environment.identity != kind:
                at = environment.source.at(("identity", field), key=True)
                message = f"identity.{field} is for {kind}, and the type is {environment.identity}"
                yield Finding("R946", at, message, f"remove it, or write type: {kind}")


def rights(resolved: Resolved) -> Iterator[Finding]:
    """Every right says on what and what for, and none is on everything."""
    for _, service in resolved.services():
        for path, right in _rights(service):
            about = ("nonResourceURLs",) if "nonResourceURLs" in right else ("apiGroups", "resources")
            if missing := [key for key in (*about, "verbs") if key not in right]:
                at = service.layers.origin((*path, missing[0]))
                message = f"{dotted(path)} lacks {listed(missing)}"
                yield Finding(
                    "R846", at, message, 'for example apiGroups: [""], resources: [pods], verbs: [get]'
                )
            if "nonResourceURLs" in right and ("resources" in right or "apiGroups" in right):
                at = service.layers.origin((*path, "nonResourceURLs"))
                message = f"{dotted(path)} is about resources and about URLs"
                yield Finding("R846", at, message, "make it two entries")
            for key in ("apiGroups", "resources", "verbs"):
                if "*" in right.get(key, ()):
                    at = service.layers.origin((*path, key))
                    yield Finding("R847", at, f"{dotted(path)} covers all {key}", "name those that are used")


def _rights(service: Service) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for field in ("rules", "clusterRules"):
        for name, right in sorted(service.section("rbac").get(field, {}).items()):
            yield ("rbac", field, name), right


RULES = (roles, accounts, ways, settings, rights)
