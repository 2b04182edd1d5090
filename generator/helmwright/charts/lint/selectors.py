"""Selectors stay what they are, whatever changes.

The selector of a workload is immutable, so a chart whose selector follows a label, a version or a value breaks at the
next upgrade; a Service with such a selector loses its pods. Each value that a case sets or the chart gives is changed
once, in the first case that has it, and the same objects have to have the same selectors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import jsonschema_rs

from helmwright.charts.cases import Case
from helmwright.charts.chart import CHART
from helmwright.charts.declared import general
from helmwright.charts.described import SCHEMA
from helmwright.charts.lint.subject import Subject
from helmwright.charts.renders import own_objects
from helmwright.charts.usage.atoms import Path
from helmwright.findings import Finding, dotted
from helmwright.manifests import Manifest
from helmwright.tree import Tree
from helmwright.yamlio.writer import emit

_PROBE = "helmwright.dev/probe"
Identity = tuple[str, str, str]
Selectors = Mapping[Identity, tuple[str, Any]]
Change = tuple[Path, Any]
"""A path of the values, and what it becomes."""


def selectors(subject: Subject) -> Iterator[Finding]:
    """Selectors that change with the chart's version, the application's, or a value."""
    other = {**subject.metadata, "version": "99.9.9", "appVersion": "99.9.9-probe"}
    bumped = {**subject.files, CHART: emit(other).encode()}
    accepted = _accepted(subject)
    tried: set[Path] = set()
    for render in subject.renders:
        before = _selectors(render.objects)
        if not before:
            continue
        yield from _changed(subject, before, bumped, render.case, "the version in Chart.yaml")
        values = _merged(_defaults(subject), render.case.values)
        changes: dict[bool, list[Change]] = {True: [], False: []}
        for path, value in _changes(values, ()):
            name = general(subject.descriptions[-1], path)
            if name not in tried and path[0] not in subject.sub_charts:
                tried.add(name)
                if accepted(_with(values, [(path, value)])):
                    changes[isinstance(value, bool)].append((path, value))
        for together in changes.values():  # apart, since a switch often removes the objects to compare
            yield from _tried(subject, before, replace(render.case, values=values), together)


def _tried(subject: Subject, before: Selectors, case: Case, changes: Sequence[Change]) -> Iterator[Finding]:
    """Tries changes together, and by halves where that does not show that nothing follows from them."""
    changed = replace(case, values=_with(case.values, changes))
    after = _selectors(
        own_objects(subject.files, changed, subject.engine.render(subject.files, changed).manifests)
    )
    if not changes or all(after.get(key) == found for key, found in before.items()):
        return
    if len(changes) == 1:
        yield from _changed(subject, before, subject.files, changed, f"the value {dotted(changes[0][0])}")
        return
    middle = len(changes) // 2
    yield from _tried(subject, before, case, changes[:middle])
    yield from _tried(subject, before, case, changes[middle:])


def _changed(subject: Subject, before: Selectors, files: Tree, case: Case, what: str) -> Iterator[Finding]:
    """What differs between the selectors and those of a render; values that the chart refuses change nothing."""
    after = _selectors(own_objects(files, case, subject.engine.render(files, case).manifests))
    for (kind, namespace, name), (path, selector) in before.items():
        if after.get((kind, namespace, name), (path, selector))[1] != selector:
            yield subject.in_rendered(
                "C132",
                path,
                "selector:",
                f"the selector of {kind} {name} changes with {what}",
                "select by labels that nothing changes: the name, the instance and the component",
            )


def _accepted(subject: Subject) -> Callable[[Any], bool]:
    """Whether the chart's schema takes values: what it refuses need not be rendered."""
    try:
        schema = jsonschema_rs.validator_for(subject.files[SCHEMA].decode())
    except (KeyError, ValueError):
        return lambda _: True
    return schema.is_valid


def _selectors(objects: tuple[tuple[str, Manifest], ...]) -> Selectors:
    return {
        (manifest.kind, manifest.namespace, manifest.name): (path, found)
        for path, manifest in objects
        if (found := _selector(manifest))
    }


def _selector(manifest: Manifest) -> Any:
    spec = manifest.object.get("spec")
    key = "podSelector" if manifest.kind == "NetworkPolicy" else "selector"
    return spec.get(key) if isinstance(spec, Mapping) else None


def _defaults(subject: Subject) -> Mapping[str, Any]:
    return {path[0]: value for path, value in subject.values.defaults.items() if len(path) == 1}


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in over.items():
        below = result.get(key)
        nested = isinstance(value, Mapping) and isinstance(below, Mapping)
        result[key] = _merged(below or {}, value) if nested else value
    return result


def _changes(values: Mapping[str, Any], above: Path) -> Iterator[Change]:
    """Another value for each that is no list."""
    for key, value in values.items():
        path = (*above, key)
        if isinstance(value, Mapping) and value:
            yield from _changes(value, path)
        elif not isinstance(value, list):
            yield path, _other(value)


def _with(values: Mapping[str, Any], changes: Sequence[Change]) -> dict[str, Any]:
    """The values after the changes."""
    result = dict(values)
    for (key, *below), value in changes:
        result[key] = _with(result[key], [(tuple(below), value)]) if below else value
    return result


def _other(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return f"{value}x"
    return {_PROBE: "probe"}
