"""The values schema: closed, typed, and merciful to Helm's nulls."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from chartwright.testing.chart import Chart
from chartwright.testing.render import Render
from chartwright.values.source import Schema

from .support import CHART, FILES, SOURCE, WORKER, case

SCHEMA = json.loads(FILES["values.schema.json"])

# Kubernetes' own shapes, which its own schemas check in the rendered objects, and the map all charts share.
OPEN = {
    "affinity.nodeAffinity",
    "affinity.podAffinity",
    "affinity.podAntiAffinity",
    "autoscaling.metrics.<>",
    "extraObjects.<>",
    "global",
    "patches.<>",
    "workers.<>.autoscaling.metrics.<>",
}


def test_every_object_is_closed_save_those_that_kubernetes_owns() -> None:
    assert {
        path for path, schema in _objects(SCHEMA) if schema.get("additionalProperties") is not False
    } == OPEN


KUBERNETES_OWN_LISTS = {
    "autoscaling.behavior.scaleDown.policies",
    "autoscaling.behavior.scaleUp.policies",
    "grpcRoutes.<>.rules.<>.matches",
    "hostAliases",
    "httpRoutes.<>.rules.<>.matches",
    "networkPolicy.toCIDRs.<>.ports",
    "networkPolicy.toNamespaces.<>.ports",
    "networkPolicy.toServices.<>.ports",
    "rollout.steps",
    "tolerations",
}
"""Lists of objects whose entries have no name, or whose order is what they say."""


def test_what_has_a_name_is_kept_by_it_so_that_an_environment_can_change_one_entry() -> None:
    """Helm merges maps and replaces lists."""
    lists = {
        path.removeprefix("workers.<>.").removesuffix("[]")
        for path, _ in _objects(SCHEMA)
        if path.endswith("[]")
    }
    assert lists == KUBERNETES_OWN_LISTS


def test_every_entry_of_a_map_can_be_switched_off() -> None:
    """Helm versions disagree about the null that would remove it: helm/helm#32132."""
    entries = {path: schema for path, schema in _objects(SCHEMA) if path.endswith(".<>")}
    assert len(entries) > 40
    assert [path for path, schema in entries.items() if "enabled" not in schema.get("properties", {})] == []


def test_every_reference_stays_in_the_file() -> None:
    """A chart is rendered from its archive alone, often without a network."""
    references = set(re.findall(r'"\$ref": "([^"]*)"', json.dumps(SCHEMA)))
    assert references <= {f"#/definitions/{name}" for name in SCHEMA["definitions"]}
    assert len(references) > 50


def test_nothing_but_words_stands_beside_a_reference() -> None:
    """Draft-07 reads nothing else there, so a condition would be lost: json-schema.org, Core, 8.3."""

    def beside(schema: Any) -> set[str]:
        if isinstance(schema, list):
            return {key for part in schema for key in beside(part)}
        if not isinstance(schema, dict):
            return set()
        own = schema.keys() - {"$ref"} if isinstance(schema.get("$ref"), str) else set()
        return {*own, *(key for part in schema.values() for key in beside(part))}

    assert beside(SCHEMA) <= {"title", "description", "default", "examples"}


def test_every_pattern_means_the_same_to_every_reader() -> None:
    r"""`\s`, `\d` and `\w` are of ASCII to Helm and of Unicode to others; lookaheads are unknown to Helm."""
    patterns = re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(SCHEMA))
    assert len(patterns) > 50
    assert [
        pattern for pattern in map(json.loads, patterns) if re.search(r"\\[sSdDwWbB]|\(\?", pattern)
    ] == []


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"replicas": 2}, "replicas"),
        ({"image": {"repo": "x", **WORKER["image"]}}, "image.repo"),
        ({"probes": {"readyness": {"type": "tcp"}}}, "probes.readyness"),
        ({"ports": {"http": {"port": 8080, "containerPort": 8080, "expose": False}}}, "ports.http.port"),
        ({"podSecurityContext": {"runAsNonroot": True}}, "podSecurityContext.runAsNonroot"),
        ({"env": {"A": {"secretRef": {"name": "a", "key": "b"}}}}, "env.A.secretRef"),
        (
            {"networkPolicy": {"fromServices": {"a": {"service": "a", "name": "a"}}}},
            "networkPolicy.fromServices.a.service",
        ),
    ],
)
def test_a_misspelt_key_is_refused_with_its_path(render: Render, values: dict[str, Any], path: str) -> None:
    assert render.refused_paths({**WORKER, **values}) == [f"cart.{path}"]


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"replicaCount": "2"}, "replicaCount"),
        ({"replicaCount": 1.5}, "replicaCount"),
        ({"resources": {**WORKER["resources"], "limits": {"memory": 128}}}, "resources.limits.memory"),
        ({"resources": {**WORKER["resources"], "limits": {"memory": "128MB"}}}, "resources.limits.memory"),
        ({"ports": {"http": {"containerPort": 70000, "expose": False}}}, "ports.http.containerPort"),
        ({"commonLabels": {"a": "two words"}}, "commonLabels.a"),
        ({"podAnnotations": {"a": True}}, "podAnnotations.a"),
        ({"dnsConfig": {"searches": [5]}}, "dnsConfig.searches.0"),
        ({"enabled": "false"}, "enabled"),
    ],
)
def test_a_value_of_the_wrong_type_or_form_is_refused_with_its_path(
    render: Render, values: dict[str, Any], path: str
) -> None:
    assert render.refused_paths({**WORKER, **values}) == [f"cart.{path}"]


