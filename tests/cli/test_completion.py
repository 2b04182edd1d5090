"""Completion in a shell: of commands, options, and the names in the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from tests.cli.conftest import Run
from tests.executables import required

from helmwright.catalog import CODES
from helmwright.cli import main

Offered = Callable[..., list[str]]


@pytest.fixture
def offered() -> Offered:
    """What a shell is offered for the last of the words."""

    def complete(*words: str) -> list[str]:
        shell = ShellComplete(main, {}, "helmwright", "_HELMWRIGHT_COMPLETE")
        *arguments, incomplete = words
        return [item.value for item in shell.get_completions(arguments, incomplete)]

    return complete


def test_commands(offered: Offered) -> None:
    assert offered("ge") == ["generate"]
    assert offered("new", "") == ["addon", "app", "environment", "service"]
    assert offered("crds", "i") == ["import"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("generate", "--env", ""), ["dev", "prod"]),
        (("generate", "--env", "dev", "--env", "p"), ["prod"]),
        (("render", "--app", "s"), ["shop"]),
        (("trace", ""), ["catalog/products", "shop/cart"]),
        (("trace", "shop/cart", "--env", "d"), ["dev"]),
        (
            ("trace", "shop/cart", "--env", "prod", "--key", "resources.l"),
            ["resources.limits", "resources.limits.memory"],
        ),
        (("trace", "shop/nothing", "--env", "prod", "--key", ""), []),
        (("trace", "--key", ""), []),
        (("new", "service", "--app", ""), ["catalog", "shop"]),
        (("new", "service", "--kind", "w"), ["web", "worker"]),
        (("new", "addon", "karp"), ["karpenter", "karpenter-crd"]),
        (("schema", "r"), ["report", "repository"]),
        (("validate", "--validator", "k"), ["kubeconform"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
    ],
    ids=" ".join,
)
def test_names(words: tuple[str, ...], names: list[str], offered: Offered, repository: Path) -> None:
    assert offered(*words) == names


def test_names_of_the_folder_that_is_named(
    offered: Offered, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.parent)
    assert offered("-C", "repository", "generate", "--env", "") == ["dev", "prod"]
    assert offered("generate", "-C", "repository", "--env", "") == ["dev", "prod"]


def test_codes(offered: Offered) -> None:
    assert offered("explain", "d1") == ["D101"]
    assert offered("explain", "") == [code.code for code in CODES]


def without_repository(root: Path) -> None:
    (root / "helmwright.yaml").unlink()


def with_broken_descriptors(root: Path) -> None:
    for path in root.rglob("*.yaml"):
        path.write_bytes(b"\xff\x00[")


def with_a_file_for_a_folder(root: Path) -> None:
    shutil.rmtree(root / "environments")
    (root / "environments").write_text("")


@pytest.mark.parametrize(
    ("spoil", "names"),
    [(without_repository, []), (with_broken_descriptors, ["dev", "prod"]), (with_a_file_for_a_folder, [])],
)
def test_it_never_fails(
    spoil: Callable[[Path], None], names: list[str], offered: Offered, repository: Path
) -> None:
    spoil(repository)
    assert offered("generate", "--env", "") == names


def test_names_that_no_terminal_can_show_are_not_offered(offered: Offered, repository: Path) -> None:
    (repository / "environments/odd\nname.yaml").write_text("")
    (repository / "environments/\udcff.yaml").write_text("")
    assert offered("generate", "--env", "") == ["dev", "prod"]


@pytest.mark.parametrize("name", ["d$(touch${IFS}ran)", "d`id`", "d;id", "d*", "d e", "--allow-removals"])
def test_a_name_that_is_more_than_a_word_to_a_shell_is_not_offered(
    offered: Offered, repository: Path, name: str
) -> None:
    (repository / f"environments/{name}.yaml").write_text("")
    (repository / f"apps/{name}/services").mkdir(parents=True)
    (repository / f"apps/{name}/services/one.yaml").write_text("")
    assert offered("generate", "--env", "") == ["dev", "prod"]
    assert offered("generate", "--app", "") == ["catalog", "shop"]
    assert offered("trace", "") == ["catalog/products", "shop/cart"]


@pytest.mark.parametrize(
    "shell", [pytest.param(name, marks=pytest.mark.tool(name)) for name in ("bash", "zsh", "fish")]
)
def test_the_script_is_one_that_the_shell_reads(shell: str, run: Run) -> None:
    result = run("completion", shell)
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"_HELMWRIGHT_COMPLETE={shell}_complete" in result.stdout
    subprocess.run([required(shell), "-n"], input=result.stdout.encode(), check=True)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Variables with which a shell finds the program."""
    program = tmp_path / "bin" / "helmwright"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m helmwright "$@"\n')
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}


@pytest.mark.tool("fish")
def test_fish_shows_the_whole_help(run: Run, repository: Path, environment: dict[str, str]) -> None:
    script = run("completion", "fish").stdout + 'complete -C "helmwright --q"\n'
    command = [required("fish"), "--no-config"]
    done = subprocess.run(command, input=script, text=True, capture_output=True, check=True, env=environment)
    shown = "--quiet\tPrint results alone: no progress, no notes, nothing when all is well.\n"
    assert (done.stdout, done.stderr) == (shown, "")


@pytest.mark.tool("bash")
def test_bash_completes(run: Run, repository: Path, environment: dict[str, str]) -> None:
    script = (
        run("completion", "bash").stdout
        + "COMP_WORDS=(helmwright render --env d); COMP_CWORD=3; _helmwright_completion helmwright\n"
        + 'echo "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        [required("bash")], input=script, text=True, capture_output=True, check=True, env=environment
    )
    assert (done.stdout, done.stderr) == ("dev\n", "")
