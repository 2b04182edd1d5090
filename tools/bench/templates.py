"""What charts cost to render: by the number of aliases, in one test, with everything on, and by template."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from chartwright.testing.chart import Chart
from chartwright.testing.render import Render
from helmwright import resources
from helmwright.render.engine import Rendered, RenderRequest
from helmwright.render.engines.sdk import SdkRenderer
from helmwright.render.helm.library import Library

EVERYTHING = Path(__file__).with_name("everything.yaml")
SMALL_CHART = Path(__file__).parents[2] / "tests/foreign/greeter"
ALIASES = (1, 10, 50, 100, 200, 400)
MOST_PARSED = 100
REPEATS = 7
ROUNDS = 4
LARGE = 0.05
REASONS = {
    "deployment": "a pod of three containers and an init container, and all that it mounts",
    "workers": "a pod, and its autoscaler, disruption budget and policy of its own",
    "cron-jobs": "a pod, and values laid over the service's",
    "jobs": "a pod, and values laid over the service's",
    "prometheus-rule": "eighteen rules: two objectives over seven windows, with two alerts of four windows each",
}
"""Why a template costs more than `LARGE` of a render."""
Files = Mapping[str, bytes]
Values = Mapping[str, Any]


def report(folder: Path) -> None:
    """Prints three tables, each value the best of several; the umbrella chart in `folder` holds the usual services."""
    chart = Chart.load(resources.charts() / "service").files
    usual = [values for name, values in _values(folder / "values.yaml").items() if name != "global"]
    print("one umbrella chart in process, milliseconds:")
    for count in ALIASES:
        request = _request(chart, count, usual)
        cost = _best(partial(_rendered, request))
        whole = _best(partial(_rendered, _parsed_for_each(request))) if count <= MOST_PARSED else 0.0
        print(f"  {count:>5} aliases  {cost:>9.1f}{cost / count:>9.2f} each{_versus(whole)}")
    print("one render in a test, milliseconds:")
    for name, render, values in (
        ("a small chart", Render(Chart.load(SMALL_CHART), SdkRenderer()), {}),
        ("charts/service", Render(Chart(chart), SdkRenderer()), usual[0]),
    ):
        print(f"  {name:<28}{_best(partial(render, values)):>9.1f}")
    _everything(chart)


def _parsed_for_each(request: RenderRequest) -> RenderRequest:
    """The request with a template of the umbrella chart's own, for which every alias keeps all of the chart's."""
    return replace(request, chart={**request.chart, "templates/own.yaml": b""})


def _versus(whole: float) -> str:
    return f", with templates parsed for each alias {whole:.1f}" if whole else ""


def _everything(chart: Files) -> None:
    services = [_values(EVERYTHING)]
    request = _request(chart, 10, services)
    rendered = _rendered(request)
    objects = sum(text.count("\nkind: ") for text in rendered.templates.values())
    cost, floor = (_best(partial(_rendered, it)) for it in (request, _as_text(rendered, services)))
    print(f"10 aliases with everything on, {objects} objects: {cost:.1f} ms, as mere text {floor:.1f} ms")
    print("the ten costliest templates of these, milliseconds:")
    whole = min(_best(partial(_rendered, request)) for _ in range(ROUNDS))
    for path, cost in _profile(chart, services)[:10]:
        name, share = PurePosixPath(path).stem, cost / whole
        reason = REASONS.get(name, "no reason is known") if share > LARGE else ""
        print(f"  {name:<28}{cost:>9.2f}{share:>9.1%}  {reason}".rstrip())


def _as_text(rendered: Rendered, services: Sequence[Values]) -> RenderRequest:
    """A chart whose templates are what the first alias printed: what Helm needs without a single action."""
    first = "bench/charts/service0/"
    texts = {
        path.removeprefix(first): text for path, text in rendered.templates.items() if path.startswith(first)
    }
    return _request({path: text.encode() for path, text in texts.items()}, 10, services)


def _profile(chart: Files, services: Sequence[Values]) -> list[tuple[str, float]]:
    """What each template file adds to a chart that has none but the named templates, the costliest first.

    In turns, so that none has a quieter machine than the others. CPU time would count what Go's idle cores do.
    """
    paths = [path for path in chart if path.startswith("templates/") and "/_" not in path]
    # A call that may be of anything keeps every named template: what templates share is no one's cost.
    bare = {path: content for path, content in chart.items() if path not in paths}
    bare["templates/any.yaml"] = b'{{ if false }}{{ tpl "" . }}{{ end }}'
    charts = {"": bare, **{path: {**bare, path: chart[path]} for path in paths}}
    requests = {path: _request(files, 10, services) for path, files in charts.items()}
    rounds = [
        {path: _best(partial(_rendered, request)) for path, request in requests.items()}
        for _ in range(ROUNDS)
    ]
    best = {path: min(costs[path] for costs in rounds) for path in charts}
    return sorted(((path, best[path] - best[""]) for path in paths), key=lambda item: -item[1])


def _request(chart: Files, count: int, services: Sequence[Values]) -> RenderRequest:
    aliases = {f"service{index}": values for index, values in enumerate(islice(cycle(services), count))}
    metadata = b"apiVersion: v2\nname: service\nversion: 0.0.0\n"
    return Render(Chart({**chart, "Chart.yaml": metadata}), SdkRenderer(), release="bench").request(aliases)


def _rendered(request: RenderRequest) -> Rendered:
    rendered = Library().template(request)
    if not isinstance(rendered, Rendered):
        raise SystemExit(f"the bench's own values are refused: {rendered}")
    return rendered


def _best(work: Callable[[], object]) -> float:
    return min(_once(work) for _ in range(REPEATS))


def _once(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _values(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = yaml.safe_load(path.read_text())
    return values
