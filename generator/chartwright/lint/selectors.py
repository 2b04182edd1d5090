"""Selectors stay what they are, whatever changes.

The selector of a workload is immutable, so a chart whose selector follows a label, a version or a value breaks at the
next upgrade; a Service with such a selector loses its pods. Each value that a case sets or the chart gives is changed
once, in the first case that has it, and the same objects have to have the same selectors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
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
from helmwright.yamlio.writer import emit

Identity = tuple[str, str, str, str]
Selectors = Mapping[Identity, tuple[str, Any]]
"""The template's path and the selector of each object that has one."""


def selectors(subject: Subject) -> Iterator[Finding]:
    """Selectors that change with the chart's version, the application's, or a value."""
    trials = _Trials(subject, _accepted(subject))
    with ThreadPoolExecutor() as pool:  # Helm works outside the interpreter
        done = pool.map(lambda trial: trials.compared(*trial), trials.all())
        for found in subject.engine.each("checking selectors", done, len(subject.renders)):
            yield from found


@dataclass(frozen=True, slots=True)
class _Trials:
    """Renders with something changed. Helm need not compile a schema that is known to take the values."""

    subject: Subject
    accepted: Callable[[Any], bool]

    def all(self) -> Iterator[tuple[Render, Case, Sequence[Change]]]:
        """Each render that selects anything, its case with the defaults, and the changes that no other one tries."""
        known: set[Path] = set()
        for render in self.subject.renders:
            if not _selectors(render.objects):
                continue
            case = replace(render.case, values=merged(_defaults(self.subject), render.case.values))
            fresh: list[Change] = []
            for path, value in changes(case.values):
                name = general(self.subject.descriptions[-1], path)
                if name not in known and self.accepted(changed(case.values, [(path, value)])):
                    fresh.append((path, value))
                known.add(name)
            yield render, case, fresh

    def compared(self, render: Render, case: Case, fresh: Sequence[Change]) -> tuple[Finding, ...]:
        """What follows from another version, and from the changes."""
        before = _selectors(render.objects)
        switches = [change for change in fresh if isinstance(change[1], bool)]
        others = [change for change in fresh if not isinstance(change[1], bool)]
        # Switches apart, since one often removes the objects to compare.
        found = tuple(self._tried(before, case, switches))
        if self._same(before, self._rendered(_with(case, others), bumped=True)):
            return found
        alone = self._rendered(case, bumped=True)
        version = self._differences(before, alone, "the version in Chart.yaml")
        return (*version, *found, *self._tried(before, case, others))

    def _tried(self, before: Selectors, case: Case, together: Sequence[Change]) -> Iterator[Finding]:
        """Tries changes together, and by halves where that does not show that nothing follows from them."""
        if not together:
            return
        after = self._rendered(_with(case, together))
        if self._same(before, after):
            return
        if len(together) == 1:
            yield from self._differences(before, after, f"the value {dotted(together[0][0])}")
            return
        middle = len(together) // 2
        yield from self._tried(before, case, together[:middle])
        yield from self._tried(before, case, together[middle:])

    def _differences(self, before: Selectors, after: Selectors, what: str) -> Iterator[Finding]:
        """What differs between the selectors; values that the chart refuses change nothing."""
        for key, found in before.items():
            _, kind, _, name = key
            if after.get(key, found) != found:
                yield self.subject.in_rendered(
                    "C132",
                    found[0],
                    "selector:",
                    f"the selector of {kind} {name} changes with {what}",
                    "select by labels that nothing changes: the name, the instance and the component",
                )

    def _rendered(self, case: Case, *, bumped: bool = False) -> Selectors:
        files = dict(self.subject.files)
        if self.accepted(case.values):
            files.pop(SCHEMA, None)
        if bumped:
            other = {**self.subject.metadata, "version": "99.9.9", "appVersion": "99.9.9-probe"}
            files[CHART] = emit(other).encode()
        return _selectors(own_objects(files, case, self.subject.engine.render(files, case).manifests))

    @staticmethod
    def _same(before: Selectors, after: Selectors) -> bool:
        return all(after.get(identity) == found for identity, found in before.items())


def _with(case: Case, together: Sequence[Change]) -> Case:
    return replace(case, values=changed(case.values, together))


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
