"""The embedded validator and kubeconform accept and refuse alike, object by object and place by place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.engines.mutations import mutants
from tests.engines.objects import FOO_CRD, INVALID, VALID, manifests
from tests.executables import required

from helmwright.crds.imports import import_crds
from helmwright.kubernetes.manifests import Manifest
from helmwright.validate.bundle import versions
from helmwright.validate.embedded import EmbeddedValidator
from helmwright.validate.kubeconform import KubeconformValidator
from helmwright.validate.validator import Path as Way
from helmwright.validate.validator import Validator

KUBECONFORM = pytest.param("kubeconform", marks=pytest.mark.tool("kubeconform"))


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the imported schema of a custom resource."""
    folder = tmp_path_factory.mktemp("schemas")
    for path, content in import_crds({"foo.yaml": FOO_CRD}).files.items():
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_bytes(content)
    return folder


def validator(name: str, schemas: Path) -> Validator:
    return (
        EmbeddedValidator([schemas])
        if name == "embedded"
        else KubeconformValidator(required(name), [schemas])
    )


def problems(
    engine: Validator, objects: Sequence[Manifest], version: str = "1.34.1"
) -> dict[tuple[int, Way], str]:
    """What is wrong by the object's number and the place in it."""
    numbers = {id(manifest): number for number, manifest in enumerate(objects)}
    found = engine.validate(objects, version)
    return {(numbers[id(problem.manifest)], problem.path): problem.message for problem in found}


@pytest.mark.parametrize("name", ["embedded", KUBECONFORM])
@pytest.mark.parametrize("version", versions()[-6:])
def test_valid_objects_are_accepted(name: str, version: str, schemas: Path) -> None:
    assert problems(validator(name, schemas), manifests(VALID), version) == {}


@pytest.mark.parametrize("case", INVALID)
def test_the_embedded_validator_says_what_is_wrong(case: str, schemas: Path) -> None:
    text, expected = INVALID[case]
    found = problems(EmbeddedValidator([schemas]), manifests(text))
    assert found.keys() == {(0, path) for path in expected}
    assert all(expected[path] in message for (_, path), message in found.items())


@pytest.mark.tool("kubeconform")
def test_kubeconform_finds_the_same_in_invalid_objects(schemas: Path) -> None:
    objects = [manifest for text, _ in INVALID.values() for manifest in manifests(text)]
    expected = {(number, path) for number, (_, paths) in enumerate(INVALID.values()) for path in paths}
    assert problems(validator("kubeconform", schemas), objects).keys() == expected


@pytest.mark.tool("kubeconform")
@pytest.mark.parametrize("seed", range(4))
def test_the_validators_agree_on_objects_changed_at_random(seed: int, schemas: Path) -> None:
    objects = mutants(manifests(VALID), seed, count=500)
    found = problems(EmbeddedValidator([schemas]), objects)
    assert len(found) > 400
    assert found.keys() == problems(validator("kubeconform", schemas), objects).keys()


@pytest.mark.parametrize("name", ["embedded", KUBECONFORM])
def test_a_schema_that_leads_out_of_its_file_reaches_no_validator(name: str, tmp_path: Path) -> None:
    (tmp_path / "canary.json").write_text('{"const": "canary"}', encoding="utf-8")
    file = tmp_path / "schemas/crds/example.com/widget_v1.json"
    file.parent.mkdir(parents=True)
    file.write_text('{"properties": {"spec": {"$ref": "../../../canary.json"}}}', encoding="utf-8")
    widget = Manifest("a.yaml", {"apiVersion": "example.com/v1", "kind": "Widget", "spec": "other"})
    (problem,) = validator(name, tmp_path / "schemas/crds").validate([widget], "1.34")
    assert (problem.schema, problem.message) == (
        "schemas/crds/example.com/widget_v1.json",
        "the schema of example.com/v1/Widget cannot be used: "
        "#/properties/spec/$ref refers to '../../../canary.json', outside its file",
    )


@pytest.mark.tool("kubeconform")
def test_kubeconform_is_not_started_for_nothing(schemas: Path) -> None:
    assert KubeconformValidator("/nowhere/kubeconform", [schemas]).validate([], "1.34") == ()
