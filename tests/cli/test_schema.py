"""helmwright schema"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Golden, Run, files

from helmwright import resources

KINDS = ("addon", "app", "environment", "report", "repository", "service")


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_as_it_is_published(kind: str, run: Run) -> None:
    result = run("schema", kind.upper())
    assert result.exit_code == 0
    assert result.stdout == (resources.schemas() / f"{kind}.schema.json").read_text(encoding="utf-8")
    assert json.loads(result.stdout)["title"].lower().endswith(kind)


def test_without_a_kind_all_are_listed(run: Run, golden: Golden) -> None:
    golden("schema.txt", run("schema").stdout)


def test_all_of_them_as_files(run: Run, tmp_path: Path) -> None:
    result = run("schema", "--output", str(tmp_path / "schemas"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert set(files(tmp_path / "schemas")) == {f"{kind}.schema.json" for kind in KINDS}


def test_one_of_them_as_a_file(run: Run, tmp_path: Path) -> None:
    run("schema", "service", "--output", str(tmp_path))
    assert files(tmp_path) == {
        "service.schema.json": (resources.schemas() / "service.schema.json").read_bytes()
    }


def test_an_unknown_kind_is_wrong_usage(run: Run) -> None:
    assert run("schema", "pod").exit_code == 2
