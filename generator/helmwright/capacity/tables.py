"""A plan as tables: what a terminal and a page of Markdown show."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.capacity.happenings import what_if
from helmwright.capacity.plan import Load, Plan
from helmwright.capacity.rows import Table, amounts, cpu, each, memory, slashed, sums
from helmwright.findings import listed
from helmwright.model.nodes import GroupType


def tables(plan: Plan, *, nodes: bool = False) -> Iterator[Table]:
    """Every table that has rows; with `nodes` each node at maximum with its pods too."""
    found = [
        _loads(plan),
        _groups(plan),
        *sums(plan),
        _subnets(plan),
        what_if(plan),
        _nowhere(plan),
        _bill(plan),
    ]
    if nodes:
        found += [_nodes(load) for load in plan.loads]
    yield from (table for table in found if table.rows)


def _loads(plan: Plan) -> Table:
    priced = any(load.bill for load in plan.loads)
    known = plan.environment.cluster.nodes is not None
    head = [*("load", "pods", "cpu", "memory", "cpu limits", "memory limits")]
    head += ["nodes", "on spot", "without a place"] if known else []
    head += ["a month"] if priced else []
    rows = []
    for load in plan.loads:
        row = [load.name, *amounts(load.total)]
        if known:
            row += [str(len(load.nodes)), f"{load.spot:.0%}", str(sum(one.count for one in load.nowhere))]
        if load.bill and priced:
            row.append(f"{load.bill.total:,.2f} {_currency(plan)}".strip())
        rows.append(tuple(row))
    return Table("Loads", tuple(head), tuple(rows))


def _currency(plan: Plan) -> str:
    return plan.prices.texts.get("currency", "") if plan.prices else ""


def _groups(plan: Plan) -> Table:
    """A row for each instance type of a group; of Fargate how many pods run there."""
    rows: dict[tuple[str, str], tuple[str, ...]] = {}
    for kind, taken in zip(plan.kinds, plan.taken, strict=True):
        key = (kind.group.name, kind.instance.name)
        has = kind.room + taken
        rows.setdefault(
            key,
            (
                *key,
                f"{cpu(has.cpu)}, {memory(has.memory)}, {has.pods} pods",
                f"{cpu(taken.cpu)}, {memory(taken.memory)}, {taken.pods} pods",
                each(plan, lambda load, key=key: str(load.count[key])),  # type: ignore[misc]
            ),
        )
    nodes = plan.environment.cluster.nodes
    for group in nodes.groups.values() if nodes else ():
        if group.type is GroupType.FARGATE:
            counts = each(
                plan,
                lambda load, name=group.name: str(  # type: ignore[misc]
                    sum(one.count for one in load.serverless if one.profile == name)
                ),
            )
            rows[group.name, ""] = (group.name, "fargate", "a pod each", "", counts)
    return Table(
        "Nodes", ("group", "type", "a node has", "daemonsets take", slashed(plan)), tuple(rows.values())
    )


def _subnets(plan: Plan) -> Table:
    head = ("subnet", "zone", "addresses", "needed", "with the reserve of the plug-in")
    rows = []
    for number, one in enumerate(plan.loads[-1].addresses):
        needed = each(plan, lambda load, number=number: str(load.addresses[number].needed))  # type: ignore[misc]
        reserved = each(plan, lambda load, number=number: str(load.addresses[number].reserved))  # type: ignore[misc]
        rows.append((one.subnet, one.zone, str(one.usable), needed, reserved))
    return Table(f"Addresses: {slashed(plan)}", head, tuple(rows))


def _nowhere(plan: Plan) -> Table:
    rows = tuple(
        (load.name, one.work.name, str(one.count), one.why) for load in plan.loads for one in load.nowhere
    )
    return Table("Without a place", ("load", "pods of", "number", "why"), rows)


def _bill(plan: Plan) -> Table:
    keys = sorted({key for load in plan.loads if load.bill for key in load.bill.rows})
    unknown = sorted({name for load in plan.loads if load.bill for name in load.bill.unknown})
    rows = [
        (*key, each(plan, lambda load, key=key: f"{load.bill.rows.get(key, 0):,.2f}" if load.bill else ""))  # type: ignore[misc]
        for key in keys
    ]
    rows += [("", name, "no price") for name in unknown]
    return Table(
        f"A month in {_currency(plan) or 'the file of prices'}",
        ("group", "type", slashed(plan)),
        tuple(rows),
    )


def _nodes(load: Load) -> Table:
    rows = tuple(
        (
            node.name,
            node.kind.instance.name,
            listed(f"{count} {name}" for name, count in node.pods.items()) if node.pods else "-",
        )
        for node in load.nodes
    )
    return Table(f"Every node at {load.name}", ("node", "type", "pods"), rows)
