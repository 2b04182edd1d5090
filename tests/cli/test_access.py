"""helmwright access"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.case_files import lay
from tests.cli.conftest import Golden, Run

EXEC = ("--can", "create pods/exec -n shop")


@pytest.fixture(autouse=True)
def teams(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose teams have groups, and nothing generated."""
    root = lay("valid/teams-and-access", tmp_path / "repository")
    monkeypatch.chdir(root)
    return root


def test_who_may_do_what(run: Run, golden: Golden) -> None:
    result = run("access")
    assert (result.exit_code, result.stderr) == (0, "")
    golden("access.txt", result.stdout)


def test_who_may_do_one_thing(run: Run, golden: Golden) -> None:
    result = run("access", *EXEC)
    assert (result.exit_code, result.stderr) == (0, "")
    golden("access-can.txt", result.stdout)


@pytest.mark.parametrize(
    ("options", "groups"),
    [
        (("--env", "prod", "--team", "platform"), {"acme-ops", "acme-audit"}),
        (("--env", "prod", "--as", "acme-shop"), {"acme-shop"}),
        (("--as", "system:authenticated"), {"system:authenticated"}),
    ],
)
def test_a_selection(options: tuple[str, ...], groups: set[str], run: Run) -> None:
    found = json.loads(run("access", *options, "--format", "json").stdout)["rights"]
    assert {row["group"] for row in found} == groups


def test_json(run: Run, golden: Golden) -> None:
    options = ("--env", "dev", "--format", "json")
    golden(
        "access.json", run("access", *options, "--as", "acme-audit").stdout.partition('"right": "view"')[0]
    )
    golden("access-can.json", run("access", *options, *EXEC).stdout)


@pytest.mark.parametrize(("environment", "code"), [("dev", 0), ("prod", 1)])
def test_no_is_an_exit_code(environment: str, code: int, run: Run) -> None:
    assert run("access", "--env", environment, "--as", "acme-shop", *EXEC).exit_code == code


@pytest.mark.parametrize(("group", "says"), [("system:masters", "yes"), ("acme-audit", "no")])
def test_the_masters_may_do_everything(group: str, says: str, run: Run) -> None:
    found = run("access", "--env", "prod", "--as", group, "--can", "delete nodes").stdout
    assert found.split()[:3] == ["prod", group, says]


def test_what_another_environment_of_the_cluster_gives_counts(run: Run, teams: Path) -> None:
    prod = teams / "environments/prod.yaml"
    prod.write_text(prod.read_text().replace("acme-prod", "acme-dev"))
    dev = teams / "environments/dev.yaml"
    dev.write_text(f"{dev.read_text()}namespacePattern: '{{environment}}-{{app}}'\n")
    options = ("--env", "prod", "--as", "acme-audit", "--can", "get pods -n shop")
    assert "helmwright:dev:platform:auditor:readonly:view" in run("access", *options).stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--team", "shpo"), "there is no team 'shpo'\n  hint: did you mean 'shop'?"),
        (
            ("--as", "acme-shp"),
            "nothing says anything of the group 'acme-shp'\n  hint: did you mean 'acme-shop'?",
        ),
        (("--can", "get pods -n shpo"), "there is no namespace 'shpo'\n  hint: did you mean 'shop'?"),
        (("--can", "list secretz"), "there is no resource 'secretz'\n  hint: did you mean 'secrets'?"),
        (("--can", "lst secrets"), "there is no verb 'lst'\n  hint: did you mean 'list'?"),
        (("--can", "get"), "'get' is no question: it is not of this form\n  hint: ask VERB RESOURCE"),
    ],
)
def test_what_nothing_knows_is_no_answer(options: tuple[str, ...], message: str, run: Run) -> None:
    result = run("access", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Error: {message}")


@pytest.mark.parametrize("empty", ["--can", "--as", "--team"])
def test_a_variable_that_is_not_set_is_no_question(empty: str, run: Run) -> None:
    asked = {"--can": "delete nodes", "--as": "acme-shop", "--team": "shop", empty: ""}
    result = run("access", *(word for pair in asked.items() for word in pair))
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{empty} is empty" in result.stderr


@pytest.mark.parametrize(
    ("said", "asked"),
    [("get application -n shop", "applications"), ("get tap", "taps")],
)
def test_a_custom_resource_is_known(said: str, asked: str, run: Run, teams: Path) -> None:
    dev = teams / "environments/dev.yaml"
    dev.write_text(f"{dev.read_text()}provides: [Tap.acme.example]\n")
    found = json.loads(run("access", "--can", said, "--format", "json").stdout)
    assert found["question"]["resource"] == asked


def test_descriptors_with_errors_are_reported_first(run: Run, teams: Path) -> None:
    (teams / "environments/dev.yaml").write_text("kind: Environment\n")
    result = run("access")
    assert (result.exit_code, "environments/dev.yaml:1:1: error" in result.stdout) == (1, True)
