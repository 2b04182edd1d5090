"""What differs between two charts, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator

from chartwright.diff.compare import Comparison, Difference
from chartwright.diff.impact import Effect
from helmwright.report.json import dump
from helmwright.report.terminal import visible

_Key = tuple[Effect, str]


def text(comparison: Comparison) -> str:
    """A line for each kind of change, the greatest impact first, and one line about all of them."""
    return "".join(f"{visible(line)}\n" for line in _lines(comparison))


def json(comparison: Comparison) -> str:
    """Everything that differs, one by one."""
    return dump(
        {
            "old": {"name": comparison.old.name, "version": comparison.old.version},
            "new": {"name": comparison.new.name, "version": comparison.new.version},
            "impact": comparison.impact.word,
            "cases": list(comparison.cases),
            "differences": [
                {
                    "impact": found.effect.impact.word,
                    "case": found.case,
                    "kind": found.kind,
                    "name": found.name,
                    "path": found.effect.path,
                    "reason": found.effect.reason,
                    "source": found.effect.source,
                }
                for found in comparison.differences
            ],
        }
    )


def _lines(comparison: Comparison) -> Iterator[str]:
    groups: dict[_Key, list[Difference]] = {}
    for found in comparison.differences:
        groups.setdefault((found.effect, found.kind), []).append(found)
    for key in sorted(groups, key=lambda key: (-key[0].impact, key[1], key[0])):
        effect, kind = key
        yield f"{effect.impact.word:8} {' '.join(filter(None, (kind, effect.path))) or 'values'}: {_where(groups[key])}"
        if effect.reason:
            yield f"{'':8} {effect.reason}{f' ({effect.source})' if effect.source else ''}"
    old, new = (f"{chart.name} {chart.version}" for chart in (comparison.old, comparison.new))
    yield f"{comparison.impact.word}: from {old} to {new}, in {_counted(len(comparison.cases), 'case')}"


def _where(group: list[Difference]) -> str:
    first = group[0]
    one = f"{first.name} in {first.case}" if first.name else first.case
    return one if len(group) == 1 else f"{one} and {len(group) - 1} more"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
