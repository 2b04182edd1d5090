"""Pods and addresses that there is no room for, at minimum and at maximum."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.capacity.demands import refusals
from helmwright.capacity.plan import Plan
from helmwright.capacity.reckon import SYSTEM
from helmwright.kubernetes.manifests import Manifest
from helmwright.validate.validator import Problem

SUBNET = "Subnet"
"""The kind that stands for a subnet in a problem, which is no object."""


def room(plan: Plan) -> Iterator[Problem]:
    """Pods that some node would take, were there more of them."""
    reported: set[str] = set()
    for load, code in zip(plan.loads, ("K244", "K245"), strict=True):
        for one in load.nowhere:
            work = one.work
            fits = {kind.group.name for kind in plan.kinds} - refusals(work, plan.kinds).keys()
            if work.owned.app == SYSTEM or not fits or work.name in reported:
                continue
            reported.add(work.name)
            count = work.counts[0 if code == "K244" else 2]
            message = f"{one.count} of {count} pods of {work.owned.manifest} have no place at {load.name}: {one.why}"
            yield Problem(
                work.owned.manifest, (), message, code, "raise max or limits of a node group, or ask for less"
            )


def addresses(plan: Plan) -> Iterator[Problem]:
    """Subnets that have fewer addresses than nodes and pods need, a problem of the subnet by its name."""
    at_minimum = {one.subnet for one in plan.loads[0].addresses if one.needed > one.usable}
    for one in plan.loads[-1].addresses:
        if one.needed > one.usable:
            when = "at minimum already" if one.subnet in at_minimum else "at maximum"
            message = f"nodes and pods need {one.needed} addresses of the subnet '{one.subnet}' {when}, of {one.usable}"
            yield Problem(
                Manifest(one.subnet, {"kind": SUBNET}),
                (),
                message,
                "K246",
                "add a subnet, or take prefixes or more zones",
            )
