"""Whether a chart may be released, under which version, and what that writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from chartwright.diff.compare import Comparison
from chartwright.diff.impact import Impact
from chartwright.release import changelog, metadata
from helmwright.charts.chart import Chart
from helmwright.charts.metadata import CHART
from helmwright.charts.releases import Store
from helmwright.charts.versions import (
    Step,
    bumped,
    precedence,
    step,
)
from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.tree import Tree

Compare = Callable[[Chart, Chart], Comparison]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What keeps a chart from being released, and the version it would have.

    `version` is empty when the chart is released already.
    """

    findings: Findings
    version: str


def judge(chart: Chart, store: Store, notes: str, compare: Compare, folder: str, *, bump: bool) -> Verdict:
    """Whether the chart in `folder` may follow the latest release in the store, or be the first.

    `notes` is its changelog. With `bump` a chart that still has the version of the latest release gets the next
    one that its changes ask for; a major one has to be in Chart.yaml already, since nobody should be surprised
    by it. Below 1.0.0 a minor version is as good as a major one.
    """
    place = Location(f"{folder}/{CHART}")
    releases = store.releases(chart.name)
    if not releases:
        useless = compare(chart, chart).useless(folder)
        return Verdict(ordered((*useless, *_notes(notes, chart.version, folder))), chart.version)
    latest = releases[-1]
    if _content(chart) == _content(store.find(chart.name, chart.version)):
        return Verdict((), "")
    comparison = compare(latest, chart)
    wanted = _wanted(comparison.impact)
    next_version = bumped(latest.version, wanted)
    unchanged = chart.version == latest.version
    version = next_version if unchanged else chart.version
    findings = [*comparison.useless(folder)]
    if unchanged and not bump:
        message = f"the chart differs from {latest.version}, which is released"
        findings.append(Finding("C203", place, message, f"set its version to {next_version}"))
    elif precedence(chart.version) < precedence(latest.version):
        message = f"the version {chart.version} comes before {latest.version}, which is released"
        findings.append(Finding("C204", place, message, f"set it to {next_version}"))
    elif step(latest.version, chart.version) < wanted and (not unchanged or wanted is Step.MAJOR):
        message = (
            f"what changed since {latest.version} is {comparison.impact.word}, which {chart.version} hides"
        )
        hint = f"set the version to {next_version} or higher; helmwright charts diff shows what changed"
        findings.append(Finding("C204", place, message, hint))
    if step(latest.version, version) is not Step.MAJOR:
        findings += _restarts(chart, version, compare, place)
    findings += _notes(notes, version, folder)
    return Verdict(ordered(findings), version)


def prepared(chart: Chart, version: str, notes: str, date: str) -> tuple[Chart, str]:
    """The chart as it is released, and its changelog then. `date` is the day, `2026-01-31`."""
    notes = changelog.released(notes, version, date)
    annotations = metadata.artifact_hub(version, changelog.entries(notes, version))
    released = metadata.with_annotations(metadata.with_version(chart, version), annotations)
    if changelog.PATH in chart.files:
        released = replace(released, files={**released.files, changelog.PATH: notes.encode()})
    return released, notes


def _wanted(impact: Impact) -> Step:
    if impact is Impact.BREAKING:
        return Step.MAJOR
    return Step.MINOR if impact > Impact.METADATA else Step.PATCH


def _content(chart: Chart | None) -> Tree | None:
    """What a release fixes: all but the changelog, which goes on."""
    if chart is None:
        return None
    return {path: content for path, content in chart.files.items() if path != changelog.PATH}


def _restarts(chart: Chart, version: str, compare: Compare, place: Location) -> Iterator[Finding]:
    """What would change in a cluster if nothing but the version did."""
    other = metadata.with_version(chart, bumped(version, Step.PATCH))
    impact = compare(chart, other).impact
    if impact > Impact.METADATA:
        message = f"a new version alone, with the same templates, is {impact.word}"
        hint = "keep .Chart.Version out of pod templates, selectors and names"
        yield Finding("C205", place, message, hint)


def _notes(notes: str, version: str, folder: str) -> Iterator[Finding]:
    if not changelog.entries(notes, version) and not changelog.entries(notes, changelog.UNRELEASED):
        place = Location(f"{folder}/{changelog.PATH}")
        what = f"what changed under ## [{changelog.UNRELEASED}], with ### Added, ### Changed and so on"
        hint = f"list {what}" if notes else f"write the file, and in it {what}"
        yield Finding("C206", place, f"nothing is listed for {version}", hint)
