"""Rendered text becomes objects in a fixed order."""

from __future__ import annotations

import pytest

from helmwright.kubernetes.manifests import Manifest
from helmwright.render.engine import Rendered, RenderFailure
from helmwright.render.parse import parse


def objects(text: str) -> list[object]:
    manifests, failures = parse(Rendered({"shop/templates/a.yaml": text}))
    assert failures == ()
    return [manifest.object for manifest in manifests]


def test_objects_are_sorted_by_template_and_then_by_what_they_are() -> None:
    rendered = Rendered(
        {
            "shop/templates/b.yaml": "kind: A",
            "shop/templates/a.yaml": "kind: B\n---\n{kind: A, metadata: {name: z}}\n---\n"
            "{kind: A, metadata: {name: a}}",
        }
    )
    manifests, _ = parse(rendered)
    assert manifests == (
        Manifest("shop/templates/a.yaml", {"kind": "A", "metadata": {"name": "a"}}),
        Manifest("shop/templates/a.yaml", {"kind": "A", "metadata": {"name": "z"}}),
        Manifest("shop/templates/a.yaml", {"kind": "B"}),
        Manifest("shop/templates/b.yaml", {"kind": "A"}),
    )


def test_documents_are_split_as_helm_splits_them() -> None:
    assert objects("---kind: A\n---\n\n  kind: B\nb: 1\n--- {kind: C}\n---# note\nkind: D\n") == [
        {"kind": "A"},
        {"kind": "B", "b": 1},
        {"kind": "C"},
        {"kind": "D"},
    ]


def test_a_file_of_crds_is_not_split_by_helm() -> None:
    _, failures = parse(Rendered({"shop/charts/a/crds/a.yaml": "kind: A\n---kind: B\n"}))
    assert [failure.message for failure in failures] == [
        "the rendered YAML is not valid: a document starts on the line after --- (line 2 of the rendered text)"
    ]


@pytest.mark.parametrize("text", ["kind: A\n---\n# b\na: b: c\n", "---kind: A\n---\n# b\na: b: c\n"])
def test_a_fault_is_placed_in_the_whole_text(text: str) -> None:
    _, failures = parse(Rendered({"a/templates/a.yaml": text}))
    assert failures[0].message.endswith(
        f"(line {text[: text.index('a: b')].count(chr(10)) + 1} of the rendered text)"
    )


def test_lists_give_their_items() -> None:
    text = "{apiVersion: v1, kind: List, items: [{kind: A}, {kind: BList, items: [{kind: B}]}]}"
    assert objects(text) == [{"kind": "A"}, {"kind": "B"}]


def test_a_list_of_items_makes_a_list_of_any_kind() -> None:
    assert objects("{kind: Menu, items: [{kind: A}]}") == [{"kind": "A"}]
    assert objects("{kind: AllowList, items: {a: b}}") == [{"kind": "AllowList", "items": {"a": "b"}}]


def test_hooks_that_helm_does_not_know_are_left_out_as_helm_does() -> None:
    known = "{kind: A, metadata: {annotations: {helm.sh/hook: 'post-install, PRE-upgrade'}}}"
    unknown = "{kind: A, metadata: {annotations: {helm.sh/hook: 'post-install,crd-install'}}}"
    assert len(objects(known)) == 1
    assert objects(unknown) == []


def test_every_template_that_cannot_be_read_is_a_failure() -> None:
    rendered = Rendered(
        {"a.yaml": "a: b: c", "b.yaml": "kind: A", "c.yaml": "text", "d.yaml": "[1, {kind: A}]"}
    )
    manifests, failures = parse(rendered)
    assert [manifest.source for manifest in manifests] == ["b.yaml"]
    assert failures == (
        RenderFailure(
            "the rendered YAML is not valid: mapping values are not allowed in this context"
            " (line 1 of the rendered text)",
            "a.yaml",
        ),
        RenderFailure("the rendered YAML is not valid: a string is no Kubernetes object", "c.yaml"),
        RenderFailure("the rendered YAML is not valid: a list is no Kubernetes object", "d.yaml"),
    )


def test_an_item_of_a_list_that_is_no_object_is_a_failure() -> None:
    _, failures = parse(Rendered({"a.yaml": "{kind: List, items: [{kind: A}, 3]}"}))
    assert failures == (
        RenderFailure("the rendered YAML is not valid: a number is no Kubernetes object", "a.yaml"),
    )


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        ("text", "metadata is a string, not a map"),
        ("[a]", "metadata is a list, not a map"),
        ("{annotations: [a]}", "annotations is a list, not a map"),
        ("{annotations: {note: {a: b}}}", "note is a map, not text"),
        ("{name: [a]}", "name is a list, not text"),
    ],
)
def test_metadata_that_helm_cannot_read_is_a_failure(metadata: str, reason: str) -> None:
    _, failures = parse(Rendered({"a.yaml": f"{{kind: A, metadata: {metadata}}}"}))
    assert failures == (RenderFailure(f"the rendered YAML is not valid: {reason}", "a.yaml"),)


@pytest.mark.parametrize("metadata", ["null", "{}", "{annotations: null}", "{annotations: {a: 1}}"])
def test_metadata_may_be_lacking(metadata: str) -> None:
    assert len(objects(f"{{kind: A, metadata: {metadata}}}")) == 1
