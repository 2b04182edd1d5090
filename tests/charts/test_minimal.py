"""What is vendored of the chart renders and refuses as the whole chart does, to the byte, in every Helm."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.executables import required

from chartwright.testing.render import Render, told
from helmwright import archive
from helmwright.charts import vendored
from helmwright.charts.metadata import SCHEMA
from helmwright.charts.package import ChartPackage
from helmwright.jsonio.json_schema import validator
from helmwright.render.engine import Rendered, RenderRequest
from helmwright.render.helm.library import Library
from helmwright.resources import charts

from .support import CASES, SERVER, WORKER, case
from .test_refused import REFUSED

HELMS = [pytest.param(name, marks=pytest.mark.tool(name)) for name in ("helm3", "helm4")]


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> ChartPackage:
    """The service chart as every umbrella chart vendors it."""
    found = vendored.chart_package(tmp_path_factory.mktemp("empty"))
    assert isinstance(found, ChartPackage)
    return found


def every_case() -> list[dict[str, Any]]:
    """The services of all cases, in few umbrella charts: a name that is taken begins another one."""
    found: list[dict[str, Any]] = []
    for name in CASES:
        services = case(name)
        with_room = (other for other in found if not other.keys() & {"global", *services})
        if "global" not in services and (other := next(with_room, None)) is not None:
            other |= services
        else:
            found.append(services)
    return found


def as_vendored(request: RenderRequest, package: ChartPackage) -> RenderRequest:
    """The same umbrella chart with what is vendored in place of the whole chart."""
    (path,) = (path for path in request.chart if path.startswith("charts/"))
    return replace(request, chart={**request.chart, path: package.archive, SCHEMA: package.schema})


def template(helm: str, request: RenderRequest, folder: Path) -> bytes:
    """What `helm template` prints."""
    for path, content in request.chart.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    beside = folder.with_suffix(".json")
    beside.write_text(json.dumps(request.values))
    command = [required(helm), "template", request.release, str(folder), "--values", str(beside)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def test_an_archive_is_small_and_never_changes_unless_the_chart_does(package: ChartPackage) -> None:
    assert len(package.archive) <= 100_000
    kept = archive.unpack(package.archive)
    whole = archive.chart_files(
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for folder in [charts() / "service"]
            for path in folder.rglob("*")
            if path.is_file()
        }
    )
    assert whole.keys() - kept.keys() == {"README.md", SCHEMA}
    assert archive.pack_small("service", kept) == package.archive


@pytest.mark.parametrize("helm", HELMS)
def test_every_case_is_rendered_to_the_same_bytes(
    helm: str, render: Render, package: ChartPackage, tmp_path: Path
) -> None:
    for number, services in enumerate(every_case()):
        request = render.request(services)
        whole = template(helm, request, tmp_path / f"whole{number}")
        assert template(helm, as_vendored(request, package), tmp_path / f"vendored{number}") == whole


def test_the_library_renders_every_case_to_the_same_text(render: Render, package: ChartPackage) -> None:
    for services in every_case():
        request = render.request(services)
        whole = Library().template(request)
        assert isinstance(whole, Rendered)
        assert Library().template(as_vendored(request, package)) == whole


def spoilt(value: Any) -> Iterator[Any]:
    """The value with something odd in the place of each part of it, one at a time."""
    yield from ODD
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        for other in spoilt(part):
            changed = copy(value)
            changed[key] = other
            yield changed
    if isinstance(value, dict):
        yield from ({name: part for name, part in value.items() if name != key} for key in value)


ODD: tuple[Any, ...] = (None, "Odd value", -1, [], {"no such": {}}, True)


def test_every_odd_value_at_every_place_is_judged_alike(package: ChartPackage) -> None:
    whole = validator((charts() / "service" / SCHEMA).read_text(encoding="utf-8"))
    umbrella = validator(package.schema.decode())
    judged = Counter[bool]()
    for name in CASES:
        for alias, values in case(name).items():
            for changed in spoilt(values) if alias != "global" else ():
                judged[valid := whole.is_valid(changed)] += 1
                assert umbrella.is_valid({alias: changed, "global": {}}) == valid, changed
    assert min(judged[True], judged[False]) > 100


@pytest.mark.helm_engines("sdk", "helm3", "helm4")
def test_a_schema_refuses_the_same_values_in_the_same_words(render: Render, package: ChartPackage) -> None:
    by_schema = [item.values for item in REFUSED.values() if not item.by_template]
    services = {f"s{number}": values for number, values in enumerate([*by_schema, WORKER, SERVER])}
    request = render.request(services)
    failures = render.engine.render(request).failures
    assert len({failure.values_path.partition(".")[0] for failure in failures}) == len(by_schema)
    assert render.engine.render(as_vendored(request, package)).failures == failures


@pytest.mark.parametrize("name", [name for name, item in REFUSED.items() if item.by_template])
def test_a_template_refuses_the_same_values_at_the_same_line(
    name: str, render: Render, package: ChartPackage
) -> None:
    request = render.request({REFUSED[name].alias: REFUSED[name].values})
    failures = render.engine.render(request).failures
    assert failures
    assert render.engine.render(as_vendored(request, package)).failures == failures


@pytest.mark.helm_engines("sdk", "helm3", "helm4")
def test_values_that_no_service_has_are_refused_in_an_umbrella_chart(
    render: Render, package: ChartPackage
) -> None:
    request = as_vendored(render.request({"cart": WORKER}), package)
    chart: Mapping[str, bytes] = {
        **request.chart,
        "values.yaml": request.chart["values.yaml"] + b"crat: {replicas: 1}\n",
    }
    failures = render.engine.render(replace(request, chart=chart)).failures
    assert told(failures).splitlines() == [
        "crat: lacks 'image'",
        "crat: lacks 'resources'",
        "crat.replicas: is not allowed here",
    ]
