"""Failures become findings at the descriptor's line."""

from __future__ import annotations

import pytest

from helmwright.findings import Location
from helmwright.render.engine import RenderFailure
from helmwright.render.problems import finding

CART = Location("apps/shop/services/cart.yaml", 12, 3)


@pytest.mark.parametrize(
    ("failure", "text"),
    [
        (
            RenderFailure("got number, want string", values_path="cart.resources.cpu"),
            "apps/shop/services/cart.yaml:12:3: error H101: cart.resources.cpu: got number, want string",
        ),
        (
            RenderFailure("port is taken", "shop/charts/cart/templates/a.yaml", 4),
            "apps/shop/services/cart.yaml:12:3: error H102: port is taken\n"
            "  hint: rendered by shop/charts/cart/templates/a.yaml:4",
        ),
        (
            RenderFailure("the rendered YAML is not valid", "shop/templates/a.yaml"),
            "apps/shop/services/cart.yaml:12:3: error H102: the rendered YAML is not valid\n"
            "  hint: rendered by shop/templates/a.yaml",
        ),
        (
            RenderFailure("missing in charts/: redis"),
            "apps/shop/services/cart.yaml:12:3: error H103: missing in charts/: redis",
        ),
        (
            RenderFailure("a.tgz/values.schema.json#/$ref refers to 'b'", schema="a.tgz/values.schema.json"),
            "apps/shop/services/cart.yaml:12:3: error H104: a.tgz/values.schema.json#/$ref refers to 'b'\n"
            "  hint: copy what is referred to into the schema, and refer to it there: #/definitions/name",
        ),
    ],
)
def test_a_failure_is_a_finding(failure: RenderFailure, text: str) -> None:
    assert str(finding(failure, CART)) == text
