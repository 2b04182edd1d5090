"""Arguments and options that nobody means: each is refused with a message, and nothing waits for ever."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.cli.every_command import furnish
from tests.processes import ENOUGH

DIGITS = "9" * 5000


@pytest.fixture
def furnished(repository: Path) -> Path:
    furnish(repository)
    return repository


@pytest.fixture
def in_time() -> Iterator[None]:
    """Ends what waits for ever, as opening a pipe does that nobody writes to."""
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it is still waiting"))
    signal.alarm(ENOUGH)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    "arguments",
    [
        ("crds", "import", "pipe"),
        ("charts", "lint", "pipe"),
        ("charts", "docs", "pipe"),
        ("charts", "coverage", "pipe"),
        ("charts", "package", "pipe"),
        ("charts", "release", "pipe"),
        ("charts", "diff", "pipe", "charts/own"),
        ("charts", "diff", "charts/own", "pipe"),
        ("charts", "push", "pipe", "oci://127.0.0.1:1/charts"),
        ("charts", "verify", "pipe", "oci://127.0.0.1:1/charts"),
        ("charts", "lint", "charts/own", "--cases", "pipe"),
        ("charts", "lint", "charts/own", "--cases", "pipes"),
        ("charts", "package", "charts/own", "-d", "pipe"),
        ("render", "--output", "pipe"),
        ("schema", "--output", "pipe"),
        ("init", "pipe", "--defaults"),
        ("-C", "pipe", "lint"),
        ("crds", "import", "/dev/zero"),
        ("charts", "push", "/dev/zero", "oci://127.0.0.1:1/charts"),
    ],
    ids=" ".join,
)
def test_a_pipe_is_no_file_and_no_folder(
    arguments: Sequence[str], furnished: Path, run: Run, in_time: None
) -> None:
    os.mkfifo(furnished / "pipe")
    (furnished / "pipes").mkdir()
    os.mkfifo(furnished / "pipes/a.yaml")
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("render", "--jobs", DIGITS),
        ("render", "--jobs", "0"),
        ("render", "--jobs", "-1"),
        ("charts", "lint", "charts/own", "--kube-version", f"1.{DIGITS}"),
        ("charts", "lint", "charts/own", "--kube-version", f"1.34.{DIGITS}"),
        ("charts", "lint", "charts/own", "--kube-version", "1.٣٤"),
        ("charts", "lint", "charts/own", "--kube-version", "1.034"),
        ("charts", "coverage", "charts/own", "--fail-under", f"leaves={DIGITS}"),
        ("charts", "coverage", "charts/own", "--fail-under", "leaves=nan"),
        ("charts", "pull", f"oci://127.0.0.1:{DIGITS}/charts/own:0.1.0"),
        ("charts", "pull", "oci://127.0.0.1:99999/charts/own:0.1.0"),
        ("charts", "diff", f"own-{DIGITS}.0.0", "charts/own"),
        ("explain", f"R{DIGITS}"),
        ("init", DIGITS, "--defaults"),
        ("-C", "", "lint"),
        ("charts", "lint", ""),
        ("charts", "lint", "charts/own", "--cases", ""),
        ("charts", "diff", "", ""),
        ("crds", "import", ""),
        ("render", "--env", ""),
        ("trace", "", "--env", "dev"),
        ("new", "app", "--name", "", "--defaults"),
        ("explain", ""),
        ("",),
    ],
    ids=lambda arguments: " ".join(arguments).replace(DIGITS, "9...") or "nothing",
)
def test_a_number_too_long_and_no_name_are_refused(
    arguments: Sequence[str], furnished: Path, run: Run
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_more_jobs_than_there_are_charts_are_fine(furnished: Path, run: Run) -> None:
    assert run("render", "--env", "dev", "--jobs", "1000000000").exit_code == 0


@pytest.mark.parametrize("place", ["/", "/proc", "/dev", "/proc/self/fd", "charts"])
def test_odd_places_to_work_in(place: str, furnished: Path, run: Run) -> None:
    result = run("-C", place, "lint")
    assert result.exit_code == (0 if place == "charts" else 2)
