"""helmwright init"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tests.cli.conftest import Run, files


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_new_repository_is_complete(run: Run, empty: Path) -> None:
    result = run("init", "demo")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("created demo with ")
    assert result.stderr == (
        "\nNext:\n"
        "  cd demo\n"
        '  git init -b main && git add . && git commit -m "Start"\n'
        "  helmwright validate\n\n"
    )
    check = run("-C", "demo", "generate", "--check")
    assert (check.exit_code, check.output) == (0, "no findings\n")
    assert run("-C", "demo", "validate", "-q").output == ""


def test_what_comes_next_can_be_typed_whatever_the_folder_is_called(run: Run, empty: Path) -> None:
    result = run("init", "it's $(id) \x1b", "--name", "acme", "--defaults")
    assert result.stdout.startswith("created it's $(id) \\x1b with ")
    assert "  cd 'it'\"'\"'s $(id) \\x1b'\n" in result.stderr


def test_without_an_app_one_comes_next(run: Run, empty: Path) -> None:
    result = run("init", "demo", "--example", "no")
    assert "generated" not in result.stdout
    assert result.stderr.endswith("\n  helmwright new app\n\n")
    page = (empty / "demo/README.md").read_text()
    assert "helmwright new app " in page
    assert "once there is an app:" in page


def test_answers_by_option(run: Run, empty: Path) -> None:
    result = run("init", "demo", "--name", "acme", "--prod-provider", "eks", "--domain", "acme.example")
    assert result.exit_code == 0, result.output
    repository, prod = (
        yaml.safe_load((empty / "demo" / path).read_text())
        for path in ("helmwright.yaml", "environments/prod.yaml")
    )
    assert repository["name"] == "acme"
    assert prod["cluster"]["provider"] == "eks"
    assert prod["domain"].endswith("acme.example")


def test_the_current_folder_without_a_name(run: Run, empty: Path) -> None:
    (empty / "demo").mkdir()
    assert run("-C", "demo", "init", "-q").exit_code == 0
    assert (empty / "demo/helmwright.yaml").is_file()


def test_a_folder_with_files_is_left_alone(run: Run, empty: Path) -> None:
    (empty / "notes.txt").write_text("mine\n")
    result = run("init")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Error: . is not an empty folder\n"
    assert files(empty) == {"notes.txt": b"mine\n"}


@pytest.mark.filterwarnings("error::copier.errors.CleanupWarning")
def test_a_folder_that_cannot_be_made_is_told_with_what_to_do(run: Run, empty: Path) -> None:
    (empty / "notes.txt").write_text("mine\n")
    result = run("init", "notes.txt/demo")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "Error: notes.txt/demo cannot be made: Not a directory\n"
        "  hint: name a folder where you may write, as in helmwright init DIR\n"
    )
    assert files(empty) == {"notes.txt": b"mine\n"}


def test_a_wrong_answer_makes_nothing(run: Run, empty: Path) -> None:
    result = run("init", "demo", "--name", "Not A Name")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "lower-case letters" in result.stderr
    assert files(empty) == {}


def test_a_choice_that_is_none_is_wrong_usage(run: Run, empty: Path) -> None:
    result = run("init", "demo", "--prod-provider", "gke")
    assert result.exit_code == 2
    assert "'gke' is not one of" in result.stderr
