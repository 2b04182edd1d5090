"""What the program says about itself."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from tests.cli.conftest import GOLDEN, HERE, Golden, Run

from helmwright.cli import main
from helmwright.cli.terminal.table import SECTIONS


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command and group by the words that lead to it."""
    context = click.Context(group)
    yield path
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


COMMANDS = tuple(commands(main))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_needs_no_repository(
    words: tuple[str, ...], run: Run, golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*words, "--help")
    assert (result.exit_code, result.stderr) == (0, "")
    golden("-".join(("help", *words)) + ".txt", result.stdout)


def test_no_expected_help_is_left_over() -> None:
    expected = {"-".join(("help", *words)) + ".txt" for words in COMMANDS}
    assert {path.name for path in GOLDEN.glob("help*.txt")} == expected


@pytest.mark.parametrize("words", [words for words in COMMANDS if words], ids=" ".join)
def test_every_help_has_an_example(words: tuple[str, ...], run: Run) -> None:
    _, _, examples = run(*words, "--help").stdout.partition("  Examples:\n")
    assert f"helmwright {' '.join(words)}" in examples.partition("\n\n")[0]


@pytest.mark.parametrize(
    ("name", "summary"), [item for section in SECTIONS.values() for item in section.items()]
)
def test_the_list_of_commands_says_what_each_says_first(name: str, summary: str, run: Run) -> None:
    _, paragraph, *_ = run(name, "--help").stdout.split("\n\n")
    assert " ".join(paragraph.split()) == summary


def test_alone_in_an_empty_folder_it_says_how_to_begin(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run()
    assert result.exit_code == 0
    assert result.stdout == run("--help").stdout
    assert "  To begin:\n    helmwright init demo\n    cd demo\n    helmwright validate\n" in result.stdout


def test_version(run: Run, golden: Golden) -> None:
    golden("version.txt", run("--version").stdout)


def test_an_unknown_command_is_wrong_usage(run: Run) -> None:
    result = run("genrate")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No such command 'genrate'. Did you mean 'generate'?" in result.stderr


@pytest.mark.parametrize(("words", "meant"), [(("charts", "lnt"), "lint"), (("new", "servce"), "service")])
def test_an_unknown_command_of_a_group_is_told_the_closest(
    words: tuple[str, ...], meant: str, run: Run
) -> None:
    assert f"Did you mean '{meant}'?" in run(*words).stderr


ENGINES = ("helm_python", "pyhelm3", "asyncio")
STAGES = ("helmwright.pipeline", "jsonschema_rs", "yaml")
SCAFFOLD = ("copier", "jinja2")
CHECKS = ("helmwright.validate.repository", "helmwright.capacity.reckon")


@pytest.mark.parametrize(
    ("arguments", "spared"),
    [
        (["--help"], (*ENGINES, *STAGES, *SCAFFOLD)),
        (["--version"], (*ENGINES, *STAGES, *SCAFFOLD)),
        (["lint", "-C", str(HERE / "repository")], (*ENGINES, *SCAFFOLD, *CHECKS)),
        (["render", "-C", str(HERE / "repository")], (*ENGINES, *SCAFFOLD, *CHECKS)),
        (["explain", "L101"], (*ENGINES, *SCAFFOLD, "helmwright.pipeline", "jsonschema_rs")),
        (["new", "service", "--help"], (*ENGINES, *SCAFFOLD)),
    ],
    ids=lambda value: value[0],
)
def test_a_command_imports_only_what_it_needs(arguments: list[str], spared: tuple[str, ...]) -> None:
    program = (
        "import atexit, json, sys\n"
        f"atexit.register(lambda: print(json.dumps([name for name in {spared!r} if name in sys.modules])))\n"
        "from helmwright.cli import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == []
