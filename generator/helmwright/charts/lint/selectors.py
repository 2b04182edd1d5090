"""Selectors stay what they are, whatever changes.

The selector of a workload is immutable, so a chart whose selector follows a label, a version or a value breaks at the
next upgrade; a Service with such a selector loses its pods. Each value that a case sets or the chart gives is changed
once, in the first case that has it, and the same objects have to have the same selectors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helmwright.charts.cases import Case
from helmwright.charts.chart import CHART
from helmwright.charts.declared import general
from helmwright.charts.lint.subject import Subject
from helmwright.charts.renders import own_objects
from helmwright.findings import Finding, dotted
from helmwright.manifests import Manifest
from helmwright.tree import Tree
from helmwright.yamlio.writer import emit

_PROBE = "helmwright.dev/probe"
Identity = tuple[str, str, str]
Selectors = Mapping[Identity, tuple[str, Any]]


def selectors(subject: Subject) -> Iterator[Finding]:
    """Selectors that change with the chart's version, the application's, or a value."""
    other = {**subject.metadata, "version": "99.9.9", "appVersion": "99.9.9-probe"}
    bumped = {**subject.files, CHART: emit(other).encode()}
    tried: set[tuple[str, ...]] = set()
    for render in subject.renders:
        before = _selectors(render.objects)
        if not before:
            continue
        yield from _compared(subject, before, bumped, render.case, "the version in Chart.yaml")
        for path, values in _variations(_merged(_defaults(subject), render.case.values), ()):
            value = general(subject.descriptions[-1], path)
            if value not in tried and path[0] not in subject.sub_charts:
                tried.add(value)
                case = Case(render.case.path, values, render.case.alias)
                yield from _compared(subject, before, subject.files, case, f"the value {dotted(path)}")


def _compared(subject: Subject, before: Selectors, files: Tree, case: Case, what: str) -> Iterator[Finding]:
    """What differs between the selectors and those of a render; values that the chart refuses change nothing."""
    result = subject.engine.render(files, case)
    after = _selectors(own_objects(files, case, result.manifests))
    for (kind, namespace, name), (path, selector) in before.items():
        if after.get((kind, namespace, name), (path, selector))[1] != selector:
            yield subject.in_rendered(
                "C132",
                path,
                "selector:",
                f"the selector of {kind} {name} changes with {what}",
                "select by labels that nothing changes: the name, the instance and the component",
            )


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


def _variations(
    values: Mapping[str, Any], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """The values with one of them changed, for each that can be."""
    for key, value in values.items():
        path = (*above, key)
        if isinstance(value, Mapping) and value:
            for changed, inner in _variations(value, path):
                yield changed, {**values, key: inner}
        elif not isinstance(value, list):
            yield path, {**values, key: _other(value)}


def _other(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return f"{value}x"
    return {_PROBE: "probe"}
