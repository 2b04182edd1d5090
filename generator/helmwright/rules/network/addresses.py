"""Address ranges that are ranges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from ipaddress import ip_interface, ip_network

from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R607",
        "not an address range",
        "The API server refuses the policy or load balancer, or worse, reads another range than the one "
        "meant.",
        "Write the network's first address and its length, such as 10.10.0.0/16.",
    ),
)


def ranges(resolved: Resolved) -> Iterator[Finding]:
    """Every address range parses and has no bits set beyond its length."""
    for environment in resolved.inputs.environments.values():
        for path, cidrs in (
            (("cluster", "vpc", "cidrs"), environment.cluster.cidrs),
            (
                ("cluster", "dns", "addresses"),
                environment.source.said("cluster", "dns", "addresses").value or (),
            ),
            *((("externals", name, "cidrs"), item.cidrs) for name, item in environment.externals.items()),
            (("exposure", "sourceRanges"), tuple(environment.exposure.said.section("sourceRanges").value)),
            (("exposure", "alb", "subnetCIDRs"), environment.exposure.alb.subnet_cidrs),
        ):
            for index, message, hint in _problems(cidrs):
                yield Finding("R607", environment.source.at((*path, index)), message, hint)
    for _, service in resolved.services():
        for section in ("allowFrom", "egress"):
            for name, entry in service.section("network").get(section, {}).items():
                for key in ("cidrs", "except"):
                    for index, message, hint in _problems(entry.get(key, ())):
                        at = service.layers.origin(("network", section, name, key, index))
                        yield Finding("R607", at, message, hint)


def inside(cidr: str, outer: str) -> bool:
    """Whether a range is a smaller part of another one, or either of them is none, which is another finding."""
    try:
        small, large = ip_network(cidr), ip_network(outer)
    except ValueError:
        return True
    return small.version == large.version and small != large and large.supernet_of(small)  # type: ignore[arg-type]


def _problems(cidrs: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """What is wrong with ranges, each with the range's index and a hint."""
    for index, cidr in enumerate(cidrs):
        problem = _problem(cidr)
        if problem:
            yield index, *problem


@lru_cache(maxsize=1024)
def _problem(cidr: str) -> tuple[str, str] | None:
    try:
        meant = ip_interface(cidr).network
    except ValueError:
        return f"{cidr} is no address range", "for example 10.10.0.0/16"
    try:
        ip_network(cidr)
    except ValueError:
        return f"{cidr} has bits set beyond its length", f"did you mean {meant}?"
    return None


RULES = (ranges,)
