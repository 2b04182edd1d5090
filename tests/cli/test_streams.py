"""How the program behaves towards terminals, pipes and locales."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Run, Start, edit
from tests.cli.terminal import HELMWRIGHT, on_a_terminal

COLOR = "\x1b["


@pytest.fixture
def broken(repository: Path) -> Path:
    edit(repository / "apps/shop/services/cart.yaml", "image:", "imgae:")
    return repository


@pytest.mark.parametrize(
    ("env", "painted"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
    ids=str,
)
def test_colours_on_a_terminal(env: dict[str, str], painted: bool, broken: Path) -> None:
    seen, code = on_a_terminal(*HELMWRIGHT, "lint", env=env)
    assert code == 1
    assert (COLOR in seen) is painted


@pytest.mark.parametrize(
    ("env", "painted"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
    ids=str,
)
def test_colours_in_a_pipe(env: dict[str, str], painted: bool, broken: Path, start: Start) -> None:
    output, _ = start("lint", env=env).communicate()
    assert (COLOR.encode() in output) is painted


def test_the_reader_of_a_pipe_may_leave(repository: Path, start: Start) -> None:
    process = start("render")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141  # as when SIGPIPE ends a program


@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONUTF8": "0"}], ids=str
)
def test_output_is_utf_8_whatever_the_locale(env: dict[str, str], repository: Path, start: Start) -> None:
    edit(repository / "apps/shop/services/cart.yaml", "image:", "description: Le panier – 籠\nimage:")
    output, errors = start("render", "--app", "shop", "--env", "dev", env=env).communicate()
    assert "Le panier – 籠" in output.decode()
    assert errors == b""


def test_a_terminal_shows_no_character_that_moves_its_cursor(repository: Path, run: Run) -> None:
    edit(repository / "apps/shop/services/cart.yaml", "kind: Service", 'kind: Service\n"\\e[2J": x')
    output = run("lint").stdout
    assert r"unknown key '\x1b[2J'" in output
    assert COLOR not in output


PROGRESS = """
import sys
from helmwright.cli.terminal.progress import Progress
from helmwright.cli.session import Session

seconds = iter((0, 0.9, 1.1, 1.15, 1.3))
with Progress(Session(quiet="-q" in sys.argv), seconds.__next__) as progress:
    for done in (1, 20, 21, 40):
        progress("rendering", done, 40)
print("done")
"""


def test_a_step_that_lasts_has_a_bar_that_leaves_nothing_behind() -> None:
    seen, _ = on_a_terminal(sys.executable, "-c", PROGRESS)
    assert seen.split("\r\x1b[K") == [
        "",
        f"rendering [{'#' * 15}{'-' * 15}] 20/40",
        f"rendering [{'#' * 30}] 40/40",
        "done\n",
    ]


@pytest.mark.parametrize(
    ("arguments", "env"),
    [(["-q"], {}), ([], {"CI": "true"}), ([], {"TERM": "dumb"})],
    ids=["quiet", "CI", "dumb terminal"],
)
def test_no_bar(arguments: list[str], env: dict[str, str]) -> None:
    assert on_a_terminal(sys.executable, "-c", PROGRESS, *arguments, env=env)[0] == "done\n"


def test_no_bar_in_a_pipe() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRESS], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"done\n", b"")


def test_the_trial_of_a_chart_with_many_cases_has_a_bar(tmp_path: Path) -> None:
    (tmp_path / "ci").mkdir()
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: slow\nversion: 0.1.0\n")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/a.yaml").write_text(
        "{{- $text := `x` }}{{ range until 100000 }}{{ $text = sha256sum $text }}{{ end }}"
    )
    for number in range(12):
        (tmp_path / f"ci/{number}-values.yaml").write_text("{}\n")
    seen, _ = on_a_terminal(*HELMWRIGHT, "charts", "lint", str(tmp_path))
    *bars, result = seen.split("\r\x1b[K")
    assert re.sub(r"\x1b\[\d*m", "", result) == "no findings\n"
    assert {re.sub(r"\[[#-]+\] \d+/", "", bar) for bar in bars if bar} <= {
        "rendering 12",
        "checking names 12",
    }
    assert len(bars) > 1


def test_a_quick_command_on_a_terminal_shows_its_result_alone(repository: Path) -> None:
    seen, _ = on_a_terminal(*HELMWRIGHT, "lint")
    assert re.sub(r"\x1b\[\d*m", "", seen) == "no findings\n"
