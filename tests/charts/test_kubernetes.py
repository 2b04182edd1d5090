"""Every object of every case is valid, strictly, on the oldest and the newest Kubernetes."""

from __future__ import annotations

import kubernetes_validate
import pytest

from helmwright import resources

from .support import CASES, case, render_all

CUSTOM = resources.schemas() / "crds"


@pytest.mark.parametrize("version", ["1.31", "1.34"])
@pytest.mark.parametrize("name", CASES)
def test_a_case_is_valid_kubernetes(name: str, version: str) -> None:
    for item in render_all(case(name), kube_version=version):
        if not (CUSTOM / item["apiVersion"].partition("/")[0]).is_dir():
            kubernetes_validate.validate(item, version, strict=True)
