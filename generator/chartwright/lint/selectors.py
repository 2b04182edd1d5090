"""Selectors stay what they are, whatever changes.

The selector of a workload is immutable, so a chart whose selector follows a label, a version or a value breaks at the
next upgrade; a Service with such a selector loses its pods. Each value that a case sets or the chart gives, and that
may have a say in a selector, is changed once, in the first case that has it, and the same objects have to have the
same selectors.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from chartwright.cases.case import Case
from chartwright.cases.renders import Render, own_objects
from chartwright.lint.changes import Change, changed, changes
from chartwright.lint.selected import Selectors, selecting, selectors_of
from chartwright.lint.subject import Subject
from chartwright.usage.atoms import Path
from chartwright.usage.uses import Uses
from chartwright.values.declared import general
from helmwright.charts.metadata import CHART, SCHEMA
from helmwright.charts.values import merged
from helmwright.findings import Finding, dotted
from helmwright.jsonio import json_schema
from helmwright.tree import Tree
from helmwright.yamlio.writer import emit

_RENDERS_PER_PROCESS = 12


def selectors(subject: Subject) -> Iterator[Finding]:
    """Selectors that change with the chart's version, the application's, or a value."""
    trials = _Trials(
        subject, selecting(subject.files, subject.renders), _accepted(subject), Uses(subject.usage.selecting)
    )
    # Helm works outside the interpreter, in a process for each thread that starts in the time of a dozen renders.
    threads = min(os.cpu_count() or 1, 1 + len(subject.renders) // _RENDERS_PER_PROCESS)
    with ThreadPoolExecutor(threads) as pool:
        done = pool.map(lambda trial: trials.compared(*trial), trials.all())
        for found in subject.engine.each("checking selectors", done, len(subject.renders)):
            yield from found


@dataclass(frozen=True, slots=True)
class _Trials:
    """Renders with something changed. Helm need not compile a schema that is known to take the values."""

    subject: Subject
    files: Tree
    accepted: Callable[[Any], bool]
    uses: Uses

    def all(self) -> Iterator[tuple[Render, Case, Sequence[Change]]]:
        """Each render that selects anything, its case with the defaults, and the changes that no other one tries."""
        known: set[Path] = set()
        for render in self.subject.renders:
            if not selectors_of(render.objects):
                continue
            case = replace(render.case, values=merged(_defaults(self.subject), render.case.values))
            fresh: list[Change] = []
            for path, value in changes(case.values):
                name = general(self.subject.descriptions[-1], path)
                wanted = name not in known and self.uses.reach(path)
                if wanted and self.accepted(changed(case.values, [(path, value)])):
                    fresh.append((path, value))
                known.add(name)
            yield render, case, fresh

    def compared(self, render: Render, case: Case, fresh: Sequence[Change]) -> tuple[Finding, ...]:
        """What follows from another version, and from the changes."""
        before = selectors_of(render.objects)
        switches = [change for change in fresh if isinstance(change[1], bool)]
        others = [change for change in fresh if not isinstance(change[1], bool)]
        same = self._same(before, self._rendered(_with(case, others), bumped=True))
        if same and not switches:
            return ()
        if self.files is not self.subject.files and not self._same(before, self._rendered(case)):
            return replace(self, files=self.subject.files).compared(render, case, fresh)
        # Switches apart, since one often removes the objects to compare.
        found = tuple(self._tried(before, case, switches))
        if same:
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
        files = dict(self.files)
        if self.accepted(case.values):
            files.pop(SCHEMA, None)
        if bumped:
            other = {**self.subject.metadata, "version": "99.9.9", "appVersion": "99.9.9-probe"}
            files[CHART] = emit(other).encode()
        return selectors_of(own_objects(files, case, self.subject.engine.render(files, case).manifests))

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


def _defaults(subject: Subject) -> Mapping[str, Any]:
    return {path[0]: value for path, value in subject.values.defaults.items() if len(path) == 1}
