"""helmwright lint"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Golden, Run, edit


def test_a_clean_repository(run: Run, repository: Path) -> None:
    result = run("lint")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "no findings\n", "")


def test_quiet_is_silent_when_all_is_well(run: Run, repository: Path) -> None:
    result = run("lint", "-q")
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize("quiet", [(), ("-q",)], ids=["loud", "quiet"])
def test_every_finding_is_shown_with_its_place(
    quiet: tuple[str, ...], run: Run, repository: Path, golden: Golden
) -> None:
    edit(repository / "apps/shop/services/cart.yaml", "image:", "imgae:")
    edit(repository / "environments/dev.yaml", "relaxed", "relax")
    result = run("lint", *quiet)
    assert (result.exit_code, result.stderr) == (1, "")
    golden("lint-findings.txt", result.stdout)


def test_a_warning_fails_nothing(run: Run, repository: Path) -> None:
    edit(repository / "environments/dev.yaml", "safety:", "quotas: {unknown: {pods: '10'}}\nsafety:")
    result = run("lint")
    assert ": warning R108: " in result.stdout
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("selected", "code", "shown"),
    [
        (("--app", "shop"), 1, {"R201", "R108"}),
        (("--app", "catalog"), 0, {"R108"}),
        (("--env", "dev"), 1, {"R201", "R108"}),
        (("--env", "prod", "--app", "catalog"), 0, set()),
    ],
)
def test_what_is_found_elsewhere_is_not_shown(
    selected: tuple[str, ...], code: int, shown: set[str], run: Run, repository: Path
) -> None:
    edit(repository / "apps/shop/services/cart.yaml", "catalog/products", "catalog/product")
    edit(repository / "environments/dev.yaml", "safety:", "quotas: {unknown: {pods: '10'}}\nsafety:")
    result = run("lint", "--format", "json", *selected)
    assert result.exit_code == code
    assert {found["code"] for found in json.loads(result.stdout)["findings"]} == shown


def test_what_keeps_descriptors_from_being_checked_is_shown_wherever_it_is(
    run: Run, repository: Path
) -> None:
    edit(repository / "apps/shop/services/cart.yaml", "image:", "imgae:")
    result = run("lint", "--app", "catalog")
    assert result.exit_code == 1
    assert "apps/shop/services/cart.yaml" in result.stdout


@pytest.mark.parametrize("format_", ["json", "github", "sarif", "junit"])
def test_reports_for_programs(format_: str, run: Run, repository: Path, golden: Golden) -> None:
    edit(repository / "apps/shop/services/cart.yaml", "catalog/products", "catalog/product")
    result = run("lint", "--format", format_)
    assert (result.exit_code, result.stderr) == (1, "")
    if format_ == "sarif":  # it has the page of every code, which other tests look at
        (report,) = json.loads(result.stdout)["runs"]
        assert [found["ruleId"] for found in report["results"]] == ["R201"]
    else:
        golden(f"lint-findings.{format_}", result.stdout)


def test_reports_for_programs_are_written_when_all_is_well(run: Run, repository: Path) -> None:
    result = run("lint", "--format", "json", "-q")
    assert json.loads(result.stdout)["summary"]["checkedFiles"] == 7


def test_the_repository_is_found_from_any_folder_in_it(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "apps/shop/services")
    assert run("lint").stdout == "no findings\n"


@pytest.mark.parametrize("arguments", [("-C", "repository", "lint"), ("lint", "-C", "repository")])
def test_the_folder_may_be_given_before_the_command_or_after_it(
    arguments: tuple[str, ...], run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.parent)
    assert run(*arguments).stdout == "no findings\n"


@pytest.mark.parametrize("command", [("lint",), ("generate",), ("validate",), ("render",), ("new", "app")])
def test_without_a_repository_it_is_said_how_to_get_one(
    command: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*command)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "Error: there is no helmwright.yaml here or in a folder above (L101)\n"
        "  hint: change to a repository, name one with -C, or make one with helmwright init\n"
    )
