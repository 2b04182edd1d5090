"""A service's ports: complete, apart from each other, and named where they are used."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.findings import Finding, listed
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
            at = service.layers.origin(path)
            where = ".".join(map(str, path[:-1]))
            if name and name not in known:
                message = f"{where} names the port '{name}', which the service does not have"
                yield Finding("R404", at, message, did_you_mean(name, known, "add it to ports"))
            elif not known:
                message = f"{where} needs a port, and the service has none"
                yield Finding("R404", at, message, "for example ports: {http: 8080}")
            elif not name and len(service.ports) > 1:
                message = f"{where} does not say which port is meant"
                yield Finding("R405", at, message, f"write port: {known[0]}; there are {listed(known)}")


def _references(service: Service) -> Iterator[tuple[Path, str]]:
    """Where a port is meant, and the name that is given there if any."""
    for kind, probe in service.section("probes").items():
        if probe.get("type") in ("http", "tcp", "grpc"):
            yield ("probes", kind, "port"), probe.get("port", "")
    if service.expose is not None:
        yield ("expose", "port"), service.expose.port
    for name, source in service.section("network").get("allowFrom", {}).items():
        for index, port in enumerate(source.get("ports", ())):
            yield ("network", "allowFrom", name, "ports", index), port
