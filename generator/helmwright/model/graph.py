"""Who calls whom: every reference between services, resolved in its environment or a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helmwright import names
from helmwright.codes.code import Code
from helmwright.findings import Finding, Findings, in_environments, listed, ordered
from helmwright.hints import closest, did_you_mean
from helmwright.model.endpoint import FORMS, written
from helmwright.model.field import Field
from helmwright.model.inputs import External
from helmwright.model.origins import Path
from helmwright.model.release import Release
from helmwright.model.service import Port, Service

CODES = (
    Code(
        "R201",
        "unknown service",
        "A connection to a service that does not exist opens no network path, and an address made from it "
        "leads nowhere.",
        "Write service for one of the same app, app/service for another one, and /port where a port is "
        "meant.",
    ),
    Code(
        "R202",
        "service not in this environment",
        "The service exists, but not where it is called from. The caller would start and fail at its first "
        "request.",
        "Let the service run in that environment too, or override the reference there.",
    ),
    Code(
        "R203",
        "unknown port of another service",
        "The address would have a port that nothing listens on, and the network policies would not let it "
        "through.",
        "Correct the port's name, or add the port to the service that is called.",
    ),
    Code(
        "R204",
        "port of another service not specified",
        "The service that is called has several ports, and an address or URL has exactly one.",
        "Write the port's name behind the service: service/port or app/service/port.",
    ),
    Code(
        "R205",
        "unknown external",
        "What services call outside the cluster is named in the environment, with its host, its port and the addresses "
        "that the network policy opens. Without that the reference means nothing there.",
        "Correct the name, or add it to the environment's externals.",
    ),
)


@dataclass(frozen=True, slots=True)
class Connection:
    """What a caller connects to."""

    caller: Service
    path: Path
    """Where the caller says it, the first time."""

    def gives(self, value: Any) -> Field:
        """A value that is there because of what the caller says."""
        return Field(value, self.caller.layers.origin, self.path)


@dataclass(frozen=True, slots=True)
class Link(Connection):
    """A connection to ports of another service in the same environment."""

    callee: Service
    ports: tuple[Port, ...]


@dataclass(frozen=True, slots=True)
class ExternalLink(Connection):
    """A connection to what the caller's environment calls by that name."""

    name: str
    external: External


@dataclass(frozen=True, slots=True)
class Graph:
    """The links of one environment, by who calls and by who is called, both as `app/service`.

    `texts` is what each address and URL stands for, by the service that holds it and its path there.
    """

    by_caller: Mapping[str, Sequence[Link]]
    by_callee: Mapping[str, Sequence[Link]]
    texts: Mapping[tuple[str, Path], str]
    outside: Mapping[str, Sequence[ExternalLink]]
    """What is called outside, by who calls."""

    def externals(self, service: Service) -> Sequence[ExternalLink]:
        """What the service calls outside the cluster, by name."""
        return self.outside.get(service.key, ())

    @property
    def links(self) -> tuple[Link, ...]:
        """Every link, sorted by caller and callee."""
        return tuple(link for links in self.by_caller.values() for link in links)

    def from_service(self, service: Service) -> Sequence[Link]:
        return self.by_caller.get(service.key, ())

    def to_service(self, service: Service) -> Sequence[Link]:
        return self.by_callee.get(service.key, ())


@dataclass(frozen=True, slots=True)
class _Mention:
    """A reference as written: where, what, and whether it stands for an address."""

    path: Path
    text: str
    form: str
    said: Mapping[str, Any]
    """The variable that holds it."""


def connect(releases: tuple[Release, ...]) -> tuple[Mapping[str, Graph], Findings]:
    """The graph of each environment, and a finding for every reference that leads nowhere."""
    graphs: dict[str, Graph] = {}
    findings: list[Finding] = []
    local: list[tuple[Finding, str]] = []
    declared = frozenset(service.key for release in releases for service in release.services)
    for environment in {release.environment.name: release.environment for release in releases}.values():
        services = {
            service.key: service
            for release in releases
            if release.environment.name == environment.name
            for service in release.services
        }
        linker = _Linker(services, declared, environment.externals)
        graphs[environment.name] = linker.graph()
        findings += linker.findings
        local += ((finding, environment.name) for finding in linker.local)
    return graphs, ordered((*findings, *in_environments(local)))


def _mentions(service: Service) -> Iterator[_Mention]:
    for index, text in enumerate(service.fields.get("connectsTo", ())):
        yield _Mention(("connectsTo", index), text, "connectsTo", {})
    for container, fields in service.containers():
        for name, value in sorted(fields.get("env", {}).items()):
            if isinstance(value, Mapping):
                for form in FORMS:
                    if form in value:
                        yield _Mention((*container, "env", name, form), value[form], form, value)


