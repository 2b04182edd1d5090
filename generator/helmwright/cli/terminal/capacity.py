"""Plans of capacity as text and as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helmwright.capacity.plan import Plan
from helmwright.capacity.rows import Table
from helmwright.capacity.tables import tables
from helmwright.cli.terminal.columns import aligned
from helmwright.findings import listed
from helmwright.report.terminal import visible


def text(plans: Iterable[Plan], *, nodes: bool) -> str:
    """The tables of each environment below each other."""
    return "\n".join("".join(_text(plan, nodes=nodes)) for plan in plans)


def markdown(plans: Iterable[Plan], *, nodes: bool) -> str:
    """A page with a part for each environment."""
    return "\n".join(["# Capacity\n", *("\n".join(_markdown(plan, nodes=nodes)) for plan in plans)])


def _text(plan: Plan, *, nodes: bool) -> Iterator[str]:
    yield f"{_heading(plan)}\n"
    for table in tables(plan, nodes=nodes):
        head = tuple(cell.upper() for cell in table.head)
        yield f"\n{visible(table.title)}\n"
        yield aligned([head, *(tuple(visible(cell) for cell in row) for row in table.rows)])
    for remark in _remarks(plan):
        yield f"\n{visible(remark)}\n"


def _markdown(plan: Plan, *, nodes: bool) -> Iterator[str]:
    yield f"## {_heading(plan)}\n"
    for table in tables(plan, nodes=nodes):
        yield f"### {visible(table.title)}\n\n{_rows(table)}"
    for remark in _remarks(plan):
        yield f"{visible(remark)}\n"


def _heading(plan: Plan) -> str:
    return visible(f"{plan.environment.name} on {plan.environment.cluster.name}")


def _rows(table: Table) -> str:
    rows = [table.head, tuple("---" for _ in table.head), *table.rows]
    return "".join(
        f"| {' | '.join(visible(cell).replace('|', chr(92) + '|') for cell in row)} |\n" for row in rows
    )


def _remarks(plan: Plan) -> Iterator[str]:
    if plan.environment.cluster.nodes is None:
        yield "Nothing is said of nodes: describe them under cluster.nodes of the environment."
    if plan.prices and plan.prices.texts:
        said = (f"{name} {value}" for name, value in plan.prices.texts.items() if name != "currency")
        yield f"Prices: {', '.join(said)}."
    if plan.left_out:
        yield f"Not reckoned with: {listed(plan.left_out)}."
