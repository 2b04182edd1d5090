"""helmwright status and helmwright doctor --live"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.live.api import ARGOPROJ, Asked, answering, listed
from tests.live.recorded import DEV, item
from tests.program import helmwright
from tests.repositories import REPOSITORY, SERVICE

pytest.importorskip("kubernetes", reason="helmwright[live] is not installed")

HEAD = {"apiVersion": "helmwright.dev/v1"}
FILES: Mapping[str, Any] = {
    "helmwright.yaml": {"kind": "Repository", **REPOSITORY},
    "environments/dev.yaml": {"kind": "Environment", **DEV},
    "environments/prod.yaml": {"kind": "Environment", **DEV},
    "apps/portfolio/services/frontend.yaml": {"kind": "Service", **SERVICE},
    "apps/single/services/one.yaml": {"kind": "Service", **SERVICE, "owner": "shop", "onlyIn": ["dev"]},
}
NAMESPACES: Any = {**item("root"), "metadata": {"name": "dev-namespaces"}}
APPLICATIONS = [item("root"), NAMESPACES, item("healthy"), item("bad-image")]
NOT_HERE = "prod is not deployed from here: there is no Application prod-root\n"


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, fields in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(json.dumps({**HEAD, **fields}))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUBECONFIG", str(tmp_path / "kubeconfig"))


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Asked]:
    answers = {
        "/version": {"major": "1", "minor": "34"},
        "/api/v1/namespaces/argocd/configmaps/argocd-cm": {},
        f"{ARGOPROJ}/applications": listed(*APPLICATIONS),
    }
    with answering(tmp_path, answers) as asked:
        yield asked


def test_the_table_of_what_is_deployed_from_here(cluster: Asked) -> None:
    result = helmwright("status")
    assert [line.split()[:2] for line in result.stdout.splitlines()[1:]] == [
        ["root", "dev"],
        ["namespaces", "dev"],
        ["portfolio", "dev"],
        ["single", "dev"],
    ]
    assert (result.exit_code, result.stderr) == (1, NOT_HERE)
    assert len(cluster) == 1  # both environments have the same Argo CD


def test_one_app_that_waits_for_nobody(cluster: Asked) -> None:
    result = helmwright("status", "--env", "dev", "--app", "portfolio", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    (row,) = json.loads(result.stdout)["rows"]
    assert (row["application"], row["waiting"]) == ("dev-portfolio", None)


def test_an_environment_that_is_asked_for_is_shown_where_it_is_not(cluster: Asked) -> None:
    result = helmwright("status", "--env", "prod", "--app", "portfolio")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[1].split()[:5] == ["portfolio", "prod", "-", "Missing", "Missing"]


def test_a_cluster_without_any_of_it(tmp_path: Path) -> None:
    with answering(tmp_path, {}):
        result = helmwright("status", "-q")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: no environment of the repository is deployed from this cluster\n")


def test_what_is_deployed_against_what_is_generated(cluster: Asked) -> None:
    result = helmwright("doctor", "--live", "--format", "json")
    report = json.loads(result.stdout)
    assert {finding["code"] for finding in report["findings"]} == {"G203"}
    assert result.exit_code == 0
    assert result.stderr == f"{NOT_HERE}compared dev with what is deployed\n"


def test_an_environment_that_is_not_there_is_an_error(cluster: Asked) -> None:
    result = helmwright("doctor", "--live", "--env", "prod", "-q")
    assert result.exit_code == 1
    assert "error G201: there is no Application prod-root in the namespace argocd" in result.stdout


def test_a_cluster_that_does_not_answer(cluster: Asked) -> None:
    result = helmwright("doctor", "--live", "--context", "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "(T107)" in result.stderr


def test_descriptors_that_are_wrong(cluster: Asked, tmp_path: Path) -> None:
    (tmp_path / "environments/dev.yaml").write_text("- [\n")
    result = helmwright("status")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "helmwright lint says why" in result.stderr


@pytest.mark.parametrize("arguments", [("status",), ("doctor", "--live")], ids=" ".join)
def test_without_the_package_it_says_what_to_install(
    arguments: tuple[str, ...], cluster: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "kubernetes", None)
    result = helmwright(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "Error: the package kubernetes is not installed (T106)\n  hint: pip install 'helmwright[live]'\n"
    )


def test_options_of_the_cluster_go_with_live() -> None:
    result = helmwright("doctor", "--env", "dev")
    assert result.exit_code == 2
    assert "--env, --context and --format go with --live" in result.stderr
