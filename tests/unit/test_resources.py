"""Charts, schemas, templates and known add-ons are found in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from helmwright import resources

ROOT = Path(__file__).resolve().parents[2]


def test_a_checkout_has_them_where_they_are_written() -> None:
    assert resources.charts() == ROOT / "charts"
    assert resources.schemas() == ROOT / "schemas"
    assert resources.templates() == ROOT / "generator" / "templates"
    assert resources.catalog() == ROOT / "generator" / "catalog"
    assert resources.capacity() == ROOT / "generator" / "capacity"


def test_an_installed_wheel_has_them_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    for name in ("capacity", "catalog", "charts", "schemas", "templates"):
        (tmp_path / "data" / name).mkdir(parents=True)
    assert resources.charts() == tmp_path / "data" / "charts"
    assert resources.schemas() == tmp_path / "data" / "schemas"
    assert resources.templates() == tmp_path / "data" / "templates"
    assert resources.catalog() == tmp_path / "data" / "catalog"
    assert resources.capacity() == tmp_path / "data" / "capacity"
