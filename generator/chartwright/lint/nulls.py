"""Defaults that nobody can remove but with a null, which Helm's versions treat differently (helm/helm#32132)."""

from __future__ import annotations

from collections.abc import Iterator

from chartwright.lint.subject import Subject
from chartwright.usage.uses import Uses
from helmwright.findings import Finding, Severity, dotted


def nulls(subject: Subject) -> Iterator[Finding]:
    """Entries of maps that values.yaml fills and a template prints whole: overriding merges, and never removes."""
    uses = Uses(subject.usage.uses)
    for path, default in subject.values.defaults.items():
        is_entry = len(path) > 1 and path[0] not in {"global", *subject.sub_charts}
        if is_entry and default not in (None, {}, []) and uses.print(path[:-1]):
            if len(path) > 2 and uses.print(path[:-2]):
                continue
            yield Finding(
                "C114",
                subject.values.location(path),
                f"only a null removes the default {dotted(path)}",
                f"leave {dotted(path[:-1])} empty and give the default in the template, or ask for each key there",
                Severity.WARNING,
            )
