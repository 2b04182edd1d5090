"""Which generated files belong to what --env and --app name."""

from __future__ import annotations

import pytest

from helmwright.cli.arguments.selection import Asked, Selection
from helmwright.tree import Change

PATHS = (
    "apps/cart/dev/Chart.yaml",
    "apps/cart/prod/charts/service-1.0.0.tgz",
    "apps/shop/dev/values.yaml",
    "bootstrap/dev/applications/cart.yaml",
    "bootstrap/dev/applications/shop.yaml",
    "bootstrap/dev/projects/cart.yaml",
    "bootstrap/prod/root.yaml",
)


@pytest.mark.parametrize(
    ("environments", "apps", "selected"),
    [
        ((), (), PATHS),
        (("prod",), (), (PATHS[1], PATHS[6])),
        ((), ("shop",), (PATHS[2], PATHS[4], PATHS[5], PATHS[6])),
        (("dev",), ("cart",), (PATHS[0], PATHS[3], PATHS[5])),
        (("dev", "prod"), ("cart", "shop"), PATHS),
    ],
)
def test_changes(environments: tuple[str, ...], apps: tuple[str, ...], selected: tuple[str, ...]) -> None:
    changes = tuple(Change(path, None, b"") for path in PATHS)
    chosen = Selection(Asked(frozenset(environments)), apps).changes(changes)
    assert tuple(change.path for change in chosen) == selected
