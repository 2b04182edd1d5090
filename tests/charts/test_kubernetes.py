"""Every object of every case is valid on every supported Kubernetes, and the same with every Helm."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.executables import required
from tests.helms import started

from chartwright.testing.chart import Chart
from chartwright.testing.render import Render
from helmwright import resources
from helmwright.kubernetes.manifests import Manifest
from helmwright.validate import templates
from helmwright.validate.bundle import versions
from helmwright.validate.embedded import EmbeddedValidator
from helmwright.validate.kubeconform import KubeconformValidator

from .support import CASES, case

CRDS = (resources.schemas() / "crds",)
SUPPORTED = versions()[versions().index("1.31") :]


@pytest.fixture(scope="module")
def objects(chart: Chart) -> list[Manifest]:
    """Every object of every case; for which Kubernetes makes no difference, as test_cases.py shows."""
    render = Render(chart, started("sdk"))
    return [Manifest(name, item) for name in CASES for item in render.all(case(name))]


@pytest.mark.parametrize("version", SUPPORTED)
def test_the_embedded_validator_accepts_every_case(objects: list[Manifest], version: str) -> None:
    assert list(templates.validate(EmbeddedValidator(CRDS), objects, version)) == []


@pytest.mark.tool("kubeconform")
@pytest.mark.parametrize("version", SUPPORTED)
def test_kubeconform_accepts_every_case(objects: list[Manifest], version: str) -> None:
    validator = KubeconformValidator(required("kubeconform"), CRDS)
    assert list(templates.validate(validator, objects, version)) == []


@pytest.mark.helm_engines("helm3", "helm4")
@pytest.mark.parametrize("name", CASES)
def test_a_real_helm_renders_a_case_alike(render: Render, name: str) -> None:
    assert render.all(case(name)) == replace(render, engine=started("sdk")).all(case(name))
