"""Generating that is cut short: nothing is done, or the next run finishes it."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import HERE, Run, Start, files
from tests.helms import started
from tests.processes import ENOUGH

from helmwright import pipeline
from helmwright.layout import CHANGES
from helmwright.pipeline import Tools
from helmwright.writing.writer import alone

APPS = 12


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with so many apps that writing takes a while."""
    root = shutil.copytree(HERE / "repository", tmp_path_factory.mktemp("large") / "repository")
    for number in range(APPS):
        shutil.copytree(root / "apps/catalog", root / f"apps/copy{number}")
    return root


@pytest.fixture(scope="module")
def wanted(pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """It as an undisturbed run leaves it."""
    root = shutil.copytree(pattern, tmp_path_factory.mktemp("undisturbed") / "repository")
    planned = pipeline.generate(root, Tools(started(), None, 1))
    with alone(root) as writer:
        writer.apply(planned.changes)
    return files(root)


@pytest.fixture
def large(pattern: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to disturb, and the current folder is in it."""
    root = shutil.copytree(pattern, tmp_path / "repository")
    monkeypatch.chdir(root)
    return root


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + ENOUGH
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.001)


def prepared(root: Path) -> int:
    """How many files a run has prepared."""
    return len(list((root / CHANGES).glob("*")))


@pytest.mark.parametrize("count", [1, 100])
@pytest.mark.parametrize(
    ("sent", "code"),
    [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=["killed", "Ctrl-C", "terminated", "hung up"],
)
def test_a_run_that_is_cut_short_while_it_writes_has_done_nothing_or_is_finished(
    sent: signal.Signals,
    code: int,
    count: int,
    large: Path,
    wanted: dict[str, bytes],
    start: Start,
    run: Run,
) -> None:
    before = files(large)
    process = start("generate", cwd=large)
    wait_until(lambda: prepared(large) >= count)
    process.send_signal(sent)
    _, errors = process.communicate(timeout=ENOUGH)
    assert process.returncode == code

    left = files(large)
    whole = {path: content for path, content in left.items() if not path.startswith(CHANGES)}
    assert whole.items() <= wanted.items()
    if sent != signal.SIGKILL:
        assert errors == b"interrupted\n"
        assert left in (before, wanted)

    assert run("generate", "-q").exit_code == 0
    assert files(large) == wanted


def test_an_interrupt_while_rendering_changes_nothing(large: Path, start: Start, caches: Path) -> None:
    shutil.rmtree(caches / "helmwright", ignore_errors=True)
    before = files(large)
    process = start("generate", cwd=large)
    wait_until(lambda: any((caches / "helmwright/renders").glob("[!.]*")))
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=ENOUGH) == (b"", b"interrupted\n")
    assert process.returncode == 130
    assert files(large) == before


def test_a_full_disk_leaves_no_half_written_file(
    repository: Path, everything: Path, start: Start, run: Run
) -> None:
    limit = 20_000  # bytes, less than a chart's archive

    process = start(
        "generate",
        cwd=repository,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    output, errors = process.communicate(timeout=ENOUGH)
    assert (process.returncode, output) == (2, b"")
    assert errors.startswith(b"Error: ")
    assert errors.endswith(b"File too large\n")
    assert files(repository).items() <= files(everything).items()

    assert run("generate", "-q").exit_code == 0
    assert files(repository) == files(everything)


def test_a_file_where_a_folder_belongs_is_found_before_anything_is_written(
    run: Run, repository: Path
) -> None:
    (repository / "bootstrap").write_text("mine\n")
    before = files(repository)
    result = run("generate")
    assert result.exit_code == 1
    assert result.stdout.startswith("bootstrap: error P105: ")
    assert files(repository) == before


def test_what_a_run_left_that_was_killed_while_it_prepared_is_no_drift(run: Run, generated: Path) -> None:
    (generated / CHANGES).mkdir()
    (generated / CHANGES / "0").write_text("half a fi")
    assert run("generate", "--check").output == "no findings\n"
    assert run("generate").output == ""
    assert not (generated / CHANGES).exists()


def test_a_run_that_is_terminated_while_it_renders_leaves_no_temporary_folder(
    repository: Path, start: Start, tmp_path: Path
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "temporary").mkdir()
    helm = tmp_path / "bin/helm"
    helm.write_text(
        f'#!/bin/sh\ncase "$1" in version) echo v4.0.0;; *) touch {tmp_path}/asked; exec sleep 60;; esac\n'
    )
    helm.chmod(0o755)
    env = {"PATH": f"{helm.parent}:{os.environ['PATH']}", "TMPDIR": str(tmp_path / "temporary")}
    process = start("render", "--engine", "cli", cwd=repository, env=env)
    wait_until((tmp_path / "asked").exists)
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=ENOUGH) == (b"", b"interrupted\n")
    assert process.returncode == 143
    assert list((tmp_path / "temporary").iterdir()) == []
