"""Charts that no engine may see, since a values schema in them leads elsewhere."""

from __future__ import annotations

import gzip

import pytest

from helmwright.archive import pack
from helmwright.render.closed import refused
from helmwright.render.engine import RenderFailure

SCHEMA = b'{"properties": {"a": {"$ref": "http://127.0.0.1:9/x.json"}}}'
REASON = "#/properties/a/$ref refers to 'http://127.0.0.1:9/x.json', outside its file"
INNER = {"Chart.yaml": b"", "values.schema.json": SCHEMA}


@pytest.mark.parametrize(
    ("files", "path"),
    [
        (INNER, "values.schema.json"),
        ({"charts/a/values.schema.json": SCHEMA}, "charts/a/values.schema.json"),
        ({"charts/a/charts/b/values.schema.json": SCHEMA}, "charts/a/charts/b/values.schema.json"),
        ({"charts/a-1.0.0.tgz": pack("a", INNER)}, "charts/a-1.0.0.tgz/values.schema.json"),
        (
            {"charts/a.tgz": pack("a", {"charts/b.tgz": pack("b", {"charts/c.tgz": pack("c", INNER)})})},
            "charts/a.tgz/charts/b.tgz/charts/c.tgz/values.schema.json",
        ),
        (
            {"charts/a/charts/b.tgz": pack("b", {"charts/c/values.schema.json": SCHEMA})},
            "charts/a/charts/b.tgz/charts/c/values.schema.json",
        ),
    ],
)
def test_a_schema_is_found_wherever_helm_looks_for_one(files: dict[str, bytes], path: str) -> None:
    assert refused(files) == (RenderFailure(path + REASON, schema=path),)


def test_what_helm_does_not_take_for_a_schema_may_hold_anything() -> None:
    assert refused({"files/values.schema.json": SCHEMA, "templates/a.json": SCHEMA}) == ()


def test_one_schema_is_one_failure() -> None:
    schema = b'{"$ref": "a", "items": {"$ref": "b"}, "not": {"$ref": "c"}}'
    assert [failure.message for failure in refused({"values.schema.json": schema})] == [
        "values.schema.json#/$ref refers to 'a', outside its file, and 2 more keywords do"
    ]


def test_what_cannot_be_read_with_certainty_is_refused() -> None:
    chart = {"values.schema.json": b'{"a": "\xff"}', "charts/a.tgz": b"no archive"}
    assert [failure.message for failure in refused(chart)] == [
        "values.schema.json cannot be used: it is not UTF-8",
        "charts/a.tgz is not a gzip file",
    ]


def test_charts_in_charts_hold_no_more_than_one_archive_may() -> None:
    zeros = pack("zeros", {f"zeros{number}": bytes(5_000_000) for number in range(3)})
    half = gzip.compress(gzip.decompress(zeros), 1)
    chart = {"charts/a.tgz": pack("a", {f"charts/{name}.tgz": half for name in "bcd"})}
    (failure,) = refused(chart)
    assert (
        failure.message == "charts/a.tgz holds charts/d.tgz, an archive that holds more than 33554432 bytes"
    )


def test_what_helm_reads_as_no_chart_may_be_anything() -> None:
    assert refused({"charts/_a.tgz": b"no archive", "templates/charts/a.tgz": b"no archive"}) == ()
