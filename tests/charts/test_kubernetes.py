"""Every object of every case is valid, strictly, on the oldest and the newest Kubernetes."""

from __future__ import annotations

import pytest

from helmwright import resources
from helmwright.manifests import Manifest
from helmwright.testing.render import Render
from helmwright.validate import templates
from helmwright.validate.embedded import EmbeddedValidator

from .support import CASES, case

VALIDATOR = EmbeddedValidator((resources.schemas() / "crds",))


@pytest.mark.parametrize("version", ["1.31", "1.34"])
@pytest.mark.parametrize("name", CASES)
def test_a_case_is_valid_kubernetes(render: Render, name: str, version: str) -> None:
    objects = [Manifest(name, item) for item in render.all(case(name), kube_version=version)]
    assert list(templates.validate(VALIDATOR, objects, version)) == []
