"""Network openings: complete, of one kind, and with exceptions that Kubernetes takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.model.origins import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service
from helmwright.rules.network.addresses import inside

CODES = (
    Code(
        "R412",
        "network opening incomplete",
        "Once all layers are merged, each entry of allowFrom and egress needs a namespace or cidrs. An opening "
        "without them would be open to everything or to nothing.",
        "Add what is missing.",
    ),
    Code(
        "R869",
        "network opening of two kinds",
        "An entry opens the way to pods of a namespace or to addresses. Of one that names both it is not clear whether "
        "either will do.",
        "Make it two entries. To go another way in one environment, switch the entry off there and add another one.",
    ),
    Code(
        "R870",
        "exception outside of its range",
        "The API server refuses a policy whose exception is not a part of the range, and exceptions count for each "
        "range of the entry.",
        "Give ranges with exceptions an entry each, or correct the exception.",
    ),
)

_EXAMPLES = {"allowFrom": "namespace: monitoring", "egress": "cidrs: [203.0.113.0/24]"}


def complete(resolved: Resolved) -> Iterator[Finding]:
    """Every opening says who or where, its exceptions say of what, and its protocol of which port."""
    for service, path, entry in _openings(resolved):
        at = service.layers.origin
        name = ".".join(map(str, path))
        if "namespace" not in entry and "cidrs" not in entry:
            first, second = ("namespace", "cidrs") if "allowFrom" in path else ("cidrs", "namespace")
            hint = f"for example {_EXAMPLES[str(path[1])]}"
            yield Finding("R412", at((*path, first)), f"{name} lacks {first} or {second}", hint)
        elif "except" in entry and "cidrs" not in entry:
            message = f"{name} has exceptions and lacks cidrs"
            yield Finding("R412", at((*path, "except")), message, "write the cidrs, or remove except")
        if "protocol" in entry and "port" not in entry:
            message = f"{name} has a protocol and lacks port"
            hint = "write the port, or remove protocol to allow every one"
            yield Finding("R412", at((*path, "protocol")), message, hint)


def distinct(resolved: Resolved) -> Iterator[Finding]:
    """An opening is for a namespace or for addresses."""
    for service, path, entry in _openings(resolved):
        if "namespace" in entry and "cidrs" in entry:
            at = service.layers.latest((*path, "namespace"), (*path, "cidrs"))
            message = f"{'.'.join(map(str, path))} names both a namespace and cidrs"
            yield Finding("R869", at, message, "make it two entries")


def exceptions(resolved: Resolved) -> Iterator[Finding]:
    """Every exception lies inside each of the ranges that it is taken from."""
    for service, path, entry in _openings(resolved):
        for index, cidr in enumerate(entry.get("except", ())):
            outside = [outer for outer in entry.get("cidrs", ()) if not inside(cidr, outer)]
            if outside:
                at = service.layers.origin((*path, "except", index))
                message = f"the exception {cidr} does not lie inside {outside[0]}"
                yield Finding("R870", at, message, "give ranges with exceptions an entry each")


def _openings(resolved: Resolved) -> Iterator[tuple[Service, Path, Mapping[str, Any]]]:
    for _, service in resolved.services():
        for section in ("allowFrom", "egress"):
            for name, entry in service.section("network").get(section, {}).items():
                yield service, ("network", section, name), entry


RULES = (complete, distinct, exceptions)
