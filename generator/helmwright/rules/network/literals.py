"""Addresses of services and of what an environment calls outside, written as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from helmwright import names
from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted, in_environments, listed
from helmwright.model.graph import Graph
from helmwright.model.inputs import Environment
from helmwright.model.origins import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service
from helmwright.rules.network.addresses_in_text import Address, addresses

CODES = (
    Code(
        "R207",
        "address of a service as text",
        "Nothing checks an address that is written as text, and it opens no network path: the caller waits for a "
        "connection that its policy does not let through, or that nothing listens for. A service of the repository and "
        "what the environment calls outside are known by name.",
        "Refer to it: {url: cart/http}, {address: cart/grpc}, {host: cart} or {port: cart/http} in env, and $(NAME) "
        "inside longer text. Where a file has to name it, open the way with connectsTo.",
        overridable=True,
    ),
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What an environment's hosts can mean."""

    services: dict[str, list[Service]] = field(default_factory=dict)
    namespaces: set[str] = field(default_factory=set)
    outside: dict[str, str] = field(default_factory=dict)


def literals(resolved: Resolved) -> Iterator[Finding]:
    """No text names a service, or what is outside, without a way there."""
    return in_environments(_literals(resolved))


def _literals(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    known: dict[str, _Known] = {}
    for release, service in resolved.services():
        here = known.setdefault(release.environment.name, _outside(release.environment))
        here.services.setdefault(service.name, []).append(service)
        here.namespaces.add(service.namespace)
    for release, service in resolved.services():
        name = release.environment.name
        for path, text in _texts(service):
            for address in addresses(text, str(path[-1]) if path[-2] == "env" else ""):
                if told := _problem(service, address, known[name], resolved.graphs[name]):
                    message, reference = told
                    hint = _hint(path, address, reference)
                    at = service.layers.origin(path)
                    yield Finding("R207", at, f"{dotted(path)} names {address.text}, {message}", hint), name


def _outside(environment: Environment) -> _Known:
    return _Known(outside={external.host: name for name, external in environment.externals.items()})


def _texts(service: Service) -> Iterator[tuple[Path, str]]:
    """The texts that a container reads."""
    for container, fields in service.containers():
        for name, value in sorted(fields.get("env", {}).items()):
            if isinstance(value, str):
                yield (*container, "env", name), value
        for part in ("command", "args"):
            for index, word in enumerate(fields.get(part, ())):
                yield (*container, part, index), word
    for entry, content in sorted(service.section("config").items()):
        for part in ("data", "env", "from"):
            for name, text in sorted(content.get(part, {}).items()):
                yield ("config", entry, part, name), text


def _problem(caller: Service, address: Address, known: _Known, graph: Graph) -> tuple[str, str] | None:
    """What is wrong with an address, and the reference that means the same."""
    if external := known.outside.get(address.host):
        linked = any(link.name == external for link in graph.externals(caller))
        return None if linked else ("and nothing opens the way there", f"{names.EXTERNAL_APP}/{external}")
    name, *rest = address.host.removesuffix(".cluster.local").removesuffix(".svc").split(".")
    callees = known.services.get(name, ())
    if len(rest) > 1 or not callees or any(callee is caller for callee in callees):
        return None
    if rest and rest[0] not in known.namespaces:
        return None
    namespace = rest[0] if rest else caller.namespace
    callee = next((item for item in callees if item.namespace == namespace), None)
    if callee is None:
        if rest or len(callees) == 1:
            right = names.address(callees[0].name, callees[0].namespace, caller.namespace)
            return f"and {callees[0].key} is {right} from there", _reference(caller, callees[0], None)
        return None
    reference = _reference(caller, callee, address.port)
    ports = {port.service for port in callee.ports}
    if address.port and address.port not in ports:
        has = f"which has {_numbers(ports)}" if ports else "which has no ports"
        return f"a port of {callee.key}, {has}", reference
    opened = {
        port.service for link in graph.from_service(caller) if link.callee is callee for port in link.ports
    }
    if address.port not in opened if address.port else not opened:
        return f"and nothing opens the way to {callee.key}", reference
    return None


def _numbers(ports: set[int]) -> str:
    return listed(str(port) for port in sorted(ports))


def _reference(caller: Service, callee: Service, number: int | None) -> str:
    """How the caller refers to the port of the number, or to the only one."""
    port = next((port for port in callee.ports if port.service == number), None) or callee.port("")
    key = callee.name if callee.app == caller.app else callee.key
    return f"{key}/{port.name}" if port else key


def _hint(path: Path, address: Address, reference: str) -> str:
    if path[0] == "config":
        return f"write connectsTo: [{reference}], and the address as it is there"
    written = address.form.format(reference)
    if address.whole and path[-2] == "env":
        return f"write {path[-1]}: {written}"
    return f"give it a variable, such as ADDRESS: {written}, and write $(ADDRESS) here"


RULES = (literals,)
