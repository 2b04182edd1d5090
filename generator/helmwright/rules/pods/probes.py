"""Probes and hooks: complete, accepted by the API server, and there where traffic depends on them."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted
from helmwright.model.exposure.every_kind import exposures
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service

CODES = (
    Code(
        "R403",
        "probe incomplete",
        "Once all layers are merged, a probe needs a type, an http probe a path and an exec probe a command.",
        "Add what is missing.",
    ),
    Code(
        "R410",
        "readiness probe missing",
        "Without it a pod receives traffic before it can answer, and every rollout loses requests.",
        "Add probes.readiness to the service that receives the traffic.",
    ),
    Code(
        "R413",
        "success threshold not allowed",
        "Kubernetes refuses a pod whose liveness or startup probe wants more than one success.",
        "Remove successThreshold, or move it to the readiness probe.",
    ),
    Code(
        "R415",
        "port that is not TCP",
        "The kubelet asks http, tcp and grpc probes over TCP, and an Ingress forwards HTTP, which is TCP too. On a "
        "UDP or SCTP port nothing ever answers.",
        "Name a TCP port, or probe with a command.",
    ),
    Code(
        "R842",
        "hook incomplete",
        "A hook asks a port by HTTP or runs a command, and needs what its type needs.",
        "Add type: http with a path, or type: exec with a command.",
    ),
)

_FIELDS = {"probes": ("R403", "http, tcp, grpc or exec"), "lifecycle": ("R842", "http or exec")}
_NEEDS = {"http": ("path", "/healthz"), "exec": ("command", '["/app/check"]')}


def complete(resolved: Resolved) -> Iterator[Finding]:
    """Every probe and every hook has a type and what its type needs."""
    for service, workload in resolved.workloads():
        for field, (code, types) in _FIELDS.items():
            for path, handler in workload.handlers(field):
                if "type" not in handler:
                    at = service.layers.origin((*path, "type"))
                    yield Finding(code, at, f"{dotted(path)} lacks a type", f"write {types}")
                    continue
                key, example = _NEEDS.get(handler["type"], ("", ""))
                if key and not handler.get(key):
                    at = service.layers.origin((*path, key))
                    message = f"{dotted(path)} is of the type {handler['type']} and lacks a {key}"
                    yield Finding(code, at, message, f"for example {key}: {example}")


def transport(resolved: Resolved) -> Iterator[Finding]:
    """A probe or a hook that asks a port asks over TCP, and so do what routes by host and Prometheus."""
    for release, service in resolved.services():
        asked = [
            ((*path, "port"), workload.port(handler.get("port", "")))
            for workload in service.workloads
            for field in _FIELDS
            for path, handler in workload.handlers(field)
            if handler.get("type") in ("http", "tcp", "grpc")
        ]
        for exposure in exposures(service, release.environment):
            if exposure.kind.router:
                asked += ((path, service.port(name)) for path, name in exposure.asked.named_ports())
        if "metrics" in service.fields:
            asked.append((("metrics", "port"), service.port(service.section("metrics").get("port", ""))))
        for path, port in asked:
            if port and port.protocol != "TCP":
                at = service.layers.origin(path)
                message = f"{dotted(path[:-1])} needs a TCP port, and '{port.name}' is {port.protocol}"
                yield Finding("R415", at, message, "name another port")


def success_thresholds(resolved: Resolved) -> Iterator[Finding]:
    """Only readiness may need several successes; Kubernetes refuses it elsewhere."""
    for service, workload in resolved.workloads():
        for path, probe in workload.handlers("probes"):
            if path[-1] != "readiness" and probe.get("successThreshold", 1) != 1:
                at = service.layers.origin((*path, "successThreshold"))
                yield Finding("R413", at, f"{dotted(path)}.successThreshold must be 1", "remove it")


def readiness(resolved: Resolved) -> Iterator[Finding]:
    """What receives traffic says when it is ready for it."""
    reasons: dict[str, tuple[Service, str]] = {}
    for release, service in resolved.services():
        if "readiness" in service.section("probes"):
            continue
        callers = resolved.graphs[release.environment.name].to_service(service)
        if callers:
            reasons[service.key] = service, f"{callers[0].caller.key} connects to it"
        elif exposures(service, release.environment):
            reasons.setdefault(service.key, (service, "it is exposed"))
    for key, (service, reason) in reasons.items():
        at = service.layers.origin(("probes", "readiness"))
        hint = "for example probes: {readiness: {type: http, path: /healthz}}"
        yield Finding("R410", at, f"{key} has no readiness probe, and {reason}", hint)


RULES = (complete, readiness, success_thresholds, transport)
