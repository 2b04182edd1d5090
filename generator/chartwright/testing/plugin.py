"""The pytest plug-in `pytest-helmwright`: fixtures, markers and options for tests of charts.

What it needs beyond pytest is imported by the fixtures: pytest loads a plug-in for every project in its environment.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from chartwright.testing.chart import Chart
    from chartwright.testing.render import Render
    from chartwright.testing.snapshot import Snapshot
    from helmwright.render.engine import Renderer

_WRITTEN = pytest.StashKey[dict[Path, str]]()
_MARKERS = (
    "chart(folder): the chart under test, a folder relative to pytest's root",
    "helm_engines(*names): runs the test with each of these Helm engines: sdk, helm3, helm4",
    "kube_versions(*versions): runs the test for each of these Kubernetes versions, such as 1.34",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of the command line and of the configuration file."""
    group = parser.getgroup("helmwright", "tests of Helm charts")
    group.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite expected outputs from what is rendered now; refused in CI",
    )
    group.addoption(
        "--require-tools",
        action="store_true",
        help="fail, instead of skipping, the tests that need a tool that is not there",
    )
    parser.addini(
        "helmwright_chart", "folder of the chart under test, where neither a marker nor a folder says"
    )
    parser.addini("helmwright_tools", "folder with helm executables, looked into before PATH")


def pytest_configure(config: pytest.Config) -> None:
    """Declares the markers; refuses to rewrite expected outputs where nobody would see it."""
    for marker in _MARKERS:
        config.addinivalue_line("markers", marker)
    config.stash[_WRITTEN] = {}
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("golden files are not rewritten in CI")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes the chart gets the one it means; a marked one runs once for each engine and version."""
    names = metafunc.fixturenames
    if "chart" in names and (folder := _chart_folder(metafunc)):
        ids = [pytest.HIDDEN_PARAM]
        metafunc.parametrize("chart", [folder], indirect=True, scope="session", ids=ids)
    for fixture, marker in (("helm_engine", "helm_engines"), ("kube_version", "kube_versions")):
        mark = metafunc.definition.get_closest_marker(marker)
        if mark and fixture in names:
            metafunc.parametrize(fixture, mark.args, indirect=True, scope="session", ids=str)


@pytest.fixture(scope="session")
def chart(request: pytest.FixtureRequest) -> Chart:
    """The chart under test: the marker's, else the one whose folder the test is in, else the configuration's."""
    from chartwright.testing.chart import Chart  # noqa: PLC0415

    if not hasattr(request, "param"):
        pytest.fail(
            "there is no chart under test: set helmwright_chart in pytest's configuration, mark the test with"
            " chart(folder), or put it below the chart's folder",
            pytrace=False,
        )
    try:
        return Chart.load(request.param)
    except FileNotFoundError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="session")
def helm_engine(request: pytest.FixtureRequest) -> Renderer:
    """The Helm engine that renders: `sdk`, or what the marker `helm_engines` says."""
    from chartwright.testing.engines import engine  # noqa: PLC0415

    tools = request.config.getini("helmwright_tools")
    try:
        found = engine(getattr(request, "param", "sdk"), request.config.rootpath / tools if tools else None)
    except ValueError as error:
        pytest.fail(str(error), pytrace=False)
    if not isinstance(found, str):
        return found
    if request.config.getoption("--require-tools"):
        pytest.fail(found, pytrace=False)
    pytest.skip(found)


@pytest.fixture(scope="session")
def kube_version(request: pytest.FixtureRequest) -> str:
    """The Kubernetes version that is rendered for: 1.34, or what the marker `kube_versions` says."""
    return str(getattr(request, "param", "1.34"))


@pytest.fixture(scope="session")
def render(chart: Chart, helm_engine: Renderer, kube_version: str) -> Render:
    """Renders the chart under test."""
    from chartwright.testing.render import Render  # noqa: PLC0415

    return Render(chart, helm_engine, kube_version=kube_version)


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    """Compares with a file beside the test."""
    from chartwright.testing.snapshot import Snapshot  # noqa: PLC0415

    return Snapshot(
        request.path.parent / "snapshots" / request.path.stem,
        request.function.__name__,
        bool(request.config.getoption("--update-golden")),
        request.config.stash[_WRITTEN],
    )


def _chart_folder(metafunc: pytest.Metafunc) -> Path | None:
    root = metafunc.config.rootpath
    if mark := metafunc.definition.get_closest_marker("chart"):
        return root / str(mark.args[0])
    for folder in _above(metafunc.definition.path, root):
        if (folder / "Chart.yaml").is_file():
            return folder
    configured = metafunc.config.getini("helmwright_chart")
    return root / configured if configured else None


def _above(path: Path, root: Path) -> Iterator[Path]:
    """The folders that a file is in, up to pytest's root."""
    for folder in path.parents:
        yield folder
        if folder == root:
            return
