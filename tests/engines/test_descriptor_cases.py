"""What the descriptors of every case become is rendered alike by every Helm and valid on every Kubernetes."""

from __future__ import annotations

import pytest
from tests.case_files import valid
from tests.executables import required
from tests.helms import REAL, started
from tests.test_valid_cases import NAMES, planned

from helmwright import pipeline, resources
from helmwright.kubernetes.manifests import Manifest
from helmwright.pipeline import Tools
from helmwright.validate import templates
from helmwright.validate.bundle import versions
from helmwright.validate.embedded import EmbeddedValidator
from helmwright.validate.kubeconform import KubeconformValidator
from helmwright.validate.validator import Validator

CRDS = (resources.schemas() / "crds",)
SUPPORTED = versions()[versions().index("1.31") :]


@pytest.fixture(params=["embedded", pytest.param("kubeconform", marks=pytest.mark.tool("kubeconform"))])
def validator(request: pytest.FixtureRequest) -> Validator:
    return (
        EmbeddedValidator(CRDS)
        if request.param == "embedded"
        else KubeconformValidator(required(request.param), CRDS)
    )


@pytest.fixture(scope="module")
def objects() -> list[Manifest]:
    """Every object of every case, for which Kubernetes makes no difference: the chart asks for no version."""
    return [manifest for name in NAMES for found in planned(name).manifests.values() for manifest in found]


@pytest.mark.parametrize("version", SUPPORTED)
def test_every_kubernetes_takes_every_object(
    objects: list[Manifest], validator: Validator, version: str
) -> None:
    assert list(templates.validate(validator, objects, version)) == []


@pytest.mark.parametrize("helm", REAL)
@pytest.mark.parametrize("name", NAMES)
def test_every_helm_renders_a_case_alike(name: str, helm: str) -> None:
    theirs = pipeline.render(valid(name), Tools(started(helm), None, 2))
    assert theirs.findings == planned(name).findings
    assert theirs.manifests == planned(name).manifests
