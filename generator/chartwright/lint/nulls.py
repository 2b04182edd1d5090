"""Defaults that nobody can remove but with a null, which Helm's versions treat differently (helm/helm#32132)."""

from __future__ import annotations

from collections.abc import Iterator

from chartwright.lint.subject import Subject
from chartwright.usage.atoms import Path
from chartwright.usage.uses import Uses
from helmwright.findings import Finding, Severity, dotted, listed


def nulls(subject: Subject) -> Iterator[Finding]:
    """Entries of maps that values.yaml fills and a template prints whole: overriding merges, and never removes."""
    uses = Uses(subject.usage.uses)
    maps: dict[Path, list[Path]] = {}
    for path, default in subject.values.defaults.items():
        is_entry = len(path) > 1 and path[0] not in {"global", *subject.sub_charts}
        if is_entry and default not in (None, {}, []) and uses.print(path[:-1]):
            if len(path) > 2 and uses.print(path[:-2]):
                continue
            maps.setdefault(path[:-1], []).append(path)
    for above, entries in maps.items():
        one = len(entries) == 1
        keys = dotted(entries[0]) if one else f"{listed(path[-1] for path in entries)} of {dotted(above)}"
        yield Finding(
            "C114",
            subject.values.location(entries[0]),
            f"only a null removes the default{'' if one else 's'} {keys}",
            f"leave {dotted(above)} empty and give the default in the template, or ask for each key there",
            Severity.WARNING,
        )
