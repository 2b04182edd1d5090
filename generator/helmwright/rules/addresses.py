"""Address ranges that are ranges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from ipaddress import ip_interface, ip_network

from helmwright.findings import Finding
from helmwright.model.resolved import Resolved


def ranges(resolved: Resolved) -> Iterator[Finding]:
    """Every address range parses and has no bits set beyond its length."""
    for environment in resolved.inputs.environments.values():
        for path, cidrs in (
            (("cluster", "vpc", "cidrs"), environment.cluster.cidrs),
            (("exposure", "sourceRanges"), environment.exposure.source_ranges),
            (("exposure", "alb", "subnetCIDRs"), environment.exposure.alb.subnet_cidrs),
        ):
            for index, message, hint in _problems(cidrs):
                yield Finding("R607", environment.source.at((*path, index)), message, hint)
    for _, service in resolved.services():
        for name, entry in service.section("network").get("egress", {}).items():
            for index, message, hint in _problems(entry.get("cidrs", ())):
                at = service.layers.origin(("network", "egress", name, "cidrs", index))
                yield Finding("R607", at, message, hint)


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
