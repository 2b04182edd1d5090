"""Every value that templates use is declared, and every declared one is used."""

from __future__ import annotations

from collections.abc import Iterator

from chartwright.lint.subject import Subject
from chartwright.usage.atoms import ANY, Path
from chartwright.usage.record import Place
from chartwright.usage.uses import Uses
from chartwright.values.declared import knows
from chartwright.values.dependencies import conditions
from chartwright.values.leaves import leaf_schemas
from helmwright.charts.metadata import is_library
from helmwright.findings import Finding, Severity, dotted
from helmwright.hints import did_you_mean


def undeclared(subject: Subject) -> Iterator[Finding]:
    """Values that are asked for and declared nowhere. A helper that serves several maps may ask some in vain."""
    places: dict[Path, list[Place]] = {}
    for place, paths in subject.usage.reads.items():
        if place.path in subject.templates and not any(_known(subject, path) for path in paths):
            places.setdefault(min(paths), []).append(place)
    for path, asking in places.items():
        if any(path[:depth] in places for depth in range(1, len(path))):
            continue  # what is missing there is the map
        meant = did_you_mean(path[-1], subject.values.keys(path[:-1]))
        hint = f"declare {dotted(path)} in values.yaml{'; ' if meant else ''}{meant}"
        more = f", here and in {len(asking) - 1} more places" if len(asking) > 1 else ""
        message = (
            f"the value {dotted(path)} is not declared{more.removesuffix('s') if len(asking) == 2 else more}"
        )
        yield subject.in_template("C111", min(asking), message, hint)


def unused(subject: Subject) -> Iterator[Finding]:
    """Declared values that no template uses; where a whole map is not used, the map."""
    if is_library(subject.metadata):
        return
    declared = {path for source in subject.descriptions for path, _ in leaf_schemas(source)}
    elsewhere = {"global", *subject.sub_charts}
    deciding = conditions(subject.metadata)
    uses = Uses(subject.usage.uses)
    used = {path for path in declared if path[0] in elsewhere or path in deciding or uses.reach(path)}
    reached = {path[:depth] for path in used for depth in range(1, len(path) + 1)}
    for path in sorted({_shortest(path, reached) for path in declared - used}):
        yield Finding(
            "C112",
            subject.values.location(path),
            f"no template uses the value {dotted(path)}",
            "remove it, or use it",
            Severity.WARNING,
        )


def _shortest(path: Path, reached: set[Path]) -> Path:
    """The first part of the path below which nothing is used."""
    return next(path[:depth] for depth in range(1, len(path) + 1) if path[:depth] not in reached)


def _known(subject: Subject, path: Path) -> bool:
    """`global` and what belongs to sub-charts are declared elsewhere, and some values are set by templates."""
    elsewhere = not path or path in subject.usage.writes or path[0] in {ANY, *subject.sub_charts}
    if elsewhere or any(knows(source, path) for source in subject.descriptions):
        return True
    return path[0] == "global" and not any("global" in source.properties for source in subject.descriptions)
