from __future__ import annotations

from dataclasses import replace

import pytest

from chartwright.testing.render import Render


@pytest.fixture(scope="session")
def render(render: Render) -> Render:
    """Renders the service chart as the service `cart` of the release `prod-shop`."""
    return replace(render, alias="cart", release="prod-shop", namespace="shop")
