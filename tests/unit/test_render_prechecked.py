"""Values are checked once per archive, and only what follows the schema is rendered without it."""

import json

import pytest

from helmwright.archive import pack, unpack
from helmwright.render.engine import RenderRequest
from helmwright.render.prechecked import prechecked

SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "additionalProperties": False,
    "properties": {"size": {"type": "integer"}, "global": {"type": "object"}},
}
SERVICE = {
    "Chart.yaml": b"apiVersion: v2\nname: service\nversion: 1.0.0\n",
    "values.yaml": b"size: 1\n",
    "values.schema.json": json.dumps(SCHEMA).encode(),
}
PATH = "charts/service-1.0.0.tgz"


def umbrella(values: str, *, service: dict[str, bytes] = SERVICE, extra: str = "") -> RenderRequest:
    chart = {
        "Chart.yaml": (
            "apiVersion: v2\nname: prod-shop\nversion: 1.0.0\ndependencies:\n"
            f"  - {{name: service, version: 1.0.0, alias: cart{extra}}}\n"
        ).encode(),
        "values.yaml": values.encode(),
        PATH: pack("service", service),
    }
    return RenderRequest("prod-shop", "shop", chart, "1.34")


def test_values_that_follow_the_schema_are_rendered_without_it() -> None:
    request = umbrella("cart: {size: 3}\n")
    assert sorted(unpack(prechecked(request).chart[PATH])) == ["Chart.yaml", "values.yaml"]


def test_nothing_else_of_the_request_changes() -> None:
    request = umbrella("cart: {size: 3}\n")
    result = prechecked(request)
    assert {**result.chart, PATH: request.chart[PATH]} == request.chart
    assert (result.release, result.namespace, result.kube_version) == ("prod-shop", "shop", "1.34")


@pytest.mark.parametrize(
    "request_",
    [
        umbrella("cart: {size: large}\n"),
        umbrella("cart: {colour: red}\n"),
        umbrella("cart: {size: null}\n"),
        umbrella("global: 3\n"),
        umbrella("cart: [\n"),
        umbrella("cart: {size: 3}\n", extra=", condition: cart.enabled"),
        umbrella("cart: {size: 3}\n", service={**SERVICE, "values.schema.json": b"{"}),
        umbrella("cart: {size: 3}\n", service={**SERVICE, "charts/inner/Chart.yaml": b"name: inner\n"}),
        umbrella("cart: {size: 3}\n", service={k: v for k, v in SERVICE.items() if "schema" not in k}),
    ],
    ids=["type", "unknown", "null", "global", "syntax", "condition", "broken-schema", "nested", "no-schema"],
)
def test_what_is_not_sure_goes_to_helm_as_it_is(request_: RenderRequest) -> None:
    assert prechecked(request_) is request_


def test_global_values_reach_every_alias() -> None:
    schema = {**SCHEMA, "properties": {"size": {}, "global": {"required": ["environment"]}}}
    service = {**SERVICE, "values.schema.json": json.dumps(schema).encode()}
    without, with_global = (
        umbrella(text, service=service) for text in ("cart: {}\n", "global: {environment: prod}\ncart: {}\n")
    )
    assert prechecked(without) is without
    assert prechecked(with_global) is not with_global
