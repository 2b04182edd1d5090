"""Sums as rows of tables: amounts in words, one for each load."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from helmwright.capacity.plan import Load, Plan, Sum
from helmwright.kubernetes.quantities import spelt

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a head; the title says what they are."""

    title: str
    head: tuple[str, ...]
    rows: Rows


def cpu(millicores: int) -> str:
    """Cores in words: `250m`, `1.5`."""
    if not millicores:
        return "-"
    return f"{millicores}m" if millicores < 1000 else f"{millicores / 1000:.10g}"


def memory(amount: int) -> str:
    """Bytes in words: `1.5Gi`."""
    return spelt("memory", Fraction(amount)) if amount > 0 else "-"


def slashed(plan: Plan) -> str:
    """The names of the loads."""
    return " / ".join(load.name for load in plan.loads)


def each(plan: Plan, what: Callable[[Load], str]) -> str:
    """Something of each load."""
    return joined(map(what, plan.loads))


def joined(values: Iterable[str]) -> str:
    """One for each load, or once what they have in common."""
    found = [*values]
    return " / ".join(found) if len(set(found)) > 1 else found[0]


def sums(plan: Plan) -> Iterator[Table]:
    """A table by team, by app and by zone."""
    of: tuple[tuple[str, Callable[[Load], Mapping[str, Sum]]], ...] = (
        ("team", lambda load: load.by_team),
        ("app", lambda load: load.by_app),
        ("zone", lambda load: load.by_zone),
    )
    for name, sums in of:
        head = (name, "pods", "cpu", "memory", "cpu limits", "memory limits")
        names = sorted({key for load in plan.loads for key in sums(load)})
        if names != [""]:
            rows = tuple(
                (key or "-", *_slashes([sums(load).get(key, Sum()) for load in plan.loads])) for key in names
            )
            yield Table(f"By {name}: {slashed(plan)}", head, rows)


def _slashes(found: Sequence[Sum]) -> tuple[str, ...]:
    return tuple(joined(column) for column in zip(*map(amounts, found), strict=True))


def amounts(found: Sum) -> tuple[str, ...]:
    """A sum in words: pods, then requests and limits of CPU and memory."""
    asked, limits = found.requests, found.limits
    return (str(asked.pods), cpu(asked.cpu), memory(asked.memory), cpu(limits.cpu), memory(limits.memory))
