"""Selectors stay what they are, whatever changes.

The selector of a workload is immutable, so a chart whose selector follows a label, a version or a value breaks at the
next upgrade; a Service with such a selector loses its pods. Each value that a case sets or the chart gives is changed
once, in the first case that has it, and the same objects have to have the same selectors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from chartwright.cases.case import NAMESPACE, Case
from chartwright.cases.renders import Render, own_objects
from chartwright.lint.changes import Change, changed, changes
from chartwright.lint.subject import Subject
from chartwright.usage.atoms import Path
from chartwright.values.declared import general
from helmwright.charts.metadata import CHART, SCHEMA
from helmwright.charts.values import merged
from helmwright.findings import Finding, dotted
from helmwright.jsonio import json_schema
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.scopes import identity
from helmwright.tree import Tree
from helmwright.yamlio.writer import emit

Identity = tuple[str, str, str, str]
Selectors = Mapping[Identity, tuple[str, Any]]
"""The template's path and the selector of each object that has one."""


def selectors(subject: Subject) -> Iterator[Finding]:
    """Selectors that change with the chart's version, the application's, or a value."""
    other = {**subject.metadata, "version": "99.9.9", "appVersion": "99.9.9-probe"}
    bumped = {**subject.files, CHART: emit(other).encode()}

    def compared(trial: tuple[Render, Case, Sequence[Change]]) -> tuple[Finding, ...]:
        render, case, fresh = trial
        before = _selectors(render.objects)
        version = _differences(subject, before, bumped, render.case, "the version in Chart.yaml")
        switches = [change for change in fresh if isinstance(change[1], bool)]
        others = [change for change in fresh if not isinstance(change[1], bool)]
        # Switches apart, since one often removes the objects to compare.
        return (
            *version,
            *_tried(subject, before, case, switches),
            *_tried(subject, before, case, others),
        )

    with ThreadPoolExecutor() as pool:  # Helm works outside the interpreter
        done = pool.map(compared, _trials(subject))
        for found in subject.engine.each("checking selectors", done, len(subject.renders)):
            yield from found


def _trials(subject: Subject) -> Iterator[tuple[Render, Case, Sequence[Change]]]:
    """Each render that selects anything, its case with the defaults, and the changes that no other one tries."""
    accepted = _accepted(subject)
    known: set[Path] = set()
    for render in subject.renders:
        if not _selectors(render.objects):
            continue
        case = replace(render.case, values=merged(_defaults(subject), render.case.values))
        fresh: list[Change] = []
        for path, value in changes(case.values):
            name = general(subject.descriptions[-1], path)
            if name not in known and accepted(changed(case.values, [(path, value)])):
                fresh.append((path, value))
            known.add(name)
        yield render, case, fresh


def _tried(subject: Subject, before: Selectors, case: Case, together: Sequence[Change]) -> Iterator[Finding]:
    """Tries changes together, and by halves where that does not show that nothing follows from them."""
    other = replace(case, values=changed(case.values, together))
    after = _rendered(subject, subject.files, other)
    if not together or all(after.get(identity) == found for identity, found in before.items()):
        return
    if len(together) == 1:
        what = f"the value {dotted(together[0][0])}"
        yield from _differences(subject, before, subject.files, other, what)
        return
    middle = len(together) // 2
    yield from _tried(subject, before, case, together[:middle])
    yield from _tried(subject, before, case, together[middle:])


def _differences(
    subject: Subject, before: Selectors, files: Tree, case: Case, what: str
) -> Iterator[Finding]:
    """What differs between the selectors and those of a render; values that the chart refuses change nothing."""
    after = _rendered(subject, files, case)
    for key, found in before.items():
        _, kind, _, name = key
        if after.get(key, found) != found:
            yield subject.in_rendered(
                "C132",
                found[0],
                "selector:",
                f"the selector of {kind} {name} changes with {what}",
                "select by labels that nothing changes: the name, the instance and the component",
            )


def _rendered(subject: Subject, files: Tree, case: Case) -> Selectors:
    return _selectors(own_objects(files, case, subject.engine.render(files, case).manifests))


def _accepted(subject: Subject) -> Callable[[Any], bool]:
    """Whether the chart's schema takes values: what it refuses need not be rendered."""
    try:
        schema = json_schema.validator(json_schema.text(subject.files[SCHEMA]))
    except (KeyError, ValueError):
        return lambda _: True
    return schema.is_valid


def _selectors(objects: tuple[tuple[str, Manifest], ...]) -> Selectors:
    return {
        identity(manifest, NAMESPACE): (path, found)
        for path, manifest in objects
        if (found := _selector(manifest))
    }


def _selector(manifest: Manifest) -> Any:
    spec = manifest.object.get("spec")
    key = "podSelector" if manifest.kind == "NetworkPolicy" else "selector"
    return spec.get(key) if isinstance(spec, Mapping) else None


def _defaults(subject: Subject) -> Mapping[str, Any]:
    return {path[0]: value for path, value in subject.values.defaults.items() if len(path) == 1}
