"""Values of the service chart, drawn from its schema alone, and what became of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import jsonschema_rs
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chartwright.docs.schema import values_schema
from chartwright.testing.manifests import Manifests
from chartwright.testing.strategies import values
from chartwright.values.source import Source
from helmwright.render.engine import RenderFailure

Values = dict[str, Any]

_HTTP = {"http": {"containerPort": 8080, "servicePort": 80}}
_PROBES = {"readiness": {"type": "tcp", "port": "http"}}
SERVERS: tuple[Values, ...] = (
    {"ports": _HTTP, "probes": _PROBES},
    {"ports": {**_HTTP, "grpc": {"containerPort": 7070}}, "probes": _PROBES},
)
"""What most value sets listen on, since most of the chart is about ports; one port need not be named by others."""
METRIC = {
    "type": "External",
    "external": {"metric": {"name": "queue"}, "target": {"type": "Value", "value": "30"}},
}

_COMMON = re.compile("cpu|memory|ephemeral-storage")


@dataclass(frozen=True)
class Outcome:
    """One value set: what it rendered to, or why it was refused."""

    values: Values
    manifests: Manifests | None
    failures: tuple[RenderFailure, ...]


def drawn(source: Source, count: int, *, fixed: bool) -> list[Values]:
    """Value sets that the chart's schema accepts; the same at every run of the same tests when `fixed`."""
    found: list[Values] = []

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=fixed,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(_services(source))
    def collect(service: Values) -> None:
        found.append(service)

    collect()
    return found


def smallest(values: Values, fails: Callable[[Values], bool]) -> Values:
    """The values without every key that is not needed to fail."""
    smaller = True
    while smaller:
        smaller = False
        for path in list(_paths(values)):
            candidate = deepcopy(values)
            inner: Any = candidate
            for key in path[:-1]:
                inner = inner[key]
            del inner[path[-1]]
            if fails(candidate):
                values, smaller = candidate, True
                break
    return values


def _services(source: Source) -> st.SearchStrategy[Values]:
    ports, ids = (source.definitions[name]["pattern"] for name in ("portId", "id"))
    folders = st.from_regex("/[a-z]{2,8}", fullmatch=True)
    known = {
        "mountPaths": folders | st.builds(lambda folder: {"cart": folder}, folders),
        ports: st.sampled_from(["http", "http", "grpc", "metrics"]),
        ids: st.sampled_from(["a", "data", "tmp", "web"]),
        "enabled": st.sampled_from([True, True, True, False]),
        "autoscaling.metrics": st.just({"queue": METRIC}),
        "replicaCount": st.integers(0, 5),
        # A rollout must have time for both.
        "minReadySeconds": st.integers(0, 30),
        "progressDeadlineSeconds": st.integers(31, 900),
        # Anything may stand in these, and make anything of an object.
        "extraObjects": st.just({"flags": {"apiVersion": "v1", "kind": "ConfigMap", "data": {"dark": "on"}}}),
        "patches": st.just(
            {"Deployment/cart": {"metadata": {"annotations": {"example.com/patched": "yes"}}}}
        ),
    }
    schema = values_schema(source)
    follows = jsonschema_rs.validator_for(schema).is_valid

    def listening(service: Values, like: Values) -> Values:
        server = {**like, **service}
        return server if follows(server) and not service.keys() & like.keys() else service

    drawn = values(schema, known).map(_granted)
    return drawn | st.builds(listening, drawn, st.sampled_from(SERVERS))


def _granted(value: Any) -> Any:
    """The values with every extended resource limited to what is requested, since the chart refuses all else."""
    if isinstance(value, list):
        return [_granted(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    result = {key: _granted(inner) for key, inner in value.items()}
    if {"requests", "limits"} <= value.keys():
        extended = {key: amount for key, amount in value["requests"].items() if not _COMMON.fullmatch(key)}
        result["limits"] |= extended
    return result


def _paths(value: Mapping[str, Any], path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for key, inner in value.items():
        found.append((*path, key))
        if isinstance(inner, Mapping):
            found += _paths(inner, (*path, key))
    return found
