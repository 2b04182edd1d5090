"""A service's ports: complete, apart from each other, and named where they are used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helmwright.findings import Finding, dotted, listed
from helmwright.hints import did_you_mean
from helmwright.model.layers import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service


def complete(resolved: Resolved) -> Iterator[Finding]:
    """Every port has a number."""
    for _, service in resolved.services():
        for name, port in service.section("ports").items():
            if "container" not in port:
                at = service.layers.origin(("ports", name, "container"))
                message = f"ports.{name} lacks the container's port number"
                numbered = [other.name for other in service.ports]
                hint = did_you_mean(name, numbered, "for example container: 8080")
                yield Finding("R409", at, message, hint)


def distinct(resolved: Resolved) -> Iterator[Finding]:
    """A number is one port's alone, in the container and in the Service; TCP and UDP do not meet."""
    for _, service in resolved.services():
        seen: dict[tuple[str, int, str], str] = {}
        for port in service.ports:
            for side, number in (("container", port.container), ("service", port.service)):
                other = seen.setdefault((side, number, port.protocol), port.name)
                if other != port.name:
                    message = (
                        f"the ports {other} and {port.name} share the {side} port {number}/{port.protocol}"
                    )
                    at = service.layers.latest(("ports", port.name, side), ("ports", other, side))
                    yield Finding("R606", at, message, "give one of them another number, or remove it")


def references(resolved: Resolved) -> Iterator[Finding]:
    """Wherever a port is meant it is clear which, and the service has it."""
    for _, service in resolved.services():
        known = sorted(service.section("ports"))
        for path, name in _references(service):
            problem = _problem(name, known, service)
            if problem:
                code, message, hint = problem
                where = dotted(path[:-1])
                yield Finding(code, service.layers.origin(path), f"{where} {message}", hint)


def _problem(name: str, known: Sequence[str], service: Service) -> tuple[str, str, str] | None:
    if name and name not in known:
        message = f"names the port '{name}', which the service does not have"
        return "R404", message, did_you_mean(name, known, "add it to ports")
    if not known:
        return "R404", "needs a port, and the service has none", "for example ports: {http: 8080}"
    if not name and len(service.ports) > 1:
        hint = f"write port: {known[0]}; there are {listed(known)}"
        return "R405", "does not say which port is meant", hint
    return None


def _references(service: Service) -> Iterator[tuple[Path, str]]:
    """Where a port is meant, and the name that is given there if any."""
    for kind, probe in service.section("probes").items():
        if probe.get("type") in ("http", "tcp", "grpc"):
            yield ("probes", kind, "port"), probe.get("port", "")
    if service.expose is not None:
        yield from service.expose.named_ports()
    if "metrics" in service.fields:
        yield ("metrics", "port"), service.section("metrics").get("port", "")
    for name, source in service.section("network").get("allowFrom", {}).items():
        for index, port in enumerate(source.get("ports", ())):
            yield ("network", "allowFrom", name, "ports", index), port