class _Linker:
    def __init__(
        self, services: Mapping[str, Service], declared: frozenset[str], externals: Mapping[str, External]
    ) -> None:
        self.services = services
        self.externals = externals
        self.declared = declared
        self.findings: list[Finding] = []
        self.local: list[Finding] = []
        self.spellings: dict[str, Mapping[str, str]] = {}

    def graph(self) -> Graph:
        links: dict[tuple[str, str], dict[str, Port]] = {}
        paths: dict[tuple[str, str], Path] = {}
        texts: dict[tuple[str, Path], str] = {}
        outside: dict[str, dict[str, ExternalLink]] = {}
        for service in self.services.values():
            for mention in _mentions(service):
                if mention.text.startswith(f"{names.EXTERNAL_APP}/"):
                    if link := self._external(service, mention):
                        outside.setdefault(service.key, {}).setdefault(link.name, link)
                        external = link.external
                        texts[service.key, mention.path] = written(
                            mention.form, mention.said, external.host, external.port, secure=external.tls
                        )
                    continue
                target = self._target(service, mention)
                if target is None:
                    continue
                callee, ports = target
                links.setdefault((service.key, callee.key), {}).update({port.name: port for port in ports})
                paths.setdefault((service.key, callee.key), mention.path)
                if mention.form != "connectsTo":
                    port, host = ports[0], names.address(callee.name, callee.namespace, service.namespace)
                    texts[service.key, mention.path] = written(
                        mention.form, mention.said, host, port.service, secure=port.tls
                    )
        by_caller: dict[str, list[Link]] = {}
        by_callee: dict[str, list[Link]] = {}
        for (caller, called), by_name in sorted(links.items()):
            ports = tuple(by_name[name] for name in sorted(by_name))
            between = Link(self.services[caller], paths[caller, called], self.services[called], ports)
            by_caller.setdefault(caller, []).append(between)
            by_callee.setdefault(called, []).append(between)
        beyond = {caller: [found[name] for name in sorted(found)] for caller, found in outside.items()}
        return Graph(by_caller, by_callee, texts, beyond)

    def _external(self, service: Service, mention: _Mention) -> ExternalLink | None:
        name = mention.text.partition("/")[2]
        if name in self.externals:
            return ExternalLink(service, mention.path, name, self.externals[name])
        hint = did_you_mean(name, self.externals, "name it in the environment's externals")
        self._find_here("R205", service, mention, f"'{mention.text}' names nothing outside", hint)
        return None

    def _target(self, service: Service, mention: _Mention) -> tuple[Service, tuple[Port, ...]] | None:
        key, port_name = self._split(service, mention.text)
        callee = self.services.get(key)
        if callee is None:
            self._unknown(service, mention, key)
            return None
        if callee.ports and not port_name and mention.form in ("connectsTo", "host"):
            return callee, callee.ports
        port = callee.port(port_name)
        if port is not None and (port.in_service or mention.form == "connectsTo"):
            return callee, (port,)
        if port is not None:
            message = f"'{mention.text}' names a port that the Service of {key} does not have"
            self._find_here(
                "R203", service, mention, message, f"remove inService from ports.{port.name} there"
            )
            return None
        known = [item.name for item in callee.ports]
        if not known:
            self._find_here("R203", service, mention, f"{key} has no ports")
        elif port_name:
            message = f"'{mention.text}' names a port that {key} does not have"
            self._find_here(
                "R203", service, mention, message, did_you_mean(port_name, known, f"it has {listed(known)}")
            )
        else:
            message = f"'{mention.text}' does not say which port of {key} is meant"
            hint = f"write {mention.text}/{known[0]}; there are {listed(known)}"
            self._find("R204", service, mention, message, hint)
        return None

    def _split(self, service: Service, text: str) -> tuple[str, str]:
        """`app/service` and the port's name, by the rule that the schema's `reference` states."""
        parts = text.split("/")
        if len(parts) == 3:
            return f"{parts[0]}/{parts[1]}", parts[2]
        if len(parts) == 2:
            if f"{service.app}/{parts[0]}" in self.declared:
                return f"{service.app}/{parts[0]}", parts[1]
            return text, ""
        return f"{service.app}/{text}", ""

    def _unknown(self, service: Service, mention: _Mention, key: str) -> None:
        if key in self.declared:
            message = f"'{mention.text}' names {key}, which does not run"
            hint = f"let {key} run there too, or override the reference there"
            self._find_here("R202", service, mention, message, hint)
            return
        if service.app not in self.spellings:
            self.spellings[service.app] = self._spellings(service.app)
        close = closest(mention.text, spellings := self.spellings[service.app])
        hint = f"did you mean '{spellings[close]}'?" if close else "a service is written as app/service"
        self._find("R201", service, mention, f"'{mention.text}' names no service", hint)

    def _spellings(self, app: str) -> Mapping[str, str]:
        """What a reference might have been meant as, and how that is written from the app."""
        result: dict[str, str] = {}
        for callee in self.services.values():
            near = callee.app == app
            reference = callee.name if near else callee.key
            result |= {callee.key: reference} if near else {callee.name: reference}
            for name in (reference, *(f"{reference}/{port.name}" for port in callee.ports)):
                result[name] = name
        return result

    def _find(self, code: str, service: Service, mention: _Mention, message: str, hint: str) -> None:
        self.findings.append(Finding(code, service.layers.origin(mention.path), message, hint))

    def _find_here(
        self, code: str, service: Service, mention: _Mention, message: str, hint: str = ""
    ) -> None:
        """A finding that other environments need not share."""
        self.local.append(Finding(code, service.layers.origin(mention.path), message, hint))
