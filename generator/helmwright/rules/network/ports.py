"""A service's ports: complete, apart from each other, and named where they are used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted, listed
from helmwright.hints import did_you_mean
from helmwright.model.origins import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service, Workload

CODES = (
    Code(
        "R404",
        "unknown port",
        "A probe, an exposure or a network opening names a port that the service does not have.",
        "Correct the name, or add the port to ports.",
    ),
    Code(
        "R405",
        "port not specified",
        "The service has several ports, and only one of them can be meant.",
        "Write port with the name of the one that is meant.",
    ),
    Code(
        "R409",
        "port without a number",
        "Once all layers are merged, every port needs the number that the container listens on. An override "
        "of a port whose name is misspelt looks like this.",
        "Add container, or correct the port's name.",
    ),
    Code(
        "R606",
        "duplicate port",
        "Two ports of a service have the same number and protocol. The API server refuses it, or silently "
        "drops one of the two.",
        "Give one of them another number, or remove it.",
    ),
)


def complete(resolved: Resolved) -> Iterator[Finding]:
    """Every port has a number."""
    for service, workload in resolved.workloads():
        for name, port in workload.section("ports").items():
            if "container" not in port:
                path = workload.to("ports", name)
                message = f"{dotted(path)} lacks the container's port number"
                numbered = [other.name for other in workload.ports]
                hint = did_you_mean(name, numbered, "for example container: 8080")
                yield Finding("R409", service.layers.origin((*path, "container")), message, hint)


def distinct(resolved: Resolved) -> Iterator[Finding]:
    """A number is one port's alone, in the container and in the Service; TCP and UDP do not meet."""
    for service, workload in resolved.workloads():
        seen: dict[tuple[str, int, str], str] = {}
        for port in workload.ports:
            sides = (
                ("container", port.container),
                *((("service", port.service),) if port.in_service else ()),
            )
            for side, number in sides:
                other = seen.setdefault((side, number, port.protocol), port.name)
                if other != port.name:
                    message = (
                        f"the ports {other} and {port.name} share the {side} port {number}/{port.protocol}"
                    )
                    paths = (workload.to("ports", name, side) for name in (port.name, other))
                    at = service.layers.latest(*paths)
                    yield Finding("R606", at, message, "give one of them another number, or remove it")


def references(resolved: Resolved) -> Iterator[Finding]:
    """Wherever a port is meant it is clear which, and the service has it."""
    for service, workload in resolved.workloads():
        known = sorted(workload.section("ports"))
        for path, name in _references(service, workload):
            problem = _problem(name, known, workload)
            if problem:
                code, message, hint = problem
                where = dotted(path[:-1])
                yield Finding(code, service.layers.origin(path), f"{where} {message}", hint)


def _problem(name: str, known: Sequence[str], workload: Workload) -> tuple[str, str, str] | None:
    owner = "worker" if workload.path else "service"
    if name and name not in known:
        message = f"names the port '{name}', which the {owner} does not have"
        return "R404", message, did_you_mean(name, known, "add it to ports")
    if not known:
        return "R404", f"needs a port, and the {owner} has none", "for example ports: {http: 8080}"
    if not name and len(workload.ports) > 1:
        hint = f"write port: {known[0]}; there are {listed(known)}"
        return "R405", "does not say which port is meant", hint
    return None


def _references(service: Service, workload: Workload) -> Iterator[tuple[Path, str]]:
    """Where a port of the workload is meant, and the name that is given there if any."""
    for field in ("probes", "lifecycle"):
        for path, handler in workload.handlers(field):
            if handler.get("type") in ("http", "tcp", "grpc"):
                yield (*path, "port"), handler.get("port", "")
    if workload.path:
        return
    for asked in service.exposures:
        yield from asked.named_ports()
    if "metrics" in service.fields:
        yield ("metrics", "port"), service.section("metrics").get("port", "")
    for name, source in service.section("network").get("allowFrom", {}).items():
        for index, port in enumerate(source.get("ports", ())):
            yield ("network", "allowFrom", name, "ports", index), port


RULES = (references, complete, distinct)
