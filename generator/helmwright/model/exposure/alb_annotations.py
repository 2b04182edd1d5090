"""What the Ingress of an Application Load Balancer tells the AWS Load Balancer Controller.

https://kubernetes-sigs.github.io/aws-load-balancer-controller/v3.5/guide/ingress/annotations/
"""

from __future__ import annotations

from helmwright.model.exposure.alb_groups import order
from helmwright.model.exposure.auto_mode import group_name
from helmwright.model.exposure.exposure import Exposure
from helmwright.model.field import Field

_PREFIX = "alb.ingress.kubernetes.io/"
_HTTP = '[{"HTTP": 80}]'
_HTTPS = '[{"HTTP": 80}, {"HTTPS": 443}]'


def is_secure(exposure: Exposure) -> bool:
    """Whether its load balancer listens for HTTPS."""
    return exposure.given.tls or bool(exposure.given.alb.certificates)


def group_of(exposure: Exposure) -> str:
    """The group whose load balancer it shares, empty when it has one of its own."""
    if exposure.environment.cluster.auto_mode:
        return group_name(exposure.given.alb.group, public=exposure.asked.public)
    group = settings(exposure).get("group.name")
    return str(group.value) if group else ""


def all_annotations(exposure: Exposure) -> dict[str, Field]:
    """The annotations of the Ingress: what it is given has the last word."""
    return {**{_PREFIX + name: value for name, value in _made(exposure).items()}, **exposure.annotations}


def settings(exposure: Exposure) -> dict[str, Field]:
    """The annotations that the controller reads, by what follows their prefix."""
    said = all_annotations(exposure).items()
    return {name.removeprefix(_PREFIX): value for name, value in said if name.startswith(_PREFIX)}


def _made(exposure: Exposure) -> dict[str, Field]:
    """The annotations that follow from what is exposed, and how, by what follows the controller's prefix."""
    alb, said, public = exposure.given.alb, exposure.given.said, exposure.asked.public
    kind, balancer, secure = said["type"], said.section("alb"), is_secure(exposure)
    ports = exposure.service.said.section("ports")
    group = group_name(alb.group, public=public)
    by_class = exposure.environment.cluster.auto_mode
    found = {
        "scheme": exposure.said.section("public").gives("internet-facing" if public else "internal"),
        "target-type": kind.gives("ip"),
        "group.name": balancer.section("group").gives("" if by_class else group),
        "group.order": exposure.said.section("paths").gives(str(order(exposure) or "") if group else ""),
        "inbound-cidrs": exposure.sources.gives(",".join(exposure.sources.value)),
        "listen-ports": kind.gives(_HTTPS if secure else _HTTP),
        "ssl-redirect": kind.gives("443" if secure else ""),
        "certificate-arn": balancer.section("certificates").gives(",".join(alb.certificates)),
        "backend-protocol": ports.gives("HTTPS" if _has_tls(exposure) else ""),
        "backend-protocol-version": ports.gives("GRPC" if exposure.grpc else ""),
        **_health_check(exposure),
    }
    return {name: value for name, value in found.items() if value}


def _has_tls(exposure: Exposure) -> bool:
    """Whether the port that requests come to speaks TLS, as it says, or as its probe shows."""
    probe = exposure.service.section("probes").get("readiness", {})
    asked = exposure.service.port(probe.get("port", ""))
    shown = probe.get("scheme") == "HTTPS" and asked in exposure.ports[:1]
    return shown or any(port.tls for port in exposure.ports[:1])


def _health_check(exposure: Exposure) -> dict[str, Field]:
    """The readiness probe as a health check, which is an HTTP request or, of a gRPC target, a call.

    A probe that is neither only says that something answers, so any answer will do: of HTTP those that an ALB can
    take for healthy, of gRPC that a method of no service is not implemented, which is the controller's default.
    """
    given = exposure.service.said.section("probes").section("readiness")
    probe = given.value
    port = exposure.kind.health_port(exposure)
    number = {"healthcheck-port": str(port.container)} if port else {}
    match probe.get("type"), exposure.grpc:
        case "grpc", True:
            found = {**number, "healthcheck-path": "/grpc.health.v1.Health/Check", "success-codes": "0"}
        case _, True:
            found = {}
        case "http", False:
            usual = "HTTPS" if _has_tls(exposure) else "HTTP"
            asks = probe.get("scheme", "HTTP")
            scheme = {} if asks == usual else {"healthcheck-protocol": asks}
            found = {**number, **scheme, "healthcheck-path": probe["path"], "success-codes": "200-399"}
        case _:
            found = {"healthcheck-path": "/", "success-codes": "200-499"}
    return {name: given.gives(value) for name, value in found.items()}
