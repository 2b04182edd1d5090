"""The stages in order. Every command is a prefix of this one pipeline.

    load → schema → build → resolve → connect → rules    `lint`
    → charts → render                                    `render`
    → plan → reconcile                                   `generate`
    → validate                                           `validate`

A stage that finds an error ends the run: what comes after would only report its consequences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

from helmwright.charts import defaults, vendored
from helmwright.checkout import workspace
from helmwright.checkout.ownership import reconcile
from helmwright.descriptors import load, schema
from helmwright.emit import plan
from helmwright.emit.umbrella import values_of
from helmwright.findings import Finding, Findings, Location, dotted, failed, in_environments, ordered
from helmwright.forecast import foretell as forecast
from helmwright.forecast.event import Event
from helmwright.forecast.own import stranded
from helmwright.forecast.regrouped import regrouped
from helmwright.forecast.unpermitted import removed_by_hand, unpermitted
from helmwright.known import read as known
from helmwright.kubernetes.manifests import Manifest
from helmwright.layout import Kind
from helmwright.leaks.withheld import withheld
from helmwright.model.build import build
from helmwright.model.content import Part
from helmwright.model.graph import connect
from helmwright.model.inputs import Inputs
from helmwright.model.release import Release
from helmwright.model.resolve import resolve
from helmwright.model.resolved import Resolved
from helmwright.model.trace import Setting
from helmwright.progress import Progress, quiet
from helmwright.provenance import chart_values, locate
from helmwright.render.cache import Cache
from helmwright.render.engine import Renderer, RenderFailure, RenderRequest
from helmwright.render.engine import Result as Rendered
from helmwright.render.problems import finding
from helmwright.render.run import render_all
from helmwright.rules import check as check_rules
from helmwright.rules import with_severities
from helmwright.rules.repository import clusters
from helmwright.rules.secrets import plaintext
from helmwright.tree import Changes, Tree
from helmwright.validate.validator import Validator
from helmwright.writing.places import obstacles
from helmwright.writing.writer import unfinished


@dataclass(frozen=True, slots=True)
class Result:
    """What is known after some stages. An error stops the run: what later stages would add stays empty.

    `files` are the paths of the descriptors that were read; `inputs` is there when each of them is sound by itself,
    `resolved` when every rule has looked at it; `charts` and `manifests` are by release name, and `could` is what some
    would render in a live cluster. `tree` holds every generated file, `changes` what has to change on disk.
    """

    findings: Findings
    files: tuple[str, ...]
    inputs: Inputs | None = None
    resolved: Resolved | None = None
    charts: Mapping[str, Tree] = field(default_factory=dict)
    manifests: Mapping[str, tuple[Manifest, ...]] = field(default_factory=dict)
    could: Mapping[str, tuple[Manifest, ...]] = field(default_factory=dict)
    tree: Tree | None = None
    changes: Changes = ()


@dataclass(frozen=True, slots=True)
class Tools:
    """What the pipeline works with: a Helm engine, a cache of what it rendered, and how many threads."""

    renderer: Renderer
    cache: Cache | None
    jobs: int
    progress: Progress = quiet

    def render(self, requests: Sequence[RenderRequest]) -> Sequence[Rendered]:
        """What charts render."""
        return render_all(requests, self.renderer, self.cache, self.jobs)


Stage = Callable[[Result, Resolved], Result]
"""Adds to a result whose descriptors are sound."""


def lint(root: Path) -> Result:
    """Reads and checks every descriptor of the repository at `root`."""
    sources = load.load(root)
    files = tuple(source.path for source in sources.items)
    findings = ordered((*sources.findings, *schema.check(sources)))
    if not failed(findings):
        findings = ordered((*findings, *clusters.sound(sources)))
    if failed(findings) or not sources.of(Kind.REPOSITORY):
        return Result(withheld(findings, plaintext.known(sources.items, None)), files)
    inputs = build(sources, known.roles())
    releases, unresolved = resolve(inputs)
    if failed(unresolved):
        return Result(withheld(unresolved, plaintext.known(sources.items, None)), files, inputs)
    graphs, broken = connect(releases)
    conflicts = known.conflicts() if inputs.addons else {}
    nodes = any(environment.cluster.nodes for environment in inputs.environments.values())
    types, system = (known.instance_types(), known.system_objects()) if nodes else ({}, ())
    rights = known.cluster_roles() if any("roles" in one.data for one in inputs.sources) else {}
    resolved = Resolved(inputs, releases, graphs, known.read_retired(), conflicts, types, system, rights)
    findings = with_severities(_withheld((*broken, *check_rules(resolved)), inputs), inputs)
    return Result(findings, files, inputs, resolved)


def render(root: Path, tools: Tools, wanted: Callable[[Release], bool] = lambda _: True) -> Result:
    """Renders the umbrella charts of the releases that are wanted, as they are planned, not as they are on disk."""
    return _after(lint(root), partial(_charts, root, wanted), partial(_objects, tools))


def generate(root: Path, tools: Tools) -> Result:
    """Plans every generated file, and compares the plan with what is on disk. Writes nothing."""
    rendered = _with(render(root, tools), unfinished(root))
    return _after(rendered, partial(_could, root, tools), partial(_plan, root), partial(_permitted, tools))


def foretell(planned: Result, changes: Changes, tools: Tools) -> tuple[Event, ...]:
    """What Argo CD will do with what is there, if these of the planned changes are merged."""
    if planned.resolved is None or planned.tree is None:
        return ()
    found = (planned.resolved, planned.tree, changes, planned.manifests)
    return tuple(forecast.foretell(*found, tools.render))


def untold(planned: Result, changes: Changes) -> Findings:
    """A finding for each app that these of the planned changes take away without a trace of what it deployed."""
    return removed_by_hand(forecast.untold(planned.tree, changes)) if planned.tree is not None else ()


def validate(planned: Result, validator: Validator) -> Findings:
    """Checks everything that the plan would deploy: schemas, clashes, selectors and permissions."""
    if planned.resolved is None or planned.tree is None:
        return planned.findings
    # A tenth of what lint and generate would load, which need none of it.
    from helmwright.validate.repository import check as check_repository  # noqa: PLC0415

    found = check_repository(planned.resolved, planned.tree, planned.manifests, validator)
    inputs = planned.resolved.inputs
    return ordered((*planned.findings, *told(found, inputs)))


def told(findings: Sequence[Finding], inputs: Inputs) -> Findings:
    """The findings as the repository wants to hear them, without the secrets that they quote."""
    return with_severities(_withheld(findings, inputs), inputs)


def values(root: Path, resolved: Resolved, release: Release, part: Part) -> Iterator[Setting]:
    """What the chart of a part of a release renders with, its defaults included; these as far as they are here.

    They are those of its schema, an add-on's those of its values.yaml. Raises OSError.
    """
    said = values_of(part, release, resolved.graphs[release.environment.name])
    if release.is_addon:
        place, stated = defaults.values_file(root, release.chart)
        return chain(chart_values.given(said), chart_values.stated(stated, said, place))
    place, known = defaults.values_schema(root, release.chart)
    return chain(chart_values.given(said), chart_values.defaults(known, said, place))


def _after(result: Result, *stages: Stage) -> Result:
    """The result with what the stages add to it, up to the first error."""
    for stage in stages:
        if result.resolved is None or failed(result.findings):
            break
        result = stage(result, result.resolved)
    return result


def _with(result: Result, *found: Iterable[Finding]) -> Result:
    return replace(result, findings=ordered((*result.findings, *chain(*found))))


def _withheld(findings: Sequence[Finding], inputs: Inputs) -> Findings:
    """The findings without the secrets that they quote; the descriptors are searched only if there are any."""
    return withheld(findings, plaintext.known(inputs.sources, inputs)) if findings else ()


def _charts(root: Path, wanted: Callable[[Release], bool], result: Result, resolved: Resolved) -> Result:
    """The umbrella chart of each release that is wanted."""
    releases = [release for release in resolved.releases if wanted(release)]
    packages, unusable = vendored.chart_packages(root, (release.chart for release in releases))
    charts = {} if unusable else plan.charts(releases, resolved.graphs, packages)
    return replace(_with(result, unusable), charts=charts)


def _objects(tools: Tools, result: Result, resolved: Resolved) -> Result:
    """What the charts render."""
    planned = [release for release in resolved.releases if release.name in result.charts]
    releases = sorted(planned, key=lambda release: release.app.name)  # whose chart is read but once
    rendered = render_all(
        [plan.request(release, result.charts[release.name]) for release in releases],
        tools.renderer,
        tools.cache,
        tools.jobs,
        lambda done: tools.progress("rendering", done, len(releases)),
    )
    pairs = [*zip(releases, rendered, strict=True)]
    broken = ordered(
        in_environments(
            (_finding(resolved, failure, release), release.environment.name)
            for release, one in pairs
            for failure in one.failures
        )
    )
    random = in_environments(
        (_random(resolved, release, manifest, path), release.environment.name)
        for release, one in pairs
        for manifest, path in one.varying
    )
    manifests = {} if broken else {release.name: one.manifests for release, one in pairs}
    result = _with(result, _withheld(broken, resolved.inputs), with_severities(random, resolved.inputs))
    return replace(result, manifests=manifests)


def _could(root: Path, tools: Tools, result: Result, resolved: Resolved) -> Result:
    """What releases would render in a live cluster, which their projects permit anyway."""
    releases = [one for release in resolved.releases if (one := release.if_live)]
    packages, _ = vendored.chart_packages(root, (release.chart for release in releases))
    charts = plan.charts(releases, resolved.graphs, packages)
    rendered = tools.render([plan.request(release, charts[release.name]) for release in releases])
    found = {release.name: one.manifests for release, one in zip(releases, rendered, strict=True)}
    return replace(result, could=found)


def _plan(root: Path, result: Result, resolved: Resolved) -> Result:
    """Every generated file, and what has to change on disk; neither if there is an error in that."""
    tree, clashes = plan.plan(
        resolved.inputs, resolved.releases, result.charts, result.manifests, result.could
    )
    current, unreadable = workspace.read(root)
    reconciled = reconcile(current, tree)
    known = {finding.location for finding in unreadable}
    found = obstacles(root, [change.path for change in reconciled.changes])
    in_the_way = [finding for finding in found if finding.location not in known]
    result = _with(result, clashes, unreadable, reconciled.findings, in_the_way)
    return result if failed(result.findings) else replace(result, tree=tree, changes=reconciled.changes)


def _permitted(tools: Tools, result: Result, resolved: Resolved) -> Result:
    """The plan, unless Argo CD could not remove something after it, or would remove what is to run on."""
    if result.tree is None:
        return result
    found = (resolved, result.tree, result.changes, result.manifests)
    lost = (
        *regrouped(result.tree, result.changes, resolved.inputs),
        *stranded(result.tree, result.changes, resolved.inputs),
        *unpermitted(forecast.orphans(*found, tools.render), resolved.inputs),
    )
    return replace(_with(result, lost), tree=None, changes=()) if lost else result


def _finding(resolved: Resolved, failure: RenderFailure, release: Release) -> Finding:
    at = _location(resolved, release, failure)
    if failure.code:  # the reason says nothing of what was rendered
        failure = replace(failure, message=f"{release.app.name}: {failure.message}")
    # A template's path below the umbrella chart is the same in every environment.
    source, message = (text.replace(f"{release.name}/", "") for text in (failure.source, failure.message))
    return finding(replace(failure, source=source, message=message), at, _pinned(release))


def _random(resolved: Resolved, release: Release, manifest: Manifest, path: Sequence[str | int]) -> Finding:
    what = f"{manifest}: {dotted(path)}" if path else f"{manifest}"
    message = f"{what} is another one every time that the chart renders"
    hint = "say the value, or name a Secret that exists, where the chart has a value for that"
    return Finding("H107", locate.of_manifest(resolved, release, manifest, path), message, hint)


def _location(resolved: Resolved, release: Release, failure: RenderFailure) -> Location:
    if failure.values_path:
        return locate.of_values(resolved, release, failure.values_path)
    return locate.of_template(resolved, release, failure.source, failure.message)


def _pinned(release: Release) -> str:
    """What to think of when an older chart refuses a value."""
    if not release.chart.version:
        return ""
    return f"{release.chart.location} pins version {release.chart.version} of the chart"
