"""helmwright validate"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.cli.conftest import Golden, Run, edit, files


def test_it_says_what_was_checked(run: Run, repository: Path, golden: Golden) -> None:
    result = run("validate")
    assert (result.exit_code, result.stdout) == (0, "no findings\n")
    golden("validate-summary.txt", result.stderr)


def test_nothing_is_written(run: Run, repository: Path) -> None:
    before = files(repository)
    run("validate")
    assert files(repository) == before


def test_quiet_is_silent_when_all_is_well(run: Run, repository: Path) -> None:
    result = run("validate", "-q")
    assert (result.exit_code, result.output) == (0, "")


def broken_chart(root: Path) -> None:
    """A chart of the repository's own, which makes an object that Kubernetes refuses."""
    chart = root / "charts/service"
    (chart / "templates").mkdir(parents=True)
    (chart / "Chart.yaml").write_text("apiVersion: v2\nname: service\nversion: 1.0.0\n")
    (chart / "templates/config.yaml").write_text(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}}\ndata: {port: 80}\n"
    )


def refusals(result: Result) -> set[tuple[str, str]]:
    return {(finding["code"], finding["message"]) for finding in json.loads(result.stdout)["findings"]}


def test_what_kubernetes_refuses_is_found(run: Run, repository: Path) -> None:
    broken_chart(repository)
    result = run("validate", "--format", "json")
    assert result.exit_code == 1
    assert {code for code, _ in refusals(result)} == {"K101"}


@pytest.mark.parametrize(
    ("selected", "code", "shown"),
    [(("--env", "prod"), 0, set()), (("--env", "dev"), 1, {"K207"}), (("--app", "catalog"), 0, set())],
)
def test_what_is_found_elsewhere_is_not_shown(
    selected: tuple[str, ...], code: int, shown: set[str], run: Run, repository: Path
) -> None:
    edit(repository / "environments/dev.yaml", "safety:", 'quotas: {shop: {limits.cpu: "4"}}\nsafety:')
    result = run("validate", "--format", "json", *selected)
    assert ({found for found, _ in refusals(result)}, result.exit_code) == (shown, code)


def test_what_helmwright_yaml_accepts_at_a_place_is_not_shown(run: Run, repository: Path) -> None:
    edit(repository / "environments/dev.yaml", "safety:", 'quotas: {default: {limits.cpu: "4"}}\nsafety:')
    with (repository / "helmwright.yaml").open("a") as settings:
        place = "apps/shop/services/cart.yaml:resources.limits"
        settings.write(f"\naccepted: {{{place}: {{K207: The cluster fills in the limits.}}}}\n")
    result = run("validate", "--format", "json")
    found = [(found["path"], found["code"]) for found in json.loads(result.stdout)["findings"]]
    assert found == [("apps/catalog/services/products.yaml", "K207")]


@pytest.mark.parametrize("selected", [("--app", "catalog"), ("--env", "prod")])
def test_what_keeps_objects_from_being_checked_is_shown_wherever_it_is(
    selected: tuple[str, ...], run: Run, repository: Path
) -> None:
    edit(repository / "apps/shop/services/cart.yaml", "catalog/products", "catalog/product")
    result = run("validate", *selected)
    assert result.exit_code == 1
    assert " error R201: " in result.stdout


@pytest.mark.tool("kubeconform")
def test_kubeconform_finds_the_same(run: Run, repository: Path, on_path: Callable[[str, str], None]) -> None:
    on_path("kubeconform", "kubeconform")
    broken_chart(repository)
    result = run("validate", "--format", "json", "--validator", "kubeconform")
    assert result.exit_code == 1
    assert {code for code, _ in refusals(result)} == {"K101"}
    assert result.stderr.endswith(", validator kubeconform\n")


def test_a_wrong_descriptor_is_reported_and_nothing_is_said_to_be_checked(run: Run, repository: Path) -> None:
    edit(repository / "apps/shop/services/cart.yaml", "catalog/products", "catalog/product")
    result = run("validate")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.startswith("apps/shop/services/cart.yaml:6:22: error R201: ")


def test_a_missing_validator_is_said_with_what_to_do(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    result = run("validate", "--validator", "kubeconform")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(
        "Error: there is no kubeconform on PATH (T104)\n  hint: install it: https://"
    )


def test_verbose_says_what_is_used_and_how_long_it_took(run: Run, repository: Path, caches: Path) -> None:
    first, *_, last = run("validate", "-v", "--jobs", "3").stderr.splitlines()
    assert first.startswith("Helm ")
    assert first.endswith(f" (sdk), 3 at a time, cache {caches / 'helmwright/renders'}")
    assert last.startswith("finished after ")
