"""Ingresses that share an Application Load Balancer: in which order it asks them, and what they must say alike.

The AWS Load Balancer Controller makes the rules of a group in the order of `group.order`, then of namespace and name,
within an Ingress longer prefixes first; the first rule that fits takes a request
(https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/pkg/ingress/group_loader.go,
`sortGroupMembers`, and `model_build_listener_rules.go`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from helmwright import names
from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.model.exposure.exposure import Exposure
from helmwright.model.field import Field

CODES = (
    Code(
        "R873",
        "path out of reach behind an ALB",
        "An ALB asks its rules one after the other, and those of an Ingress are asked together. Services of a group "
        "are put in order by the widest path and host of each, so that a longer path beside a wide one comes too late.",
        "Give the longer paths, or the other hosts, an entry of expose.more: it is asked at a time of its own.",
    ),
    Code(
        "R874",
        "services of one ALB that disagree",
        "What all services of a group share can be said in one way alone. The controller makes nothing of a group "
        "whose Ingresses contradict each other, and where one redirects to HTTPS those without it answer nothing.",
        "Say the same for all of the group, or give one of the environments another alb.group.",
    ),
)

_LONGEST, _LABELS = 123, 7
"""Differences in length beyond these count as none, so that an order stays within -1000 and 1000."""
_CLASS = _LONGEST + 1
_MOST = _WITHOUT_HOST = 1000
_NUMBER = re.compile(r"[+-]?[0-9]{1,10}")

_ALIKE = ("scheme", "ssl-redirect", "inbound-cidrs")
"""What holds for all of a group as soon as one says it."""
_HINTS = {
    "ssl-redirect": "say the same with tls and alb.certificates, or name another alb.group in one of them",
    "inbound-cidrs": "say the same with sourceRanges, or name another alb.group in one of them",
}
_NEVER_TWO = (
    "customer-owned-ipv4-pool",
    "ip-address-type",
    "load-balancer-name",
    "manage-backend-security-group-rules",
    "mutual-authentication",
    "security-group-prefix-lists",
    "security-groups",
    "shield-advanced-protection",
    "ssl-policy",
    "subnets",
    "waf-acl-id",
    "wafv2-acl-arn",
    "wafv2-acl-name",
)
"""What may be said by some of a group, and not in two ways."""


def order(exposure: Exposure) -> int:
    """When its rules are asked, by its widest host and path alone, so that no other service changes it.

    Hosts come before wildcards, longer wildcards before shorter ones and before no host at all; then longer paths
    before shorter ones. 0, what the controller takes where nothing is said, is every path of a host.
    """
    return max((_width(host) for host in exposure.hosts), default=_WITHOUT_HOST) - min(
        min(_LONGEST, len(_plain(path))) for path in exposure.asked.paths
    )


def is_order(text: str) -> bool:
    """Whether the controller takes a text for an order."""
    return bool(_NUMBER.fullmatch(text)) and abs(int(text)) <= _MOST


def _width(host: str) -> int:
    if not host.startswith("*."):
        return 0
    return _CLASS * max(1, _LABELS + 1 - host.count("."))


def _plain(path: str) -> str:
    """A prefix without the slash at its end, which means nothing; of every path that is nothing."""
    return path.rstrip("/")


@dataclass(frozen=True, slots=True)
class Member:
    """An exposure of a group, with its annotations by what follows the prefix."""

    exposure: Exposure
    annotations: Mapping[str, Field]

    @property
    def key(self) -> tuple[int, str, str]:
        """What the controller sorts it by."""
        service, said = self.exposure.service, self.annotations.get("group.order")
        name = names.secondary(service.name, self.exposure.asked.id)
        return int(said.value) if said and is_order(said.value) else 0, service.namespace, name

    def says(self, name: str) -> str:
        """An annotation's value, empty where it is not said."""
        return str(self.annotations[name].value) if name in self.annotations else ""


def out_of_reach(members: Sequence[Member]) -> Iterator[tuple[Finding, str]]:
    """Rules that come after wider ones of other exposures, which take their requests."""
    asked: dict[str, dict[str, Exposure]] = {}
    for member in sorted(members, key=lambda member: member.key):
        later = member.exposure
        for host in later.hosts or ("",):
            for path in map(_plain, later.asked.paths):
                earlier = _taken(host, path, asked)
                if earlier:
                    yield _late(later, host, path, earlier), later.environment.name
        for host in later.hosts or ("",):
            for path in map(_plain, later.asked.paths):
                asked.setdefault(host, {}).setdefault(path, later)


def _taken(host: str, path: str, asked: Mapping[str, Mapping[str, Exposure]]) -> Exposure | None:
    """Who is asked before about requests for a path of a host, though it has a wider one."""
    steps = path.split("/")
    own = asked.get(host, {})
    for length in range(1, len(steps)):
        if shorter := own.get("/".join(steps[:length])):
            return shorter
    for other in _wider(host):
        for theirs, exposure in asked.get(other, {}).items():
            if _is_below(theirs, path) or _is_below(path, theirs):
                return exposure
    return None


def _wider(host: str) -> Iterator[str]:
    """The hosts that take in all requests for another: of a wildcard every name below, and none at all."""
    labels = host.removeprefix("*.").split(".")
    yield from (f"*.{'.'.join(labels[start:])}" for start in range(1, len(labels)))
    if host:
        yield ""


def _is_below(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}/")


def _late(later: Exposure, host: str, path: str, earlier: Exposure) -> Finding:
    what = f"{host}{path or '/'}"
    message = f"{earlier.asked.key} takes requests for {what} from {later.asked.key}: their load balancer asks it first"
    hint = f"give {path or host} an entry of expose.more of its own"
    return Finding("R873", later.at("paths"), message, hint)


def disagreeing(group: str, members: Sequence[Member]) -> Iterator[tuple[Finding, str]]:
    """What members of a group say otherwise than the first that says it."""
    for name in (*_ALIKE, *_NEVER_TWO):
        speaking = [member for member in members if name in _ALIKE or name in member.annotations]
        for member in speaking[1:]:
            if member.says(name) != speaking[0].says(name):
                yield _contradiction(group, name, speaking[0], member), member.exposure.environment.name


def _contradiction(group: str, name: str, first: Member, second: Member) -> Finding:
    one, other = first.exposure, second.exposure
    at = second.annotations[name].location if name in second.annotations else other.at("hosts")
    owners = f"for {one.asked.key}", f" for {other.asked.key}"
    if one.environment.name != other.environment.name:
        owners = f"in {one.environment.name}", ""
        at = other.given.said.section("alb").section("group").location
    values = [member.says(name) or "nothing" for member in (first, second)]
    said = f"{name}, {values[0]} {owners[0]}, is {values[1]}{owners[1]}"
    message = f"the group '{group}' is one load balancer, whose {said}"
    return Finding("R874", at, message, _HINTS.get(name, "say the same, or name another group"))
