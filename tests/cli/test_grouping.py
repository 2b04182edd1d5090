"""Commands on an app whose services have an Application each."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run, files


@pytest.fixture
def apart(repository: Path) -> Path:
    """The small repository, in which the services of the shop are synced apart."""
    path = repository / "apps/shop/app.yaml"
    path.write_text(f"{path.read_text()}grouping: service\n")
    return repository


@pytest.mark.parametrize(
    "command",
    [
        ("render", "--app", "shop", "--format", "json"),
        ("trace", "shop/cart", "--env", "prod", "--values"),
        ("validate", "--app", "shop"),
    ],
    ids=lambda command: command[0],
)
def test_what_an_app_is_told_of_stays_the_same(run: Run, repository: Path, command: tuple[str, ...]) -> None:
    before = run(*command)
    path = repository / "apps/shop/app.yaml"
    path.write_text(f"{path.read_text()}grouping: service\n")
    after = run(*command)
    assert (after.exit_code, after.stdout) == (before.exit_code, before.stdout)


def test_a_service_has_a_file_of_its_own(run: Run, apart: Path, tmp_path: Path) -> None:
    assert run("render", "--app", "shop", "--output", str(tmp_path / "out")).exit_code == 0
    assert sorted(files(tmp_path / "out")) == ["dev-shop-cart.yaml", "prod-shop-cart.yaml"]


def test_an_app_is_selected_with_all_its_services(run: Run, apart: Path) -> None:
    lines = run("generate", "--app", "shop", "--env", "dev").stdout.splitlines()
    own = [line for line in lines if "apps/" in line or "applications/" in line]
    assert "created apps/shop/dev/cart/values.yaml" in own
    assert [line for line in own if "/shop/" not in line] == [
        "created bootstrap/dev/applications/namespaces.yaml"
    ]
