"""What is reachable from outside: by what, and who may connect."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright import names
from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted, in_environments
from helmwright.hints import did_you_mean
from helmwright.model.exposure.every_kind import KINDS, all_exposures
from helmwright.model.exposure.exposure import Exposure, Kind
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R109",
        "unknown class of exposure",
        "An exposure that asks for a class goes the way that the environment describes for it. Without one it would go "
        "the usual way, and be open to others than is meant.",
        "Describe it under exposure.classes in the environment, or override expose.class there.",
    ),
    Code(
        "R601",
        "exposed without a host",
        "An Ingress without a host answers for every host that reaches the controller, other teams' ones "
        "included.",
        "Add hosts to expose, in the service or in the environment's override. Where it is meant, the environment says "
        "so with exposure.anyHost.",
        overridable=True,
    ),
    Code(
        "R602",
        "private without addresses",
        "public: false limits who may connect to the environment's own network, and the environment does "
        "not say what that is. The service would be open or closed to all.",
        "Write cluster.vpc.cidrs in the environment.",
    ),
    Code(
        "R603",
        "host without a domain",
        "A host without a dot gets the environment's domain, and the environment has none. The name would "
        "lead nowhere.",
        "Write domain in the environment, or the host in full.",
        overridable=True,
    ),
    Code(
        "R605",
        "node port claimed twice",
        "A node port of a cluster belongs to one Service. The API server refuses the second one.",
        "Give one of the two another number.",
        overridable=True,
    ),
    Code(
        "R608",
        "private service on a shared entry point",
        "public: false can be kept where a load balancer of the service's own filters addresses. An Ingress "
        "controller or a node passes everybody's connections on as its own, so the service would be as open as "
        "they are.",
        "Say public: true or enabled: false under expose for this environment, or give those that are not public a "
        "way of their own with exposure.private, such as another IngressClass or Gateway. Where the controller or the "
        "nodes are private themselves, set the severity of the finding in helmwright.yaml with that as the reason.",
        overridable=True,
    ),
    Code(
        "R860",
        "IP address as a host",
        "Requests are told apart by DNS names. The API server refuses an Ingress or a route for an IP address, "
        "and no top-level domain begins with a digit.",
        "Write a DNS name. A service that is reached by its address needs no host.",
    ),
)


_CLASS = "describe it under exposure.classes in the environment"


def complete(resolved: Resolved) -> Iterator[Finding]:
    """An exposed service says what its environment needs to expose it."""
    return in_environments(
        (finding, exposure.environment.name)
        for exposure in all_exposures(resolved)
        for finding in _complete(exposure)
    )


def _complete(exposure: Exposure) -> Iterator[Finding]:
    asked, router = exposure.asked, exposure.kind.router
    if (
        asked.class_name
        and not exposure.environment.exposure.of(asked)
        and exposure.kind.entry_point(exposure)
    ):
        classes = sorted(exposure.environment.exposure.classes)
        message = (
            f"{dotted(asked.path)} wants the class '{asked.class_name}', which the exposure does not have"
        )
        yield Finding("R109", exposure.at("class"), message, did_you_mean(asked.class_name, classes, _CLASS))
    if router and not asked.hosts and not exposure.any_host:
        message = f"{dotted(asked.path)} lacks the hosts that {router} routes by"
        yield Finding("R601", exposure.at("hosts"), message, "for example hosts: [shop]")
    for port in exposure.ports:
        if not port.in_service:
            message = f"{dotted(asked.path)} leads to the port '{port.name}', which the Service does not have"
            hint = f"expose another port, or remove inService from ports.{port.name}"
            yield Finding("R404", exposure.at("port"), message, hint)
    if not asked.public:
        yield from _private(exposure)
    for index, host in enumerate(asked.hosts if exposure.uses_hosts else ()):
        problem = _problem(host, exposure.environment.domain)
        if problem:
            code, message, hint = problem
            at = exposure.service.layers.origin(asked.to("hosts", index))
            yield Finding(code, at, message, hint)


def _private(exposure: Exposure) -> Iterator[Finding]:
    """What is not public has a way in that keeps others out, and the addresses it does so by where it needs them."""
    what, environment = dotted(exposure.asked.path), exposure.environment
    apart = exposure.kind.router and exposure.given is not environment.exposure
    if not exposure.kind.openness:
        if not environment.cluster.cidrs:
            message = f"{what} is not public, and the addresses that may connect are unknown"
            yield Finding(
                "R602", exposure.at("public"), message, "write cluster.vpc.cidrs in the environment"
            )
    elif not apart:
        message = f"{what} is not public, and {exposure.kind.openness}"
        hint = f"write public: true for this environment, or leave {what} out of it with enabled: false"
        yield Finding("R608", exposure.at("public"), message, hint)


def by_kind(resolved: Resolved) -> Iterator[Finding]:
    """Each kind of exposure has what it needs, and can do what is asked of it."""
    for environment in resolved.inputs.environments.values():
        if environment.exposure.type in KINDS:
            yield from KINDS[environment.exposure.type].lacks(environment)
    alike: dict[tuple[str, Kind], list[Exposure]] = {}
    for exposure in all_exposures(resolved):
        alike.setdefault((exposure.environment.cluster.name, exposure.kind), []).append(exposure)
    yield from in_environments(pair for (_, kind), found in alike.items() for pair in kind.refuses(found))


def _problem(host: str, domain: str) -> tuple[str, str, str] | None:
    """Code, message and hint of what is wrong with a host that is used."""
    if names.is_short(host) and not domain:
        message = f"the host '{host}' needs a domain, and there is none"
        return "R603", message, "write domain in the environment, or the host in full"
    full = names.host(host, domain)
    if full.rpartition(".")[2][0].isdigit():
        # No top-level domain begins with a digit (RFC 3696, section 2); Kubernetes refuses addresses as hosts.
        return (
            "R860",
            f"the host '{full}' ends like an address, not like a name",
            "for example shop.acme.example",
        )
    return None


def node_ports(resolved: Resolved) -> Iterator[Finding]:
    """A node port of a cluster is one service's."""
    seen: dict[tuple[str, int], str] = {}
    for environment in resolved.inputs.environments.values():
        for key, number in sorted(environment.exposure.node_ports.items()):
            owner = f"{key} in {environment.name}"
            other = seen.setdefault((environment.cluster.name, number), owner)
            if other != owner:
                at = environment.source.at(("exposure", "nodePorts", key))
                message = f"{other} and {owner} both claim the node port {number}"
                yield Finding("R605", at, message, "give one of them another number")


RULES = (complete, by_kind, node_ports)
