"""helmwright crds import"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Run, files

CRD = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.acme.example}
spec:
  group: acme.example
  scope: Namespaced
  names: {kind: Widget, plural: widgets}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: {spec: {type: object, properties: {size: {type: integer}}}}
"""
SCHEMA = "schemas/crds/acme.example/widget_v1.json"


def widget(root: Path, size: str) -> None:
    """A chart of the repository's own, which makes a widget."""
    chart = root / "charts/service"
    (chart / "templates").mkdir(parents=True)
    (chart / "Chart.yaml").write_text("apiVersion: v2\nname: service\nversion: 1.0.0\n")
    (chart / "templates/widget.yaml").write_text(
        "apiVersion: acme.example/v1\n"
        "kind: Widget\n"
        "metadata: {name: {{ .Release.Name }}}\n"
        f"spec: {{size: {size}}}\n"
    )


def codes(report: str) -> set[str]:
    return {finding["code"] for finding in json.loads(report)["findings"]}


def test_an_imported_kind_is_validated(run: Run, repository: Path, tmp_path: Path) -> None:
    widget(repository, "big")
    assert codes(run("validate", "--format", "json").stdout) == {"K102"}
    (tmp_path / "crds.yaml").write_text(CRD)
    result = run("crds", "import", str(tmp_path / "crds.yaml"))
    assert (result.exit_code, result.output) == (0, f"wrote {SCHEMA}\n")
    assert codes(run("validate", "--format", "json").stdout) == {"K101"}


def test_a_folder_with_manifests(run: Run, repository: Path, tmp_path: Path) -> None:
    (tmp_path / "crds/deep").mkdir(parents=True)
    (tmp_path / "crds/deep/widgets.yml").write_text(CRD)
    (tmp_path / "crds/README.md").write_text("not YAML: [")
    assert run("crds", "import", str(tmp_path / "crds")).stdout == f"wrote {SCHEMA}\n"


def test_files_of_a_folder_without_crds_are_left_out_with_a_note(
    run: Run, repository: Path, tmp_path: Path
) -> None:
    (tmp_path / "crds").mkdir()
    (tmp_path / "crds/widgets.yaml").write_text(CRD)
    (tmp_path / "crds/kustomization.yaml").write_text("resources: [widgets.yaml]\n")
    (tmp_path / "crds/template.yaml").write_text("{{ if .Values.x }}a: [{{ end }}\n")
    result = run("crds", "import", str(tmp_path / "crds"))
    assert (result.exit_code, result.stdout) == (0, f"wrote {SCHEMA}\n")
    assert result.stderr.count(": info K302: holds no CustomResourceDefinition\n") == 2


@pytest.mark.parametrize("name", ["crds.yaml", "crds"])
def test_what_holds_no_crd_at_all_is_refused(name: str, run: Run, repository: Path, tmp_path: Path) -> None:
    (tmp_path / "crds").mkdir()
    for path in ("crds.yaml", "crds/kustomization.yaml"):
        (tmp_path / path).write_text("resources: [widgets.yaml]\n")
    result = run("crds", "import", str(tmp_path / name))
    assert (result.exit_code, result.stdout) == (1, "")
    assert ": error K302: holds no CustomResourceDefinition\n" in result.stderr


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("kind: [ # CustomResourceDefinition", "wrong.yaml:2:1: error K301: "),
        ("kind: CustomResourceDefinition\n", "wrong.yaml: error K302: "),
    ],
    ids=["not YAML", "no whole CRD"],
)
def test_one_wrong_file_and_nothing_is_written(
    text: str, finding: str, run: Run, repository: Path, tmp_path: Path
) -> None:
    before = files(repository)
    (tmp_path / "crds").mkdir()
    (tmp_path / "crds/right.yaml").write_text(CRD)
    (tmp_path / "crds/wrong.yaml").write_text(text)
    result = run("crds", "import", str(tmp_path / "crds"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert finding in result.stderr
    assert files(repository) == before


def test_an_empty_folder_is_wrong_usage(run: Run, repository: Path, tmp_path: Path) -> None:
    (tmp_path / "crds").mkdir()
    result = run("crds", "import", str(tmp_path / "crds"))
    assert result.exit_code == 2
    assert "holds no file that ends in .yaml, .yml, .json" in result.stderr


def test_a_definition_cannot_choose_another_folder(run: Run, repository: Path, tmp_path: Path) -> None:
    (tmp_path / "crds.yaml").write_text(CRD.replace("group: acme.example", "group: ../../../outside"))
    before = files(tmp_path)
    result = run("crds", "import", str(tmp_path / "crds.yaml"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "crds.yaml: error K302: widgets.acme.example: " in result.stderr
    assert files(tmp_path) == before


@pytest.mark.parametrize("part", ["schemas", "schemas/crds", "schemas/crds/acme.example"])
def test_nothing_is_written_through_a_link(part: str, run: Run, repository: Path, tmp_path: Path) -> None:
    (tmp_path / "crds.yaml").write_text(CRD)
    outside = tmp_path / "outside"
    outside.mkdir()
    (repository / part).parent.mkdir(parents=True, exist_ok=True)
    if (repository / part).is_dir():
        shutil.rmtree(repository / part)
    (repository / part).symlink_to(outside)
    result = run("crds", "import", str(tmp_path / "crds.yaml"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{part}: error P105: " in result.stderr
    assert files(outside) == {}
