"""Where roles come by IRSA: whether pods may reach AWS STS, which gives them."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity, in_environments
from helmwright.model.resolved import Resolved
from helmwright.model.secret import Form, form
from helmwright.model.service import Service

CODES = (
    Code(
        "R852",
        "role without a way to AWS STS",
        "With IRSA the pods exchange a token for their role at AWS STS. The service's network policy lets them out "
        "only where the descriptor says so, and every call of AWS would fail for want of credentials.",
        "Write network: {internet: true}, or under network.egress the addresses of STS's VPC endpoint with port 443. "
        "Where a policy that is not in this repository opens the way, set its severity in helmwright.yaml with that "
        "as the reason.",
        Severity.WARNING,
        overridable=True,
    ),
)

_PORT = 443
_HINT = "write network: {internet: true}, or under network.egress the addresses of STS's VPC endpoint with port: 443"
_ELSEWHERE = frozenset({"ALL_PROXY", "HTTPS_PROXY", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_STS"})
"""Variables that make an SDK of AWS go another way
(https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html)."""


def reachable(resolved: Resolved) -> Iterator[Finding]:
    """A pod that has a role by IRSA can exchange its token for it.

    The SDK in the pod does so itself (https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html),
    while an agent on the node does it for EKS Pod Identity.
    """
    return in_environments(
        (
            Finding(
                "R852",
                service.layers.origin(("identity", "role")),
                "the role is fetched from AWS STS, and nothing lets the pods reach it",
                _HINT,
            ),
            release.environment.name,
        )
        for release, service in resolved.services()
        if "role" in service.section("identity")
        and release.environment.identity == "irsa"
        and not (_may_reach(service) or _goes_elsewhere(service) or _has_own_policy(service))
    )


def _may_reach(service: Service) -> bool:
    """Whether the service's policy lets its pods out at all on STS's port, as it does with rights in Kubernetes."""
    network = service.section("network")
    openings = network.get("egress", {}).values()
    return (
        network.get("internet", False)
        or any(service.section("rbac").values())
        or any(
            opening.get("port", _PORT) == _PORT and opening.get("protocol", "TCP") == "TCP"
            for opening in openings
        )
    )


def _goes_elsewhere(service: Service) -> bool:
    """Whether something else may fetch the role, or the way there: the driver of secrets, or a proxy."""
    by_driver = (form(secret) is Form.CSI for secret in service.section("secrets").values())
    by_proxy = (
        "envFrom" in container or any(name.upper() in _ELSEWHERE for name in container.get("env", {}))
        for _, container in service.containers()
    )
    return any(by_driver) or any(by_proxy)


def _has_own_policy(service: Service) -> bool:
    kinds = (
        *(str(extra.get("kind", "")) for extra in service.section("extraObjects").values()),
        *(name.partition("/")[0] for name in service.section("patches")),
    )
    return any(kind.endswith("NetworkPolicy") for kind in kinds)


RULES = (reachable,)
