"""What this repository relies on of the service chart. `nox -s tests` runs it, and so does CI.

How such tests are written: https://github.com/helmwright/helmwright/blob/main/docs/how-to/test-a-chart.md
"""

from chartwright.testing.render import Render

CART = {
    "image": {"repository": "ghcr.io/acme/cart", "tag": "1.4.2"},
    "resources": {"requests": {"cpu": "50m", "memory": "64Mi"}, "limits": {"memory": "128Mi"}},
    "env": {"LOG_LEVEL": "info"},
}


def test_a_service_runs_its_image_with_its_settings(render: Render) -> None:
    cart = render(CART, alias="cart").one("Deployment", "cart")
    assert cart.containers["cart"]["image"] == "ghcr.io/acme/cart:1.4.2"
    assert cart.containers["cart"].env["LOG_LEVEL"] == "info"


def test_no_pod_runs_as_root(render: Render) -> None:
    assert render(CART).pod.spec["securityContext"]["runAsNonRoot"] is True


def test_what_renders_is_valid(render: Render) -> None:
    assert render(CART).problems == []


def test_a_misspelt_setting_is_refused(render: Render) -> None:
    assert render.failure({**CART, "replicas": 2}, alias="cart") == "cart.replicas: is not allowed here"
