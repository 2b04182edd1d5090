"""The stages in order. Every command is a prefix of this one pipeline.

    load → schema → build → resolve → connect → rules    `lint`
    → charts → render                                    `render`
    → plan → reconcile                                   `generate`
    → validate                                           `validate`

A stage that finds an error ends the run: what comes after would only report its consequences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from helmwright.charts import vendored
from helmwright.checkout import workspace
from helmwright.checkout.ownership import reconcile
from helmwright.descriptors import load, schema
from helmwright.emit import plan
from helmwright.findings import Finding, Findings, Location, failed, ordered
from helmwright.kubernetes.manifests import Manifest
from helmwright.layout import Kind
from helmwright.leaks.withheld import withheld
from helmwright.model import graph as graphs
from helmwright.model import resolve as resolution
from helmwright.model.build import build
from helmwright.model.inputs import Inputs
from helmwright.model.release import Release
from helmwright.model.resolved import Resolved
from helmwright.progress import Progress, quiet
from helmwright.provenance import rendered as provenance
from helmwright.render.cache import Cache
from helmwright.render.engine import Renderer, RenderFailure
from helmwright.render.problems import finding
from helmwright.render.run import render_all
from helmwright.rules import check as check_rules
from helmwright.rules import with_severities
from helmwright.rules.secrets import plaintext
from helmwright.tree import Changes, Tree
from helmwright.validate.repository import check as check_repository
from helmwright.validate.validator import Validator
from helmwright.writing.places import obstacles
from helmwright.writing.writer import unfinished


@dataclass(frozen=True, slots=True)
class Linted:
    """The descriptors, read and checked. `resolved` is None when an error stopped the run."""

    findings: Findings
    files: tuple[str, ...]
    resolved: Resolved | None


@dataclass(frozen=True, slots=True)
class Rendered:
    """What the releases render, by release name; empty when an error stopped the run."""

    linted: Linted
    findings: Findings
    charts: Mapping[str, Tree]
    manifests: Mapping[str, tuple[Manifest, ...]]


@dataclass(frozen=True, slots=True)
class Planned:
    """Every generated file, and what has to change on disk. `tree` is None when an error stopped the run."""

    rendered: Rendered
    findings: Findings
    tree: Tree | None
    changes: Changes


@dataclass(frozen=True, slots=True)
class Tools:
    """What the pipeline works with: a Helm engine, a cache of what it rendered, and how many threads."""

    renderer: Renderer
    cache: Cache | None
    jobs: int
    progress: Progress = quiet


def lint(root: Path) -> Linted:
    """Reads and checks every descriptor of the repository at `root`."""
    sources = load.load(root)
    files = tuple(source.path for source in sources.items)
    findings = ordered((*sources.findings, *schema.check(sources)))
    if failed(findings) or not sources.of(Kind.REPOSITORY):
        return Linted(withheld(findings, plaintext.known(sources.items, None)), files, None)
    inputs = build(sources)
    releases = resolution.resolve(inputs)
    linked, broken = graphs.connect(releases)
    resolved = Resolved(inputs, releases, linked)
    findings = with_severities(_withheld((*broken, *check_rules(resolved)), inputs), inputs)
    return Linted(findings, files, None if failed(findings) else resolved)


def _withheld(findings: Sequence[Finding], inputs: Inputs) -> Findings:
    """The findings without the secrets that they quote; the descriptors are searched only if there are any."""
    return withheld(findings, plaintext.known(inputs.sources, inputs)) if findings else ()


def render(root: Path, tools: Tools, wanted: Callable[[Release], bool] = lambda _: True) -> Rendered:
    """Renders the umbrella charts of the releases that are wanted, as they are planned, not as they are on disk."""
    linted = lint(root)
    if linted.resolved is None:
        return Rendered(linted, linted.findings, {}, {})
    releases = [release for release in linted.resolved.releases if wanted(release)]
    packages, unusable = vendored.chart_packages(root, (release.chart for release in releases))
    if unusable:
        return Rendered(linted, ordered((*linted.findings, *unusable)), {}, {})
    charts = plan.charts(releases, linted.resolved.graphs, packages)
    manifests, broken = _render(releases, charts, tools)
    findings = ordered((*linted.findings, *_withheld(broken, linted.resolved.inputs)))
    return Rendered(linted, findings, charts, {} if failed(findings) else manifests)


def _render(
    releases: Sequence[Release], charts: Mapping[str, Tree], tools: Tools
) -> tuple[Mapping[str, tuple[Manifest, ...]], Findings]:
    requests = [plan.request(release, charts[release.name]) for release in releases]
    results = render_all(
        requests,
        tools.renderer,
        tools.cache,
        tools.jobs,
        lambda done: tools.progress("rendering", done, len(requests)),
    )
    manifests: dict[str, tuple[Manifest, ...]] = {}
    findings: list[Finding] = []
    for release, result in zip(releases, results, strict=True):
        manifests[release.name] = result.manifests
        findings += (_finding(failure, release) for failure in result.failures)
    return manifests, ordered(findings)


def _finding(failure: RenderFailure, release: Release) -> Finding:
    if failure.code:  # the reason says nothing of what was rendered, and is the same for every environment
        failure = replace(failure, message=f"{release.name}: {failure.message}")
    return finding(failure, _location(release, failure), _pinned(release))


def _location(release: Release, failure: RenderFailure) -> Location:
    if failure.values_path:
        return provenance.of_values(release, failure.values_path)
    return provenance.of_template(release, failure.source, failure.message)


def _pinned(release: Release) -> str:
    """What to think of when an older chart refuses a value."""
    if release.chart is None:
        return ""
    return f"{release.chart.location} pins version {release.chart.version} of the chart"


def generate(root: Path, tools: Tools) -> Planned:
    """Plans every generated file, and compares the plan with what is on disk. Writes nothing."""
    rendered = render(root, tools)
    if between := unfinished(root):
        return Planned(rendered, ordered((*rendered.findings, *between)), None, ())
    resolved = rendered.linted.resolved
    if resolved is None or failed(rendered.findings):
        return Planned(rendered, rendered.findings, None, ())
    tree, clashes = plan.plan(resolved.inputs, resolved.releases, rendered.charts, rendered.manifests)
    current, unreadable = workspace.read(root)
    reconciled = reconcile(current, tree)
    known = {finding.location for finding in unreadable}
    in_the_way = [
        finding
        for finding in obstacles(root, [change.path for change in reconciled.changes])
        if finding.location not in known
    ]
    findings = ordered((*rendered.findings, *clashes, *unreadable, *reconciled.findings, *in_the_way))
    if failed(findings):
        return Planned(rendered, findings, None, ())
    return Planned(rendered, findings, tree, reconciled.changes)


def validate(planned: Planned, validator: Validator) -> Findings:
    """Checks everything that the plan would deploy: schemas, clashes, selectors and permissions."""
    resolved = planned.rendered.linted.resolved
    if resolved is None or planned.tree is None:
        return planned.findings
    found = _withheld(
        check_repository(resolved, planned.tree, planned.rendered.manifests, validator), resolved.inputs
    )
    return ordered((*planned.findings, *with_severities(found, resolved.inputs)))
