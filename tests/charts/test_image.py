"""Images: which one runs, and from where."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import WORKER

DIGEST = f"sha256:{64 * 'a'}"


@pytest.mark.parametrize(
    ("image", "reference"),
    [
        ({"repository": "ghcr.io/acme/cart", "tag": "1.0"}, "ghcr.io/acme/cart:1.0"),
        ({"registry": "ghcr.io", "repository": "acme/cart", "tag": "1.0"}, "ghcr.io/acme/cart:1.0"),
        ({"repository": "acme/cart", "digest": DIGEST}, f"acme/cart@{DIGEST}"),
        ({"repository": "acme/cart", "tag": "1.0", "digest": DIGEST}, f"acme/cart@{DIGEST}"),
        ({"repository": "acme/cart", "tag": "1.0", "digest": "", "registry": ""}, "acme/cart:1.0"),
        ({"repository": "localhost:5000/cart", "tag": "1.0"}, "localhost:5000/cart:1.0"),
    ],
)
def test_the_reference_of_an_image(render: Render, image: dict[str, Any], reference: str) -> None:
    assert render({**WORKER, "image": image}).container["image"] == reference


def test_the_global_registry_counts_for_images_that_name_none(render: Render) -> None:
    values = {
        **WORKER,
        "image": {"repository": "acme/cart", "tag": "1.0"},
        "initContainers": {"a": {"image": {"registry": "quay.io", "repository": "tools", "tag": "1"}}},
    }
    pod = render.all({"cart": values, "global": {"imageRegistry": "mirror.example.com/hub"}}).pod["spec"]
    assert pod["containers"][0]["image"] == "mirror.example.com/hub/acme/cart:1.0"
    assert pod["initContainers"][0]["image"] == "quay.io/tools:1"


def test_images_are_pulled_when_absent_unless_told_otherwise(render: Render) -> None:
    assert render(WORKER).container["imagePullPolicy"] == "IfNotPresent"
    image = {**WORKER["image"], "pullPolicy": "Always"}
    assert render({**WORKER, "image": image}).container["imagePullPolicy"] == "Always"


def test_pull_secrets_are_named_in_the_pod(render: Render) -> None:
    pod = render({**WORKER, "imagePullSecrets": ["a", "b"]}).pod
    assert pod["spec"]["imagePullSecrets"] == [{"name": "a"}, {"name": "b"}]


@pytest.mark.parametrize("image", [{"repository": "cart"}, {"repository": "cart", "tag": "", "digest": ""}])
def test_an_image_without_tag_and_digest_is_refused(render: Render, image: dict[str, str]) -> None:
    assert render.refused_paths({**WORKER, "image": image})[0].startswith("cart.image")


@pytest.mark.parametrize("tag", [1.10, 20250811, True])
def test_a_tag_that_is_not_a_string_is_refused(render: Render, tag: Any) -> None:
    assert render.refused_paths({**WORKER, "image": {"repository": "cart", "tag": tag}}) == ["cart.image.tag"]


def test_commands_keep_every_word_of_their_own(render: Render) -> None:
    container = render({**WORKER, "command": ["/bin/sh", "-c"], "args": ["exec server  --x", ""]}).container
    assert container["command"] == ["/bin/sh", "-c"]
    assert container["args"] == ["exec server  --x", ""]


def test_a_command_that_is_one_string_is_refused(render: Render) -> None:
    assert render.refused_paths({**WORKER, "command": "/bin/sh -c"}) == ["cart.command"]
