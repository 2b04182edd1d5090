"""A chart of the repository's own that renders without end: a finding, and the rest goes on."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.conftest import Run, Start
from tests.processes import ENOUGH, children, is_running

from helmwright import resources
from helmwright.cli import main

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as Linux limits it")


@pytest.fixture
def run() -> Run:
    """Runs the program with a Helm of its own, whose start and end are looked at."""
    return lambda *arguments, input="": CliRunner().invoke(main, arguments, input=input)


def fork(repository: Path, template: str) -> None:
    """Gives the repository a service chart of its own with one more template."""
    chart = shutil.copytree(resources.charts() / "service", repository / "charts/service")
    (chart / "templates/bomb.yaml").write_text(template)


@pytest.mark.parametrize("engine", ["sdk", pytest.param("cli", marks=pytest.mark.tool("helm4"))])
def test_one_release_is_stopped_and_the_others_are_rendered(
    engine: str,
    run: Run,
    repository: Path,
    on_path: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if engine == "cli":
        on_path("helm", "helm4")
        monkeypatch.setenv("PATH", "/usr/bin:/bin", prepend=":")
    fork(repository, '{{ if eq .Release.Name "prod-shop" }}{{ repeat 2000000000 "ab" }}{{ end }}')
    before = children()
    result = run("validate", "--engine", engine)
    assert result.exit_code == 1
    assert result.stdout == (
        "apps/shop/services/cart.yaml:1:1: error H105: shop: the render was stopped at its limit of"
        " 1024 MiB of memory in prod\n1 error in 1 file\n"
    )
    assert children() <= before


def test_an_interrupt_ends_a_render_without_end_at_once(start: Start, repository: Path) -> None:
    fork(repository, "{{ range 100000000000 }}{{ end }}")
    process = start("generate", "--jobs", "2", cwd=repository)
    workers: set[int] = set()
    while len(workers) < 2:
        workers = children(process.pid)
        time.sleep(0.01)
    time.sleep(1)  # by then both render
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=ENOUGH) == (b"", b"interrupted\n")
    assert process.returncode == 130
    assert not any(map(is_running, workers))


def test_a_library_that_does_not_load_is_said_with_what_to_do(
    run: Run, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lib.so").write_text("no library")
    monkeypatch.setenv("HELM_C_LIB", str(tmp_path / "lib.so"))
    result = run("render")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: helm-python-sdk does not work: found the helm-c library at ")
    assert result.stderr.endswith("x86-64), or --engine cli\n")
