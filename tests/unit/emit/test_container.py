"""What every container has: image, command, variables and resources."""

from __future__ import annotations

import pytest
from tests.repositories import cart_values

from helmwright.emit.service.container import image

DIGEST = "sha256:" + "a" * 64


def test_an_image_has_a_tag() -> None:
    data = {"repository": "ghcr.io/acme/cart", "tag": "1.10", "pullPolicy": "Always"}
    assert image(data, {}) == {"repository": "ghcr.io/acme/cart", "tag": "1.10", "pullPolicy": "Always"}


def test_a_digest_stands_for_the_tag() -> None:
    data = {"repository": "ghcr.io/acme/cart", "tag": "1.10", "digest": DIGEST}
    assert image(data, {}) == {"repository": "ghcr.io/acme/cart", "digest": DIGEST}


MIRRORS = {
    "ghcr.io": "mirror.example/ghcr",
    "ghcr.io/acme": "acme.example",
    "quay.io/acme/cart": "cart.example/it",
}


@pytest.mark.parametrize(
    ("repository", "mirrored"),
    [
        ("ghcr.io/other/cart", "mirror.example/ghcr/other/cart"),
        ("ghcr.io/acme/cart", "acme.example/cart"),
        ("ghcr.io/acme-labs/cart", "mirror.example/ghcr/acme-labs/cart"),
        ("ghcr.io.example/cart", "ghcr.io.example/cart"),
        ("quay.io/acme/cart", "cart.example/it"),
        ("quay.io/acme/cart-api", "quay.io/acme/cart-api"),
        ("docker.io/library/redis", "docker.io/library/redis"),
    ],
)
def test_the_longest_prefix_of_whole_parts_is_replaced_by_its_mirror(repository: str, mirrored: str) -> None:
    assert image({"repository": repository, "tag": "1"}, MIRRORS)["repository"] == mirrored


def test_images_of_all_containers_come_from_the_mirror() -> None:
    fields = {"initContainers": {"wait": {"image": {"repository": "ghcr.io/acme/wait", "tag": "1"}}}}
    values = cart_values(fields, {"registry": {"ghcr.io": "mirror.example"}})
    assert values["image"]["repository"] == "mirror.example/acme/app"
    assert values["initContainers"]["wait"]["image"]["repository"] == "mirror.example/acme/wait"
