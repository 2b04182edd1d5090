"""What the AWS Load Balancer Controller makes of a service's Ingress, said by annotations.

https://kubernetes-sigs.github.io/aws-load-balancer-controller/v3.5/guide/ingress/annotations/
"""

from __future__ import annotations

from helmwright.model.exposed import Exposed, health_port
from helmwright.model.exposure import ALB
from helmwright.model.field import Field
from helmwright.model.service import Service

_PREFIX = "alb.ingress.kubernetes.io/"
_HTTP = '[{"HTTP": 80}]'
_HTTPS = '[{"HTTP": 80}, {"HTTPS": 443}]'


def settings(service: Service, way: Exposed, ranges: Field) -> dict[str, Field]:
    """The annotations of a service's Ingress. `ranges` are the clients that may connect, empty for all."""
    alb, said, given = way.how.alb, way.how.said, service.at(way.expose.path)
    kind, balancer = said["type"], said.section("alb")
    secure = way.how.tls or bool(alb.certificates)
    found = {
        "scheme": given.section("public").gives("internet-facing" if way.expose.public else "internal"),
        "target-type": kind.gives("ip"),
        "group.name": balancer.section("group").gives(_group(alb, public=way.expose.public)),
        "inbound-cidrs": ranges.gives(",".join(ranges.value)),
        "listen-ports": kind.gives(_HTTPS if secure else _HTTP),
        "ssl-redirect": kind.gives("443" if secure else ""),
        "certificate-arn": balancer.section("certificates").gives(",".join(alb.certificates)),
        "backend-protocol-version": service.said.section("ports").gives("GRPC" if way.grpc else ""),
        **_health_check(service, way),
    }
    return {_PREFIX + name: value for name, value in found.items() if value}


def _group(alb: ALB, *, public: bool) -> str:
    """A load balancer has one scheme, so those who are not public have a group of their own."""
    return alb.group if public or not alb.group else f"{alb.group}-internal"


def _health_check(service: Service, way: Exposed) -> dict[str, Field]:
    """The readiness probe as a health check, which is an HTTP request or, of a gRPC target, a call.

    A probe that is neither only says that something answers, so any answer will do: of HTTP those that an ALB can
    take for healthy, of gRPC that a method of no service is not implemented, which is the controller's default.
    """
    given = service.said.section("probes").section("readiness")
    probe = given.value
    port = health_port(service, way)
    number = {"healthcheck-port": str(port.container)} if port else {}
    match probe.get("type"), way.grpc:
        case "grpc", True:
            found = {**number, "healthcheck-path": "/grpc.health.v1.Health/Check", "success-codes": "0"}
        case _, True:
            found = {}
        case "http", False:
            scheme = {"healthcheck-protocol": "HTTPS"} if probe.get("scheme") == "HTTPS" else {}
            found = {**number, **scheme, "healthcheck-path": probe["path"], "success-codes": "200-399"}
        case _:
            found = {"healthcheck-path": "/", "success-codes": "200-499"}
    return {name: given.gives(value) for name, value in found.items()}