@pytest.mark.parametrize("key", ["image", "resources"])
def test_what_every_service_needs_is_required(render: Render, key: str) -> None:
    assert set(render.refused_paths({name: value for name, value in WORKER.items() if name != key})) == {
        f"cart.{key}"
    }


@pytest.mark.parametrize("missing", ["cpu", "memory"])
def test_every_container_states_what_it_requests(render: Render, missing: str) -> None:
    requests = {name: value for name, value in WORKER["resources"]["requests"].items() if name != missing}
    resources = {**WORKER["resources"], "requests": requests}
    assert render.refused_paths({**WORKER, "resources": resources}) == ["cart.resources.requests"]
    init = {"migrate": {"resources": resources}}
    assert render.refused_paths({**WORKER, "initContainers": init}) == [
        "cart.initContainers.migrate.resources.requests"
    ]


def test_other_global_keys_belong_to_other_charts(render: Render) -> None:
    assert render.all({"cart": WORKER, "global": {"storageClass": "gp3", "environment": ""}}) == render(
        WORKER
    )


def test_the_templates_know_every_default_themselves(render: Render) -> None:
    """What a null erases from the chart's values.yaml is not missed."""
    without_defaults = replace(render, chart=Chart({**CHART, "values.yaml": b"{}\n"}))
    for name in ("smallest", "storefront", "scaling", "storage"):
        assert without_defaults.all(case(name)) == render.all(case(name))


def test_every_documented_default_is_what_the_templates_do(render: Render) -> None:
    for name in ("smallest", "storefront", "api", "exposure", "network", "scaling", "storage"):
        services = case(name)
        spelt_out = {
            alias: values
            if alias == "global"
            else _allowed(render, _with_defaults(SOURCE.properties, values))
            for alias, values in services.items()
        }
        assert spelt_out != services
        assert render.all(spelt_out) == render.all(services)


def _objects(schema: Any, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Every object of the schema with where it is, `<>` for the key of a map."""
    schema = _resolved(schema)
    if path and "object" in schema.get("type", ()):
        yield path, schema
    parts = {key: f"{path}.{key}".lstrip(".") for key in schema.get("properties", {})}
    for key, inner in parts.items():
        if schema["properties"][key]:
            yield from _objects(schema["properties"][key], inner)
    for inner_schema in schema.get("patternProperties", {}).values():
        yield from _objects(inner_schema, f"{path}.<>")
    if isinstance(schema.get("additionalProperties"), dict):
        yield from _objects(schema["additionalProperties"], f"{path}.<>")
    if "items" in schema:
        yield from _objects(schema["items"], f"{path}[]")


def _resolved(schema: Any) -> Any:
    name = schema.get("$ref", "").rpartition("/")[2]
    return {**SCHEMA["definitions"][name], **schema} if name else schema


def _allowed(render: Render, values: dict[str, Any]) -> dict[str, Any]:
    """The values without the defaults of what depends on another one, such as the kind of workload."""
    result = render.engine.render(render.request({"cart": values}))
    for failure in result.failures:
        *path, key = failure.values_path.split(".")[1:]
        inner = values
        for step in path:
            inner = inner[step]
        del inner[key]
    return values


def _with_defaults(properties: dict[str, Schema], values: dict[str, Any]) -> dict[str, Any]:
    """The values with every default spelt out, in the maps that are there or need nothing else."""
    result = dict(values)
    for key, reference in properties.items():
        if not reference:
            continue
        schema = SOURCE.resolve(reference)
        inner = schema.get("properties", {})
        if "maxUnavailable" in properties and key == "maxUnavailable" and "minAvailable" in values:
            continue
        if "default" in schema:
            result.setdefault(key, schema["default"])
        elif inner and not schema.get("required"):
            result[key] = _with_defaults(inner, result.get(key, {}))
        elif inner and key in result:
            result[key] = _with_defaults(inner, result[key])
        elif isinstance(result.get(key), dict) and isinstance(
            entry := schema.get("additionalProperties"), dict
        ):
            entry = SOURCE.resolve(entry)
            result[key] = {
                name: _with_defaults(entry["properties"], value)
                if isinstance(value, dict) and "properties" in entry
                else value
                for name, value in result[key].items()
            }
    return result
