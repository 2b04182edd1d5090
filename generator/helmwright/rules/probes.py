"""Probes: complete, accepted by the API server, and there where traffic depends on them."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.findings import Finding, dotted
from helmwright.model.exposed import exposed
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service

_NEEDS = {"http": ("path", "/healthz"), "exec": ("command", '["/app/check"]')}


def complete(resolved: Resolved) -> Iterator[Finding]:
    """Every probe has a type and what its type needs."""
    for service, workload in resolved.workloads():
        for kind, probe in workload.section("probes").items():
            path = workload.to("probes", kind)
            if "type" not in probe:
                at = service.layers.origin((*path, "type"))
                yield Finding("R403", at, f"{dotted(path)} lacks a type", "write http, tcp, grpc or exec")
                continue
            key, example = _NEEDS.get(probe["type"], ("", ""))
            if key and not probe.get(key):
                at = service.layers.origin((*path, key))
                message = f"{dotted(path)} is of the type {probe['type']} and lacks a {key}"
                yield Finding("R403", at, message, f"for example {key}: {example}")


def transport(resolved: Resolved) -> Iterator[Finding]:
    """A probe that asks a port asks over TCP, and so does what routes by host."""
    for release, service in resolved.services():
        asked = [
            (workload.to("probes", kind, "port"), workload.port(probe.get("port", "")))
            for workload in service.workloads
            for kind, probe in workload.section("probes").items()
            if probe.get("type") in ("http", "tcp", "grpc")
        ]
        way = exposed(service, release.environment)
        if way and way.how.type.routes:
            asked += ((path, service.port(name)) for path, name in way.expose.named_ports())
        for path, port in asked:
            if port and port.protocol != "TCP":
                at = service.layers.origin(path)
                message = f"{dotted(path[:-1])} needs a TCP port, and '{port.name}' is {port.protocol}"
                yield Finding("R415", at, message, "name another port")


def success_thresholds(resolved: Resolved) -> Iterator[Finding]:
    """Only readiness may need several successes; Kubernetes refuses it elsewhere."""
    for service, workload in resolved.workloads():
        for kind, probe in workload.section("probes").items():
            if kind != "readiness" and probe.get("successThreshold", 1) != 1:
                path = workload.to("probes", kind, "successThreshold")
                yield Finding("R413", service.layers.origin(path), f"{dotted(path)} must be 1", "remove it")


def readiness(resolved: Resolved) -> Iterator[Finding]:
    """What receives traffic says when it is ready for it."""
    reasons: dict[str, tuple[Service, str]] = {}
    for release, service in resolved.services():
        if "readiness" in service.section("probes"):
            continue
        callers = resolved.graphs[release.environment.name].to_service(service)
        if callers:
            reasons[service.key] = service, f"{callers[0].caller.key} connects to it"
        elif exposed(service, release.environment):
            reasons.setdefault(service.key, (service, "it is exposed"))
    for key, (service, reason) in reasons.items():
        at = service.layers.origin(("probes", "readiness"))
        hint = "for example probes: {readiness: {type: http, path: /healthz}}"
        yield Finding("R410", at, f"{key} has no readiness probe, and {reason}", hint)
