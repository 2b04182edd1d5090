"""Hosts that two want, in an environment or in two of one cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helmwright import names
from helmwright.codes.code import Code
from helmwright.findings import Finding, Location, in_environments, listed, shortened
from helmwright.model.exposure.every_kind import all_exposures
from helmwright.model.exposure.exposure import Exposure
from helmwright.model.exposure.ingress import ANY
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R604",
        "host claimed twice",
        "Two services, or two exposures of one, claim the same host for load balancers or controllers of their own, or "
        "the same path of it behind one, in an environment or in two of one cluster. Which one answers is chance.",
        "Give one of the two another host or path. Application Load Balancers share a host where exposure.alb.group is "
        "the same.",
        overridable=True,
    ),
)


def hosts(resolved: Resolved) -> Iterator[Finding]:
    """In a cluster a host leads to one entry point, and there a path of it to one exposure of one service."""
    alike: dict[tuple[object, ...], list[_Clash]] = {}
    apart: dict[tuple[str, str], list[_Clash]] = {}
    for clash in _clashes(resolved):
        if clash.environments:
            apart.setdefault(clash.environments, []).append(clash)
        else:
            first, second = clash.first, clash.second
            kind = (first.asked.key, second.asked.key, clash.place, clash.index, "/" in clash.claim)
            alike.setdefault(kind, []).append(clash)
    yield from in_environments(
        (_clash(found), clash.second.environment.name) for found in alike.values() for clash in found
    )
    yield from (_of_environments(found) for found in apart.values())


@dataclass(frozen=True, slots=True)
class _Clash:
    """A claim to a host, or to a path of it, that another exposure had before; `index` is that of the second's host."""

    claim: str
    first: Exposure
    place: Location
    second: Exposure
    index: int

    @property
    def environments(self) -> tuple[str, str] | None:
        """Those of the two, where that is not one."""
        first, second = self.first.environment.name, self.second.environment.name
        return None if first == second else (first, second)


def _clashes(resolved: Resolved) -> Iterator[_Clash]:
    entries: dict[tuple[str, str], tuple[Exposure, Location]] = {}
    claims: dict[tuple[str, str], tuple[Exposure, Location]] = {}
    for exposure in all_exposures(resolved):
        environment, leads_to = exposure.environment, exposure.kind.entry_point(exposure)
        hosts = [names.host(name, environment.domain) for name in exposure.asked.hosts]
        for index, host in enumerate(hosts or [ANY] * exposure.any_host if leads_to else ()):
            mine = exposure, exposure.service.layers.origin(exposure.asked.to("hosts", index))
            first, place = entries.setdefault((environment.cluster.name, host), mine)
            if first.kind.entry_point(first) != leads_to:
                yield _Clash(host, first, place, exposure, index)
                continue
            for path in dict.fromkeys(path.rstrip("/") for path in exposure.asked.paths):
                claim = host + (path or "/")
                first, place = claims.setdefault((environment.cluster.name, claim), mine)
                if (first.asked.key, first.environment) != (exposure.asked.key, environment):
                    yield _Clash(claim, first, place, exposure, index)


def _clash(found: Sequence[_Clash]) -> Finding:
    """What two exposures claim by the same lines: all of it in one finding."""
    clash, claims = found[0], dict.fromkeys(clash.claim for clash in found)
    first, second = clash.first, clash.second
    at = second.service.layers.origin(second.asked.to("hosts", clash.index))
    message = f"{first.asked.key} and {second.asked.key} both claim {listed(shortened(claims))}"
    if "/" not in clash.claim and first.kind.router:
        message += " for load balancers or controllers of their own"
    hint = f"{clash.place} claims it too; change one of the two"
    return Finding("R604", at, message, hint)


def _of_environments(found: Sequence[_Clash]) -> Finding:
    """Two environments of a cluster that claim the same: all of it in one finding."""
    first, second = found[0].first.environment, found[0].second.environment
    claims = listed(shortened(dict.fromkeys(clash.claim for clash in found)))
    message = f"'{first.name}' and '{second.name}' share the cluster '{second.cluster.name}', and both claim {claims}"
    at = second.source.at(("domain",) if second.domain else ("cluster", "name"))
    return Finding("R604", at, message, "write another domain, or override the hosts in one of the two")


RULES = (hosts,)
