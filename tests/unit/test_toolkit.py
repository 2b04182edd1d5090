"""Charts that umbrella charts vendor: a repository's own copy, else the one that ships with helmwright."""

from __future__ import annotations

from pathlib import Path

import pytest

from helmwright import archive, resources
from helmwright.toolkit import chart_package


def own_chart(root: Path, **files: str) -> None:
    folder = root / "charts/service"
    folder.mkdir(parents=True)
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: service\nversion: 9.1.0\n")
    for name, text in files.items():
        (folder / name).write_text(text)


def test_the_chart_ships_with_helmwright(tmp_path: Path) -> None:
    package = chart_package(tmp_path)
    files = archive.unpack(package.archive)
    assert (package.name, package.repository) == ("service", "")
    assert files["Chart.yaml"] == (resources.charts() / "service/Chart.yaml").read_bytes()
    assert f"version: {package.version}\n".encode() in files["Chart.yaml"]


def test_a_repositorys_own_chart_wins_and_is_found_from_an_umbrella_chart(tmp_path: Path) -> None:
    own_chart(tmp_path, LICENSE="free")
    package = chart_package(tmp_path)
    assert (package.version, package.repository) == ("9.1.0", "file://../../../charts/service")
    assert sorted(archive.unpack(package.archive)) == ["Chart.yaml", "LICENSE"]


def test_what_the_chart_ignores_is_not_packed(tmp_path: Path) -> None:
    own_chart(tmp_path, **{".helmignore": "*.md\n", "README.md": "# Service\n"})
    assert sorted(archive.unpack(chart_package(tmp_path).archive)) == [".helmignore", "Chart.yaml"]


def test_a_folder_without_a_chart_is_no_own_copy(tmp_path: Path) -> None:
    (tmp_path / "charts/service").mkdir(parents=True)
    assert chart_package(tmp_path).repository == ""


def test_a_chart_without_a_version_is_refused(tmp_path: Path) -> None:
    own_chart(tmp_path)
    (tmp_path / "charts/service/Chart.yaml").write_text("name: service\n")
    with pytest.raises(KeyError, match="version"):
        chart_package(tmp_path)
