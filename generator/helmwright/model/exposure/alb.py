"""Exposure by an Application Load Balancer: an Ingress that the AWS Load Balancer Controller reads the annotations of.

https://kubernetes-sigs.github.io/aws-load-balancer-controller/v3.5/guide/ingress/annotations/
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted
from helmwright.model.exposure.exposure import Exposure, Kind
from helmwright.model.exposure.ingress import hosts
from helmwright.model.field import Field
from helmwright.model.inputs import Provider
from helmwright.model.service import Port

CODES = (
    Code(
        "R865",
        "gRPC without HTTPS",
        "The target groups of an ALB that speak gRPC are for HTTPS listeners alone. The controller makes no load "
        "balancer from an Ingress that asks for another.",
        "Write tls: true under exposure in the environment, or expose the service by a LoadBalancer there.",
    ),
)

_PREFIX = "alb.ingress.kubernetes.io/"
_HTTP = '[{"HTTP": 80}]'
_HTTPS = '[{"HTTP": 80}, {"HTTPS": 443}]'


class ApplicationLoadBalancer(Kind):
    """An ALB, of the service's own or of its group, with the pods' addresses as targets."""

    router = "an ALB"

    def made(self, _: Exposure) -> tuple[str, str]:
        return "Ingress", "ingress"

    def entry(self, exposure: Exposure) -> dict[str, Any]:
        said = exposure.given.said
        annotations = {**_settings(exposure), **exposure.annotations}
        return {
            "className": said.section("className") or said["type"].gives("alb"),
            "annotations": dict(sorted(annotations.items())),
            "hosts": hosts(exposure),
        }

    def clients(self, exposure: Exposure) -> list[str]:
        return list(exposure.given.alb.subnet_cidrs) or super().clients(exposure)

    def drains(self, _: Provider) -> bool:
        return True

    def health_port(self, exposure: Exposure) -> Port | None:
        probe = exposure.service.section("probes").get("readiness", {})
        port = exposure.service.port(probe.get("port", ""))
        asks = probe.get("type") == ("grpc" if exposure.grpc else "http")
        return port if asks and port not in exposure.ports[:1] else None

    def refuses(self, exposures: Sequence[Exposure]) -> Iterator[Finding]:
        for exposure in exposures:
            if exposure.grpc and not _is_secure(exposure):
                what = dotted(exposure.asked.path)
                message = f"{what} leads to a port that speaks gRPC, which an ALB takes from HTTPS alone"
                yield Finding(
                    "R865", exposure.at("port"), message, "write tls: true under exposure in the environment"
                )


def _is_secure(exposure: Exposure) -> bool:
    return exposure.given.tls or bool(exposure.given.alb.certificates)


def _settings(exposure: Exposure) -> dict[str, Field]:
    """The annotations of the Ingress."""
    alb, said, public = exposure.given.alb, exposure.given.said, exposure.asked.public
    kind, balancer, secure = said["type"], said.section("alb"), _is_secure(exposure)
    # A load balancer has one scheme, so those who are not public have a group of their own.
    group = alb.group if public or not alb.group else f"{alb.group}-internal"
    found = {
        "scheme": exposure.said.section("public").gives("internet-facing" if public else "internal"),
        "target-type": kind.gives("ip"),
        "group.name": balancer.section("group").gives(group),
        "inbound-cidrs": exposure.sources.gives(",".join(exposure.sources.value)),
        "listen-ports": kind.gives(_HTTPS if secure else _HTTP),
        "ssl-redirect": kind.gives("443" if secure else ""),
        "certificate-arn": balancer.section("certificates").gives(",".join(alb.certificates)),
        "backend-protocol-version": exposure.service.said.section("ports").gives(
            "GRPC" if exposure.grpc else ""
        ),
        **_health_check(exposure),
    }
    return {_PREFIX + name: value for name, value in found.items() if value}


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
            scheme = {"healthcheck-protocol": "HTTPS"} if probe.get("scheme") == "HTTPS" else {}
            found = {**number, **scheme, "healthcheck-path": probe["path"], "success-codes": "200-399"}
        case _:
            found = {"healthcheck-path": "/", "success-codes": "200-499"}
    return {name: given.gives(value) for name, value in found.items()}
