"""A render that has no end is ended, whatever it does, and the next one is rendered."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.engines.bombs import bomb
from tests.engines.charts import umbrella
from tests.executables import required
from tests.processes import ENOUGH, children, is_running

from helmwright.findings import ToolError
from helmwright.render.engine import Renderer, RenderFailure, RenderLimits, RenderRequest, Result
from helmwright.render.engines.cli import CliRenderer
from helmwright.render.engines.sdk import SdkRenderer

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are counted as Linux counts them")

LIMITS = RenderLimits(seconds=2, memory=200 * 2**20, output=2**20)
TIME = RenderFailure("the render was stopped at its limit of 2 s", code="H105")
MEMORY = RenderFailure("the render was stopped at its limit of 200 MiB of memory", code="H105")
OUTPUT = RenderFailure("the render was stopped at its limit of 1 MiB of output", code="H105")
GOOD = umbrella("cart: {replicas: 3}")
HELMS = [pytest.param(name, marks=pytest.mark.tool(name)) for name in ("helm3", "helm4")]


@pytest.fixture(params=["sdk", *HELMS])
def engine(request: pytest.FixtureRequest) -> Iterator[Renderer]:
    before = children()
    engine = SdkRenderer(LIMITS) if request.param == "sdk" else CliRenderer(required(request.param), LIMITS)
    yield engine
    engine.stop()
    assert children() <= before


def chart(template: str) -> RenderRequest:
    files = {
        "Chart.yaml": b"apiVersion: v2\nname: a\nversion: 1.0.0\n",
        "templates/a.yaml": template.encode(),
    }
    return RenderRequest("a", "a", files, "1.34")


@pytest.mark.parametrize(
    ("name", "failure"), [("range of a number", TIME), ("repeat", MEMORY), ("until", MEMORY)]
)
def test_it_is_stopped_and_the_next_one_rendered(name: str, failure: RenderFailure, engine: Renderer) -> None:
    good = engine.render(GOOD)
    assert good.manifests
    started = time.monotonic()
    result = engine.render(bomb(name))
    assert time.monotonic() - started < LIMITS.seconds + ENOUGH
    # On a busy machine the time may be over before the memory.
    assert result.failures in ((failure,), (TIME,))
    assert engine.render(GOOD) == good


def test_what_is_printed_has_an_end(engine: Renderer) -> None:
    text = 'a: {{ repeat %d "a" }}\n'
    assert engine.render(chart(text % 1_100_000)).failures == (OUTPUT,)
    assert len(engine.render(chart(text % 1_000_000)).manifests) == 1


def test_what_it_parses_to_has_an_end(engine: Renderer) -> None:
    aliases = 'a: &a {{ repeat 20000 "a" }}\nb: [{{ range until 1000 }}*a, {{ end }}]\n'
    assert engine.render(chart(aliases)).failures == (OUTPUT,)


def test_a_reason_is_cut(engine: Renderer) -> None:
    (failure,) = engine.render(chart('{{ fail (repeat 100000 "a") }}')).failures
    assert len(failure.message) < 10_010


def test_a_worker_that_is_killed_is_a_crash_and_replaced(engine: Renderer) -> None:
    before = children()
    good = engine.render(GOOD)
    (worker,) = children() - before
    os.kill(worker, signal.SIGKILL)
    assert engine.render(GOOD) == Result((), (RenderFailure("Helm ended with signal 9", code="H106"),))
    assert engine.render(GOOD) == good


@pytest.mark.parametrize("is_ready", [False, True], ids=["starting", "rendering"])
def test_stop_ends_what_is_under_way(is_ready: bool, engine: Renderer) -> None:
    before = children()
    if is_ready:
        engine.render(GOOD)
    rendering = threading.Thread(target=engine.render, args=[bomb("range of a number")])
    rendering.start()
    while not children() - before:
        time.sleep(0.01)
    engine.stop()
    rendering.join(ENOUGH)
    assert not rendering.is_alive()
    assert children() <= before


def test_workers_end_with_their_engine() -> None:
    before = children()
    engine = SdkRenderer()
    assert engine.render(GOOD).manifests
    assert children() - before
    del engine
    gc.collect()
    assert children() <= before


def test_nothing_is_left_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Renderer
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for request in (GOOD, bomb("repeat"), GOOD):
        engine.render(request)
    engine.stop()
    assert list(tmp_path.iterdir()) == []


ALONE = """
import sys
sys.path[:0] = {path!r}
from tests.engines.test_bombs import *
engine = {engine}
print("begun", flush=True)
engine.render({request})
"""


@pytest.fixture(params=["sdk", *HELMS])
def alone(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Callable[[str], tuple[subprocess.Popen[bytes], set[int]]]:
    """Starts a process that renders something without end; it, and all processes that this takes."""

    def start(what: str) -> tuple[subprocess.Popen[bytes], set[int]]:
        limits = "RenderLimits(seconds=100)"
        engine = (
            f"SdkRenderer({limits})"
            if request.param == "sdk"
            else f"CliRenderer({required(request.param)!r}, {limits})"
        )
        program = ALONE.format(path=sys.path, engine=engine, request=what)
        environment = {**os.environ, "TMPDIR": str(tmp_path)}
        process = subprocess.Popen([sys.executable, "-c", program], env=environment, start_new_session=True)
        found: set[int] = set()
        wanted = 1 if request.param == "sdk" else 2
        while len(found) < wanted:
            time.sleep(0.05)
            found = children(process.pid)
            found |= {grandchild for child in found for grandchild in children(child)}
        time.sleep(0.5)  # by then it renders
        return process, found

    return start


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_the_process_they_work_for(
    sent: signal.Signals, tmp_path: Path, alone: Callable[[str], tuple[subprocess.Popen[bytes], set[int]]]
) -> None:
    process, workers = alone('bomb("range of a number")')
    assert all(map(is_running, workers))
    process.send_signal(sent)
    process.wait(ENOUGH)
    deadline = time.monotonic() + ENOUGH
    while any(map(is_running, workers)):
        assert time.monotonic() < deadline, "a worker goes on"
        time.sleep(0.01)
    while any(tmp_path.iterdir()):
        assert time.monotonic() < deadline, "a temporary folder stays"
        time.sleep(0.01)


def test_modules_of_the_current_folder_are_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "yaml", "struct", "helm_python", "sitecustomize", "usercustomize"):
        (tmp_path / f"{name}.py").write_text("import os; os._exit(99)\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), *sys.path])
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert SdkRenderer().render(GOOD).manifests


def test_a_library_that_does_not_load_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lib.so").write_text("no library")
    monkeypatch.setenv("HELM_C_LIB", str(tmp_path / "lib.so"))
    engine = SdkRenderer()
    for use in (lambda: engine.version, lambda: engine.render(GOOD)):
        with pytest.raises(ToolError) as raised:
            use()
        assert raised.value.finding.code == "T102"
        assert "lib.so but could not load it" in raised.value.finding.message


@pytest.mark.parametrize(
    ("interpreter", "reason"),
    [("/nowhere", "no process starts: .*/nowhere.*"), ("/bin/false", "Helm ended with exit code 1")],
)
def test_a_worker_that_does_not_start_is_said(
    interpreter: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", interpreter)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ToolError, match=reason):
        SdkRenderer().render(GOOD)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_that_is_killed_while_it_starts_says_nothing_of_the_engine(
    sent: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dying = tmp_path / "python"
    dying.write_text(f"#!/bin/sh\nkill -{sent} $$\n")
    dying.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(dying))
    failure = RenderFailure(f"Helm ended with signal {sent}", code="H106")
    assert SdkRenderer().render(GOOD) == Result((), (failure,))


def test_the_version_in_the_package_is_that_of_the_library() -> None:
    engine = SdkRenderer()
    assert engine.version == engine.asked_version
