"""A plan as one document for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.capacity.allocatable import Room
from helmwright.capacity.events import Event
from helmwright.capacity.plan import Load, Plan, Sum

VERSION = 1
"""Changes when a field does."""


def document(plan: Plan) -> dict[str, Any]:
    """Everything that is known: millicores, bytes, and prices of a month."""
    return {
        "environment": plan.environment.name,
        "cluster": plan.environment.cluster.name,
        "prices": dict(plan.prices.texts) if plan.prices else None,
        "leftOut": [*plan.left_out],
        "daemonSets": [{"name": work.name, **_room(work.room)} for work in plan.daemons],
        "loads": {load.name: _load(plan, load) for load in plan.loads},
    }


def _load(plan: Plan, load: Load) -> dict[str, Any]:
    return {
        "total": _sum(load.total),
        "teams": _sums(load.by_team),
        "apps": _sums(load.by_app),
        "zones": _sums(load.by_zone),
        "spotShare": round(load.spot, 4),
        "nodes": [
            {
                "name": node.name,
                "group": node.kind.group.name,
                "type": node.kind.instance.name,
                "zone": node.kind.zone,
                "spot": node.kind.group.spot,
                "room": _room(node.kind.room),
                "pods": dict(node.pods),
                "daemonSets": [*node.daemons],
            }
            for node in load.nodes
        ],
        "fargate": [
            {
                "workload": one.workload,
                "profile": one.profile,
                "pods": one.count,
                "vcpus": one.size[0] if one.size else None,
                "memoryGB": one.size[1] if one.size else None,
            }
            for one in load.serverless
        ],
        "withoutPlace": [
            {"workload": one.work.name, "pods": one.count, "why": one.why} for one in load.nowhere
        ],
        "subnets": [
            {
                "name": one.subnet,
                "zone": one.zone,
                "addresses": one.usable,
                "needed": one.needed,
                "reserved": one.reserved,
            }
            for one in load.addresses
        ],
        "updates": [_event(plan, event) for event in load.updates],
        "zoneLosses": [_event(plan, event) for event in load.zones],
        "drains": [_event(plan, event) for event in load.drains],
        "monthly": {
            "total": round(load.bill.total, 2),
            "rows": [
                {"group": group, "type": name, "price": round(price, 2)}
                for (group, name), price in load.bill.rows.items()
            ],
            "withoutPrice": [*load.bill.unknown],
        }
        if load.bill
        else None,
    }


def _event(plan: Plan, event: Event) -> dict[str, Any]:
    return {
        "of": event.what or None,
        "pods": event.moved,
        "moreNodes": event.opened,
        "withoutPlace": {plan.packed[number].name: count for number, count in event.left.items()},
        "boundToZone": {plan.packed[number].name: count for number, count in event.bound.items()},
    }


def _sums(found: Mapping[str, Sum]) -> dict[str, Any]:
    return {name: _sum(one) for name, one in found.items()}


def _sum(found: Sum) -> dict[str, int]:
    return {
        **_room(found.requests),
        "cpuLimits": found.limits.cpu,
        "memoryLimits": found.limits.memory,
    }


def _room(room: Room) -> dict[str, int]:
    return {"cpu": room.cpu, "memory": room.memory, "pods": room.pods}
