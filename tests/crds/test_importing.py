"""CRDs become strict schemas for a user's own kinds."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.objects import FOO_CRD

from helmwright.crds.imports import import_crds
from helmwright.validate.crd_schemas import converted


def spec(schema: dict[str, Any]) -> Any:
    """What becomes of a schema as the spec of a kind."""
    return converted({"properties": {"spec": schema}}, "example.com", "v1", "Foo")["properties"]["spec"]


def test_a_crd_gives_one_file_in_the_layout_of_kubeconform() -> None:
    imported = import_crds({"foo.yaml": FOO_CRD})
    assert imported.findings == ()
    assert list(imported.files) == ["example.com/foo_v1.json"]


def test_the_root_says_what_the_object_is_and_takes_nothing_else() -> None:
    schema = converted(
        {"type": "object", "properties": {"metadata": {"type": "string"}}}, "g.io", "v1", "Foo"
    )
    assert schema == {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "apiVersion": {"const": "g.io/v1"},
            "kind": {"const": "Foo"},
            "metadata": {"type": "object"},
        },
    }


@pytest.mark.parametrize(
    ("openapi", "expected"),
    [
        (
            {
                "type": "object",
                "description": "d",
                "default": {},
                "properties": {"description": {"type": "string"}},
            },
            {
                "type": "object",
                "additionalProperties": False,
                "properties": {"description": {"type": "string"}},
            },
        ),
        (
            {
                "type": "object",
                "x-kubernetes-preserve-unknown-fields": True,
                "properties": {"a": {"type": "string"}},
            },
            {"type": "object", "properties": {"a": {"type": "string"}}},
        ),
        (
            {
                "type": "object",
                "x-kubernetes-embedded-resource": True,
                "properties": {"spec": {"type": "object"}},
            },
            {"type": "object", "properties": {"spec": {"type": "object"}}},
        ),
        (
            {
                "type": "object",
                "additionalProperties": {"type": "object", "properties": {"a": {"type": "string"}}},
            },
            {
                "type": "object",
                "additionalProperties": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"a": {"type": "string"}},
                },
            },
        ),
        (
            {
                "x-kubernetes-int-or-string": True,
                "anyOf": [{"type": "integer"}, {"type": "string"}],
                "pattern": "^1",
            },
            {"pattern": "^1", "oneOf": [{"type": "string"}, {"type": "integer"}]},
        ),
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        (
            {"type": "string", "nullable": True, "enum": ["a"]},
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        (
            {"x-kubernetes-int-or-string": True, "nullable": True},
            {"anyOf": [{"type": "null"}, {"oneOf": [{"type": "string"}, {"type": "integer"}]}]},
        ),
        (
            {
                "type": "integer",
                "minimum": 0,
                "exclusiveMinimum": True,
                "maximum": 9,
                "exclusiveMaximum": False,
            },
            {"type": "integer", "minimum": 0, "exclusiveMinimum": 0, "maximum": 9},
        ),
        ({"type": "string", "format": "duration"}, {"type": "string"}),
        ({"type": "string", "format": "date-time"}, {"type": "string", "format": "date-time"}),
        (
            {
                "type": "object",
                "anyOf": [{"required": ["a"]}, {"properties": {"b": {"properties": {"c": {}}}}}],
            },
            {
                "type": "object",
                "anyOf": [{"required": ["a"]}, {"properties": {"b": {"properties": {"c": {}}}}}],
            },
        ),
        (
            {
                "type": "array",
                "items": {"type": "object", "properties": {}},
                "not": {"properties": {"a": {}}},
            },
            {
                "type": "array",
                "items": {"type": "object", "additionalProperties": False, "properties": {}},
                "not": {"properties": {"a": {}}},
            },
        ),
        ({"type": "string", "x-kubernetes-validations": [{"rule": "self != ''"}]}, {"type": "string"}),
    ],
)
def test_a_schema_is_closed_where_the_api_server_would_drop_fields(
    openapi: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert spec(openapi) == expected


def test_only_served_versions_are_imported() -> None:
    crd = yaml.safe_load(FOO_CRD)
    crd["spec"]["versions"] += [
        {**crd["spec"]["versions"][0], "name": "v2"},
        {**crd["spec"]["versions"][0], "name": "v1beta1", "served": False},
    ]
    files = import_crds({"foo.yaml": yaml.safe_dump(crd).encode()}).files
    assert sorted(files) == ["example.com/foo_v1.json", "example.com/foo_v2.json"]


def test_crds_are_found_among_other_objects_and_in_lists() -> None:
    listed = yaml.safe_dump({"kind": "List", "apiVersion": "v1", "items": [yaml.safe_load(FOO_CRD)]})
    text = f"kind: Deployment\n---\n{listed}\n---\n# nothing\n"
    assert list(import_crds({"release.yaml": text.encode()}).files) == ["example.com/foo_v1.json"]


def changed(old: str, new: str) -> bytes:
    text = FOO_CRD.decode()
    assert old in text
    return text.replace(old, new).encode()


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (b"a: b\n c: d", "crd.yaml:2:1: error K301: mapping values are not allowed in this context"),
        (b"kind: A\nkind: B", "crd.yaml:2:1: error K301: the key 'kind' is given twice"),
        (b"\xff\xfe", "crd.yaml: error K301: is not UTF-8"),
        (b"- a", "crd.yaml: error K301: a list is no Kubernetes object"),
        (b"", "crd.yaml: error K302: holds no CustomResourceDefinition"),
        (b"kind: Deployment", "crd.yaml: error K302: holds no CustomResourceDefinition"),
        (
            changed("extensions.k8s.io/v1", "extensions.k8s.io/v1beta1"),
            "crd.yaml: error K302: foos.example.com: its apiVersion is not apiextensions.k8s.io/v1",
        ),
        (
            changed("openAPIV3Schema", "schema"),
            "crd.yaml: error K302: foos.example.com: it lacks what a CRD has, or has it in another shape: "
            "'openAPIV3Schema'",
        ),
        (
            changed("kind: Foo", "kind: ../Foo"),
            "crd.yaml: error K302: foos.example.com: its group, version or kind is not one that "
            "Kubernetes allows",
        ),
        (
            changed("minimum: 0", "minimum: low"),
            "crd.yaml: error K302: foos.example.com: its schema cannot be used: "
            '"low" is not of type "number"',
        ),
        (
            changed("minimum: 0", 'enum: [{$ref: "file:///etc/hostname"}]'),
            "crd.yaml: error K302: foos.example.com: its schema cannot be used: "
            "#/properties/spec/properties/size/enum/0/$ref refers to 'file:///etc/hostname', outside its file",
        ),
        (
            changed("^((?i)abort|[a-z]+)$", "(unclosed"),
            'crd.yaml: error K302: foos.example.com: its schema cannot be used: "(unclosed" is not a "regex"',
        ),
    ],
)
def test_what_is_no_crd_is_a_finding(content: bytes, finding: str) -> None:
    imported = import_crds({"crd.yaml": content})
    assert imported.files == {}
    assert [str(found) for found in imported.findings] == [finding]


def test_two_crds_of_one_kind_are_a_finding_unless_they_say_the_same() -> None:
    other = changed("minimum: 0", "minimum: 1")
    imported = import_crds({"a.yaml": FOO_CRD, "b.yaml": FOO_CRD, "c.yaml": other})
    assert imported.files == import_crds({"a.yaml": FOO_CRD}).files
    assert [str(found) for found in imported.findings] == [
        "c.yaml: error K302: foos.example.com: foos.example.com in a.yaml makes another schema of the same "
        "kind and version"
    ]


def test_one_bad_file_does_not_hide_the_others() -> None:
    imported = import_crds({"a.yaml": b"[", "b.yaml": FOO_CRD, "c.yaml": b""})
    assert list(imported.files) == ["example.com/foo_v1.json"]
    assert [found.location.path for found in imported.findings] == ["a.yaml", "c.yaml"]


KEYWORDS = st.sampled_from(["type", "properties", "items", "anyOf", "pattern", "nullable", "enum"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYWORDS, inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_any_schema_is_imported_or_a_finding(schema: Any) -> None:
    crd = yaml.safe_load(FOO_CRD)
    crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"] = schema
    imported = import_crds({"crd.yaml": json.dumps(crd).encode()})
    assert bool(imported.files) != bool(imported.findings)
    for content in imported.files.values():
        jsonschema_rs.validator_for(content.decode())


@given(st.binary(max_size=200))
def test_bytes_that_are_no_crd_are_a_finding(content: bytes) -> None:
    assert import_crds({"crd.yaml": content}).findings != ()
