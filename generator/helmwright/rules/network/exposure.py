"""What is reachable from outside: hosts, node ports, and who may connect."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright import names
from helmwright.codes.code import Code
from helmwright.findings import Finding, Location, dotted, in_environments
from helmwright.model.expose import Expose
from helmwright.model.exposed import Exposed, ways
from helmwright.model.exposure import ExposureType
from helmwright.model.inputs import Environment
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service

CODES = (
    Code(
        "R601",
        "exposed without a host",
        "An Ingress without a host answers for every host that reaches the controller, other teams' ones "
        "included.",
        "Add hosts to expose, in the service or in the environment's override.",
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
        "R604",
        "host claimed twice",
        "Two services, or two exposures of one, claim the same host, or where requests are routed the same path of "
        "it. Which one answers is chance.",
        "Give one of the two another host or path.",
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
    Code(
        "R871",
        "one node port for several ports",
        "Ports of one protocol cannot share a node port. The API server refuses the Service.",
        "Remove the number, so that the cluster chooses one for each port, or expose one port there.",
    ),
)

_ROUTERS = {
    ExposureType.INGRESS: "an Ingress",
    ExposureType.ALB: "an ALB",
    ExposureType.GATEWAY: "a Gateway",
}
_WHY_OPEN = {
    ExposureType.INGRESS: "an Ingress lets in whomever its controller lets in",
    ExposureType.GATEWAY: "a Gateway lets in whomever its listeners let in",
    ExposureType.TARGET_GROUP: "a load balancer made elsewhere lets in whomever it lets in",
    ExposureType.NODE_PORT: "a node port lets in whoever reaches a node, whose address hides theirs",
}


def complete(resolved: Resolved) -> Iterator[Finding]:
    """An exposed service says what its environment needs to expose it."""
    return in_environments(
        (finding, environment.name)
        for environment, service, way in ways(resolved)
        for finding in _complete(service, way, environment)
    )


def _complete(service: Service, way: Exposed, environment: Environment) -> Iterator[Finding]:
    at = service.layers.origin
    expose, how = way.expose, way.how
    what = dotted(expose.path)
    if how.type.routes and not expose.hosts:
        message = f"{what} lacks the hosts that {_ROUTERS[how.type]} routes by"
        yield Finding("R601", at(expose.to("hosts")), message, "for example hosts: [shop]")
    if not expose.public:
        yield from _private(service, way, environment)
    protocols = [port.protocol for port in way.ports]
    if (
        how.type is ExposureType.NODE_PORT
        and expose.key in how.node_ports
        and len(protocols) > len(set(protocols))
    ):
        pinned = environment.source.at(("exposure", "nodePorts", expose.key))
        message = f"one node port is pinned for {expose.key}, which exposes several ports of one protocol"
        yield Finding("R871", pinned, message, "remove it, so that the cluster chooses a number for each")
    for index, host in enumerate(expose.hosts if how.uses_hosts else ()):
        problem = _problem(host, environment.domain)
        if problem:
            code, message, hint = problem
            yield Finding(code, at(expose.to("hosts", index)), message, hint)


def _private(service: Service, way: Exposed, environment: Environment) -> Iterator[Finding]:
    """What is not public has a way in that keeps others out, and the addresses it does so by where it needs them."""
    what = dotted(way.expose.path)
    at = service.layers.origin(way.expose.to("public"))
    apart = way.how.type.routes and environment.exposure.private
    if way.how.type not in _WHY_OPEN:
        if not environment.cluster.cidrs:
            message = f"{what} is not public, and the addresses that may connect are unknown"
            yield Finding("R602", at, message, "write cluster.vpc.cidrs in the environment")
    elif not apart:
        message = f"{what} is not public, and {_WHY_OPEN[way.how.type]}"
        hint = f"write public: true for this environment, or leave {what} out of it with enabled: false"
        yield Finding("R608", at, message, hint)


def _problem(host: str, domain: str) -> tuple[str, str, str] | None:
    """Code, message and hint of what is wrong with a host that is used."""
    if "." not in host and not domain:
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


def hosts(resolved: Resolved) -> Iterator[Finding]:
    """A host, and where requests are routed a host's path, leads to one way out of one service."""
    return in_environments(_hosts(resolved))


def _hosts(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    seen: dict[tuple[str, str], tuple[Expose, Location]] = {}
    for environment, service, way in ways(resolved):
        paths = way.expose.paths if way.how.type.routes else ("",)
        for index, host in enumerate(way.expose.hosts):
            for path in paths:
                claim = names.host(host, environment.domain) + path
                here = service.layers.origin(way.expose.to("hosts", index))
                other, there = seen.setdefault((environment.name, claim), (way.expose, here))
                if other.key != way.expose.key:
                    message = f"{other.key} and {way.expose.key} both claim {claim}"
                    hint = f"{there} claims it too; change one of the two"
                    yield Finding("R604", here, message, hint), environment.name


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


RULES = (complete, hosts, node_ports)
