"""What the service chart costs to render: by the number of aliases, with everything on, and by template."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import cycle, islice
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from helmwright import folders, resources
from helmwright.archive import chart_files, pack
from helmwright.render.engine import Rendered, RenderRequest
from helmwright.render.sdk import SdkRenderer
from helmwright.render.umbrella import umbrella

EVERYTHING = Path(__file__).with_name("everything.yaml")
ALIASES = (1, 10, 50, 100, 200, 400)
REPEATS = 7
Files = Mapping[str, bytes]
Values = Mapping[str, Any]


def report(umbrella: Path) -> None:
    """Prints three tables, each value the best of several renders; `umbrella` holds the usual services."""
    chart = _chart()
    usual = [values for name, values in _values(umbrella / "values.yaml").items() if name != "global"]
    everything = [_values(EVERYTHING)]
    print("one umbrella chart in process, milliseconds:")
    for count in ALIASES:
        cost = _milliseconds(chart, count, usual)
        print(f"  {count:>5} aliases  {cost:>9.1f}{cost / count:>9.2f} each")
    whole = _milliseconds(chart, 10, everything)
    print(f"  {10:>5} with everything on {whole:>.1f}; the ten costliest templates:")
    for path, cost in _profile(chart, everything)[:10]:
        print(f"  {PurePosixPath(path).stem:<28}{cost:>9.2f}{cost / whole:>9.0%}")


def _profile(chart: Files, services: list[Values]) -> list[tuple[str, float]]:
    """What each template file adds to a chart that has none but the named templates, the costliest first."""
    paths = [path for path in chart if path.startswith("templates/") and "/_" not in path]
    bare = {path: content for path, content in chart.items() if path not in paths}
    floor = _milliseconds(bare, 10, services)
    costs = {path: _milliseconds({**bare, path: chart[path]}, 10, services) - floor for path in paths}
    return sorted(costs.items(), key=lambda item: -item[1])


def _milliseconds(chart: Files, count: int, services: list[Values]) -> float:
    aliases = {f"service{index}": values for index, values in enumerate(islice(cycle(services), count))}
    metadata = b"apiVersion: v2\nname: service\nversion: 0.0.0\n"
    archive = pack("service", {**chart, "Chart.yaml": metadata})
    files = umbrella("bench", "service", "0.0.0", archive, aliases)
    request, renderer = RenderRequest("bench", "bench", files, "1.34"), SdkRenderer()
    best = float("inf")
    for _ in range(REPEATS):
        started = time.perf_counter()
        rendered = renderer.render(request)
        best = min(best, time.perf_counter() - started)
        if not isinstance(rendered, Rendered):
            raise SystemExit(f"the bench's own values are refused: {rendered}")
    return best * 1000


def _chart() -> Files:
    return chart_files(folders.files(resources.charts() / "service"))


def _values(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = yaml.safe_load(path.read_text())
    return values
