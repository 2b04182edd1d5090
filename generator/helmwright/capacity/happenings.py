"""What may happen, as a table."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.capacity.events import Event
from helmwright.capacity.plan import Load, Plan
from helmwright.capacity.rows import Table, joined, slashed
from helmwright.findings import listed


def what_if(plan: Plan) -> Table:
    """A row for each thing that may happen, with what it does at each load."""
    found = [dict(_named(load)) for load in plan.loads]
    names = dict.fromkeys(name for events in found for name in events)
    rows = tuple(
        (
            name,
            *(
                joined(column)
                for column in zip(*(_event(plan, events.get(name)) for events in found), strict=True)
            ),
        )
        for name in names
    )
    return Table(
        f"What if: {slashed(plan)}", ("what", "pods to place", "more nodes", "without a place"), rows
    )


def _named(load: Load) -> Iterator[tuple[str, Event]]:
    for event in load.updates:
        yield f"update of {event.what or 'all apps at once'}", event
    for event in load.zones:
        if event.moved or event.bound:
            yield f"loss of zone {event.what}", event
    for event in load.drains:
        yield f"drain of a node of {event.what}", event


def _event(plan: Plan, event: Event | None) -> tuple[str, str, str]:
    if event is None:
        return "-", "-", "-"
    left = [f"{count} of {plan.packed[number].name}" for number, count in event.left.items()]
    left += [
        f"{count} of {plan.packed[number].name} with volumes there" for number, count in event.bound.items()
    ]
    return str(event.moved), str(event.opened), listed(left) if left else "0"
