"""What containers of one pod share, and what Kubernetes takes of a container."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted
from helmwright.hints import did_you_mean
from helmwright.kubernetes.quantities import seconds
from helmwright.model.drain import has_hook
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R840",
        "port of an unknown sidecar",
        "A port that names a sidecar is declared by that container. Without the sidecar nothing listens on it.",
        "Correct the name, or add the sidecar.",
    ),
    Code(
        "R841",
        "two preStop hooks",
        "A container has one preStop hook. The drain is one, which waits; a hook of the service's own takes its place "
        "and has to wait itself while load balancers stop sending.",
        "Keep lifecycle.preStop or shutdown.drain.",
    ),
    Code(
        "R843",
        "source of variables incomplete",
        "An entry of envFrom is one ConfigMap or one Secret; the API server refuses neither and both.",
        "Name one of the two.",
    ),
)


def sidecars(resolved: Resolved) -> Iterator[Finding]:
    """A port that names a sidecar names one that there is."""
    for _, service in resolved.services():
        known = sorted(service.section("sidecars"))
        for port in service.ports:
            if port.sidecar and port.sidecar not in known:
                at = service.layers.origin(("ports", port.name, "sidecar"))
                message = (
                    f"ports.{port.name} is of the sidecar '{port.sidecar}', which the service does not have"
                )
                yield Finding("R840", at, message, did_you_mean(port.sidecar, known, "add it to sidecars"))


def hooks(resolved: Resolved) -> Iterator[Finding]:
    """The hook before the end is one: a hook of the service's own, or the wait of the drain."""
    for service, workload in resolved.workloads():
        drain = workload.section("shutdown").get("drain")
        if drain is not None and seconds(drain) and has_hook(workload):
            hook, wait = workload.to("lifecycle", "preStop"), workload.to("shutdown", "drain")
            message = f"{dotted(hook)} takes the place of {dotted(wait)}, and both are given"
            hint = f"let the hook wait, and remove {dotted(wait)}"
            yield Finding("R841", service.layers.latest(hook, wait), message, hint)


def sources(resolved: Resolved) -> Iterator[Finding]:
    """Every source of variables is one ConfigMap or one Secret."""
    for _, service in resolved.services():
        for path, container in service.containers():
            for name, source in container.get("envFrom", {}).items():
                where = (*path, "envFrom", name)
                if "configMap" in source and "secret" in source:
                    at = service.layers.latest((*where, "configMap"), (*where, "secret"))
                    message = f"{dotted(where)} names a ConfigMap and a Secret"
                    yield Finding("R843", at, message, "make it two entries")
                elif "configMap" not in source and "secret" not in source:
                    at = service.layers.origin((*where, "configMap"))
                    message = f"{dotted(where)} names neither a ConfigMap nor a Secret"
                    yield Finding("R843", at, message, "for example configMap: shared-settings")


RULES = (sidecars, hooks, sources)
