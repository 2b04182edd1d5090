"""Many charts are rendered at once, in order, and remembered."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from helmwright.kubernetes.manifests import Manifest
from helmwright.render.cache import Cache
from helmwright.render.engine import RenderFailure, RenderRequest, Result
from helmwright.render.run import render_all


class Fake:
    """An engine whose template is the release's name; names that start with a dash are refused."""

    name = "fake"

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.rendered: list[str] = []
        self.running = 0
        self.most = 0
        self.is_stopped = False
        self._lock = threading.Lock()

    def render(self, request: RenderRequest) -> Result:
        with self._lock:
            self.rendered.append(request.release)
            self.running += 1
            self.most = max(self.most, self.running)
        time.sleep(0.01)
        with self._lock:
            self.running -= 1
        if request.release == "crash":
            raise KeyboardInterrupt
        if request.release.startswith("-"):
            return Result((), (RenderFailure("refused"),))
        return Result((Manifest("t.yaml", {"kind": request.release}),))

    def stop(self) -> None:
        self.is_stopped = True


def request(name: str) -> RenderRequest:
    return RenderRequest(name, "ns", {"Chart.yaml": b"a"}, "1.34")


def test_results_keep_the_order_of_the_requests() -> None:
    results = render_all([request(name) for name in ("b", "-", "a")], Fake(), jobs=3)
    assert results == (
        Result((Manifest("t.yaml", {"kind": "b"}),)),
        Result((), (RenderFailure("refused"),)),
        Result((Manifest("t.yaml", {"kind": "a"}),)),
    )


@pytest.mark.parametrize(("jobs", "most"), [(0, 1), (1, 1), (3, 3)])
def test_no_more_than_the_jobs_run_at_once(jobs: int, most: int) -> None:
    engine = Fake()
    render_all([request(str(number)) for number in range(12)], engine, jobs=jobs)
    assert engine.most == most


def test_progress_counts_up() -> None:
    seen: list[int] = []
    render_all([request(str(number)) for number in range(5)], Fake(), jobs=2, on_done=seen.append)
    assert seen == [1, 2, 3, 4, 5]


def interrupt(_done: int) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(("first", "on_done"), [("crash", lambda _: None), ("a", interrupt)])
def test_an_interrupt_ends_the_engine_and_drops_what_has_not_begun(
    first: str, on_done: Callable[[int], None]
) -> None:
    engine = Fake()
    requests = [request(first), *(request(str(number)) for number in range(50))]
    with pytest.raises(KeyboardInterrupt):
        render_all(requests, engine, jobs=1, on_done=on_done)
    assert len(engine.rendered) < 10
    assert engine.is_stopped


def cache(folder: Path) -> Cache:
    return Cache(folder / "cache", folder / "state")


def test_a_second_run_renders_nothing_again(tmp_path: Path) -> None:
    engine, requests = Fake(), [request("a"), request("b")]
    first = render_all(requests, engine, cache(tmp_path))
    assert render_all(requests, engine, cache(tmp_path)) == first
    assert sorted(engine.rendered) == ["a", "b"]


def test_what_is_remembered_takes_no_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    render_all([request("a")], Fake(), cache(tmp_path))
    monkeypatch.delattr(threading.Thread, "start")
    assert len(render_all([request("a")], Fake(), cache(tmp_path))) == 1


def test_failures_are_not_remembered(tmp_path: Path) -> None:
    engine = Fake()
    for _ in range(2):
        assert render_all([request("-")], engine, cache(tmp_path))[0].failures == (RenderFailure("refused"),)
    assert engine.rendered == ["-", "-"]


def test_another_version_of_the_engine_renders_anew(tmp_path: Path) -> None:
    render_all([request("a")], Fake("1"), cache(tmp_path))
    newer = Fake("2")
    render_all([request("a")], newer, cache(tmp_path))
    assert newer.rendered == ["a"]
