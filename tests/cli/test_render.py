"""helmwright render"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.conftest import Golden, Run, edit, files
from tests.helms import REAL, started

from helmwright import pipeline


def expected(root: Path) -> dict[str, list[dict[str, Any]]]:
    """The objects of each release, as the pipeline has them, in the namespace of their app."""
    rendered = pipeline.render(root, pipeline.Tools(started(), None, 1))
    found: dict[str, list[dict[str, Any]]] = {}
    for release, items in rendered.manifests.items():
        namespace = {"namespace": release.partition("-")[2]}
        objects = (dict(item.object) for item in items)
        found[release] = [{**item, "metadata": {**item["metadata"], **namespace}} for item in objects]
    return found


def test_what_argo_cd_syncs_says_no_namespace(repository: Path) -> None:
    rendered = pipeline.render(repository, pipeline.Tools(started(), None, 1))
    assert {item.namespace for items in rendered.manifests.values() for item in items} == {""}


def test_every_object_is_a_document_headed_by_its_template(run: Run, repository: Path) -> None:
    result = run("render")
    assert (result.exit_code, result.stderr) == (0, "")
    objects = [item for items in expected(repository).values() for item in items]
    assert list(yaml.safe_load_all(result.stdout)) == objects
    heads = [line for line in result.stdout.splitlines() if line.startswith("# Source: ")]
    assert len(heads) == len(objects)
    assert heads[0] == "# Source: dev-catalog/charts/products/templates/identity/service-account.yaml"


def test_json_is_one_list(run: Run, repository: Path) -> None:
    document = json.loads(run("render", "--format", "json").stdout)
    assert (document["apiVersion"], document["kind"]) == ("v1", "List")
    assert document["items"] == [item for items in expected(repository).values() for item in items]


def test_names_are_those_that_kubectl_takes(run: Run, repository: Path) -> None:
    output = run("render", "--app", "shop", "--env", "prod", "--format", "name").stdout
    assert {"deployment.apps/cart", "service/cart", "networkpolicy.networking.k8s.io/cart"} <= set(
        output.splitlines()
    )


def test_a_file_for_each_release(run: Run, repository: Path, tmp_path: Path) -> None:
    output = tmp_path / "new" / "folder"
    result = run("render", "--output", str(output))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"wrote 4 files to {output}\n"
    written = {name: list(yaml.safe_load_all(content)) for name, content in files(output).items()}
    assert written == {f"{name}.yaml": items for name, items in expected(repository).items()}


@pytest.mark.parametrize(
    ("arguments", "releases"),
    [
        (["--env", "dev"], ["dev-catalog", "dev-shop"]),
        (["--app", "shop"], ["dev-shop", "prod-shop"]),
        (["--app", "shop", "--env", "prod"], ["prod-shop"]),
    ],
    ids=" ".join,
)
def test_only_what_is_selected_is_rendered(
    arguments: list[str], releases: list[str], run: Run, repository: Path, tmp_path: Path
) -> None:
    assert run("render", *arguments, "--output", str(tmp_path / "out")).exit_code == 0
    assert sorted(path.stem for path in (tmp_path / "out").iterdir()) == releases


def test_nothing_is_rendered_when_a_descriptor_is_wrong(run: Run, repository: Path, golden: Golden) -> None:
    edit(repository / "apps/shop/services/cart.yaml", "image:", "imgae:")
    result = run("render")
    assert (result.exit_code, result.stdout) == (1, "")
    golden("render-failed.txt", result.stderr)


def test_what_is_rendered_needs_not_be_generated(run: Run, generated: Path) -> None:
    edit(generated / "apps/shop/services/cart.yaml", "2.3.1", "2.4.0")
    assert '"ghcr.io/acme/cart:2.4.0"' in run("render", "--app", "shop").stdout


def test_a_null_of_a_chart_stays_a_null(run: Run, repository: Path) -> None:
    chart = repository / "charts/service"
    (chart / "templates").mkdir(parents=True)
    (chart / "Chart.yaml").write_text("apiVersion: v2\nname: service\nversion: 1.0.0\n")
    (chart / "templates/config.yaml").write_text(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, labels: null}\ndata: {flag: 'on'}\n"
    )
    result = run("render", "--app", "catalog", "--env", "dev")
    assert list(yaml.safe_load_all(result.stdout)) == [
        {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": "settings", "namespace": "catalog", "labels": None},
            "data": {"flag": "on"},
        }
    ]


@pytest.mark.parametrize("tool", REAL)
def test_either_engine_renders_the_same(
    tool: str, run: Run, repository: Path, on_path: Callable[[str, str], None]
) -> None:
    on_path("helm", tool)
    result = run("render", "--engine", "cli", "--app", "catalog", "--env", "dev")
    assert result.exit_code == 0, result.stderr
    assert list(yaml.safe_load_all(result.stdout)) == expected(repository)["dev-catalog"]


def test_a_missing_engine_is_said_with_what_to_do(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    result = run("render", "--engine", "cli")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "Error: there is no helm on PATH (T103)\n"
        "  hint: install helm 3.19 or newer and put it on PATH: https://helm.sh/docs/intro/install/\n"
    )
