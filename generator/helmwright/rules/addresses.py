"""Address ranges that are ranges."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_interface, ip_network

from helmwright.findings import Finding, Location
from helmwright.model.resolved import Resolved


def ranges(resolved: Resolved) -> Iterator[Finding]:
    """Every address range parses and has no bits set beyond its length."""
    for environment in resolved.inputs.environments.values():
        for path, cidrs in (
            (("cluster", "vpc", "cidrs"), environment.cluster.cidrs),
            (("exposure", "sourceRanges"), environment.exposure.source_ranges),
        ):
            for index, cidr in enumerate(cidrs):
                yield from _range(cidr, environment.source.at((*path, index)))
    for _, service in resolved.services():
        for name, entry in service.section("network").get("egress", {}).items():
            for index, cidr in enumerate(entry.get("cidrs", ())):
                at = service.layers.origin(("network", "egress", name, "cidrs", index))
                yield from _range(cidr, at)


def _range(cidr: str, at: Location) -> Iterator[Finding]:
    try:
        ip_network(cidr)
    except ValueError:
        try:
            meant = ip_interface(cidr).network
        except ValueError:
            yield Finding("R607", at, f"{cidr} is no address range", "for example 10.10.0.0/16")
        else:
            message = f"{cidr} has bits set beyond its length"
            yield Finding("R607", at, message, f"did you mean {meant}?")
