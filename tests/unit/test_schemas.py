"""The schemas say what every field is, their examples are right, and editors find them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from helmwright.descriptors.compiled import FILES, address, schemas
from helmwright.layout import Kind

ROOT = Path(__file__).parents[2]
SERVICE = schemas()[Kind.SERVICE]
REGISTRY = jsonschema_rs.Registry([(address(kind), schema) for kind, schema in schemas().items()])


def fields(schema: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every schema of a value with where it is, those of maps' entries and lists' items included.

    What is the same field at a second place, as in a cluster of several, is there once.
    """
    for name, child in schema.get("properties", {}).items():
        if str(child.get("$ref", "")).startswith("#/properties/"):
            continue
        yield f"{path}.{name}", child
        yield from fields(child, f"{path}.{name}")
    for key in ("additionalProperties", "items"):
        child = schema.get(key)
        if isinstance(child, Mapping):
            yield f"{path}.{key}", child
            yield from fields(child, f"{path}.{key}")
    for name, child in schema.get("$defs", {}).items():
        yield f"{path}.$defs.{name}", child
        yield from fields(child, f"{path}.$defs.{name}")


def resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    pointer = str(schema.get("$ref", "")).partition("#/$defs/")[2]
    return {**SERVICE["$defs"][pointer], **schema} if pointer else schema


ALL = [
    pytest.param(kind, path, field, id=f"{kind}{path}")
    for kind, schema in schemas().items()
    for path, field in fields(schema, "")
]


@pytest.mark.parametrize(("kind", "path", "field"), ALL)
def test_every_field_has_title_description_and_right_examples(
    kind: Kind, path: str, field: Mapping[str, Any]
) -> None:
    full = resolved(field)
    if path == ".$defs.fields":
        return  # no value of its own: a set of fields that several values share
    assert full["title"]
    assert full["description"].endswith(".")
    reference = {"$ref": f"{address(kind)}#{pointer(path)}"}
    validator = jsonschema_rs.Draft202012Validator(reference, registry=REGISTRY)
    examples = full["examples"]
    assert examples
    assert [example for example in examples if not validator.is_valid(example)] == []


def pointer(path: str) -> str:
    """The JSON pointer of a field's schema."""
    steps: list[str] = []
    for name in path.removeprefix(".").split("."):
        if name not in ("additionalProperties", "items", "$defs") and steps[-1:] != ["$defs"]:
            steps.append("properties")
        steps.append(name)
    return "/" + "/".join(steps)


KUBERNETES = tuple(
    f"{path}.additionalProperties"
    for path in (".$defs.fields.extraObjects", ".objects", ".environments.additionalProperties.objects")
)
"""What Kubernetes' own schemas check once it is rendered."""


@pytest.mark.parametrize("kind", list(Kind))
def test_objects_are_closed(kind: Kind) -> None:
    open_ = [
        path
        for path, field in [("", schemas()[kind]), *fields(schemas()[kind], "")]
        if "properties" in field
        and path not in (".$defs.fields", ".$defs.container", *KUBERNETES)
        and field.get("additionalProperties", field.get("unevaluatedProperties")) is not False
    ]
    assert open_ == []


def test_a_cluster_may_say_all_that_an_environment_may() -> None:
    """What is added to one is added to the other, as a reference, so that editors know it."""
    fields = schemas()[Kind.ENVIRONMENT]["properties"]
    cluster = fields["clusters"]["additionalProperties"]["properties"]
    assert fields.keys() - cluster.keys() == {"apiVersion", "kind", "clusters", "live"}
    assert cluster.keys() - fields.keys() == {"keepsName"}


def test_no_form_is_found_by_trial() -> None:
    assert not any(keyword in json.dumps(schemas()[kind]) for kind in Kind for keyword in ("oneOf", "anyOf"))


@pytest.mark.parametrize("path", ["schemas/service.schema.json", "charts/service/values.schema.json"])
def test_no_example_looks_like_a_password(path: str) -> None:
    """Scanners find them in every repository that has a copy, and people stop looking."""
    assert (
        re.findall(r'"\w*passw\w*": "[^"]+"', (ROOT / path).read_text(encoding="utf-8"), re.IGNORECASE) == []
    )


DESCRIPTORS = sorted(
    [
        ROOT / "helmwright.yaml",
        *ROOT.glob("environments/*.yaml"),
        *ROOT.glob("apps/*/app.yaml"),
        *ROOT.glob("apps/*/services/*.yaml"),
    ]
)


@pytest.mark.parametrize("path", DESCRIPTORS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_an_editor_finds_the_schema_that_a_descriptor_names(path: Path) -> None:
    first, _, text = path.read_text(encoding="utf-8").partition("\n")
    mark = "# yaml-language-server: $schema="
    assert first.startswith(mark)
    schema = (path.parent / first.removeprefix(mark)).resolve(strict=True)
    assert schema.name == FILES[Kind(yaml.safe_load(text)["kind"])]


def beside(uri: str) -> Resource[Any]:
    """A file of the schemas' folder: there is no network."""
    path = Path(uri.removeprefix("file://"))
    assert path.parent == ROOT / "schemas"
    return Resource.from_contents(json.loads(path.read_bytes()))


@pytest.mark.parametrize("path", DESCRIPTORS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_any_validator_checks_a_descriptor_with_the_files_alone(path: Path) -> None:
    data = yaml.safe_load(path.read_bytes())
    reference = {"$ref": (ROOT / "schemas" / FILES[Kind(data["kind"])]).as_uri()}
    validator = Draft202012Validator(reference, registry=Registry(retrieve=beside))  # type: ignore[call-arg]
    assert list(validator.iter_errors(data)) == []
    assert not validator.is_valid({**data, "nonsense": 1})


@pytest.mark.parametrize("letter", ["\u202e", "\u200b", "\u2066", "\ufeff", "\x85", "\x1b", "\x00", "\u2028"])
def test_a_group_has_no_characters_that_are_not_seen(letter: str) -> None:
    team = schemas()[Kind.REPOSITORY]["properties"]["teams"]["additionalProperties"]
    group = team["properties"]["groups"]["additionalProperties"]["items"]
    takes = jsonschema_rs.Draft202012Validator(group, pattern_options=jsonschema_rs.RegexOptions())
    assert takes.is_valid("oidc:/Équipe/ops&co")
    assert not any(takes.is_valid(text) for text in (f"acme{letter}ops", f"{letter}acme", f"acme{letter}"))
