"""This repository's own releases: what is committed renders and validates alike with every tool."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests.executables import required
from tests.helms import REAL, started

from helmwright import pipeline, resources
from helmwright.pipeline import Result, Tools
from helmwright.validate.kubeconform import KubeconformValidator

ROOT = Path(__file__).resolve().parents[2]


@cache
def planned() -> Result:
    return pipeline.generate(ROOT, Tools(started("sdk"), None, 2))


@pytest.mark.parametrize("helm", REAL)
def test_helm_renders_what_the_sdk_renders(helm: str) -> None:
    theirs = pipeline.render(ROOT, Tools(started(helm), None, 2))
    assert theirs.findings == planned().findings
    assert len(theirs.manifests) >= 6
    assert theirs.manifests == planned().manifests


@pytest.mark.tool("kubeconform")
def test_kubeconform_finds_nothing() -> None:
    validator = KubeconformValidator(required("kubeconform"), [resources.schemas() / "crds"])
    assert pipeline.validate(planned(), validator) == ()
