"""Nulls: Helm versions disagree about them, and the chart needs none.

helm/helm#32132, #32093, #32522: a null among the values of an umbrella chart takes the chart's own default away in
Helm 3.19 to 4.1 and does nothing in 4.2; from a values file it takes away what the umbrella chart says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import Any

import pytest
from tests.helms import started

from chartwright.testing.chart import Chart
from chartwright.testing.render import Render
from helmwright.render.engine import RenderRequest, Result
from helmwright.render.reduced import aliases

from .support import SERVER, case

FRONTEND = case("storefront")["frontend"]
del FRONTEND["fullnameOverride"]
VALUES = {**FRONTEND, **case("placement")["model"], **SERVER}


def paths(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from paths(inner, (*path, key))


Way = tuple[str, ...]
Paths = Mapping[str, Sequence[Way]]
PATHS = list(paths(VALUES))


def without(path: Sequence[str], values: Mapping[str, Any] = VALUES) -> dict[str, Any]:
    key, *rest = path
    inner = {key: without(rest, values[key])} if rest else {}
    return {**{name: value for name, value in values.items() if name != key}, **inner}


def without_all(paths: Iterable[Way]) -> Mapping[str, Any]:
    return reduce(lambda values, path: without(path, values), paths, VALUES)


def null(path: Sequence[str]) -> Any:
    """Nothing but a null, at the path."""
    return {path[0]: null(path[1:])} if path else None


def with_null(path: Sequence[str], values: Mapping[str, Any] = VALUES) -> dict[str, Any]:
    key, *rest = path
    return {**values, key: with_null(rest, values[key]) if rest else None}


def umbrella(request: RenderRequest, values: dict[str, Any]) -> RenderRequest:
    """What Helm reads when an umbrella chart itself has the values."""
    return replace(request, chart={**request.chart, "values.yaml": json.dumps(values).encode()})


def has_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(has_null, value.values()))
    return any(map(has_null, value)) if isinstance(value, list) else value is None


def test_a_null_gives_the_default_or_a_refusal_never_a_third_thing(render: Render) -> None:
    """Helm 4.2 drops a null of the umbrella's values; 3.19 passes it on where the chart has no default."""
    request = render.request({"cart": {}})
    rendered = 0
    for path in PATHS:
        result = render.engine.render(umbrella(request, {"cart": with_null(path)}))
        assert not has_null([manifest.object for manifest in result.manifests]), path
        rendered += not result.failures
    assert rendered > 20


@pytest.mark.helm_engines("sdk", "helm3", "helm4")
def test_a_null_in_what_kubernetes_defines_is_nothing(render: Render) -> None:
    """No schema refuses it, and Helm passes it on; an empty map and one in a list are something."""
    selector = {"matchLabels": {"a": ":null"}, "matchExpressions": [{"key": "a", "values": None}]}
    metric = {"name": "a", "selector": {"matchLabels": None, "matchExpressions": []}}
    values = {
        **SERVER,
        "affinity": {
            "podAffinity": {
                "requiredDuringSchedulingIgnoredDuringExecution": [
                    {"topologyKey": "zone", "labelSelector": selector, "namespaceSelector": {}}
                ],
                "preferredDuringSchedulingIgnoredDuringExecution": None,
            },
        },
        "autoscaling": {
            "max": 3,
            "metrics": {"queue": {"type": "External", "external": {"metric": metric}, "pods": None}},
        },
        "extraObjects": {
            "map": {"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": None}, "immutable": None}
        },
    }
    objects = render(values)
    (term,) = objects.pod["spec"]["affinity"]["podAffinity"].pop(
        "requiredDuringSchedulingIgnoredDuringExecution"
    )
    assert term == {
        "topologyKey": "zone",
        "labelSelector": {"matchLabels": {"a": ":null"}, "matchExpressions": [{"key": "a"}]},
        "namespaceSelector": {},
    }
    assert objects.pod["spec"]["affinity"] == {"podAffinity": {}}
    assert objects.one("HorizontalPodAutoscaler")["spec"]["metrics"] == [
        {"type": "External", "external": {"metric": {"name": "a", "selector": {"matchExpressions": []}}}}
    ]
    found = objects.one("ConfigMap")
    assert found.keys() == {"apiVersion", "kind", "metadata", "data"}
    assert found["data"] == {}


@pytest.fixture(scope="module")
def optional(chart: Chart) -> Paths:
    """Services by alias, each with the paths of values that it can be without, all at once.

    No two paths of a service begin alike. Together they are few: each costs a Helm as much as a chart of its own.
    """
    render = Render(chart, started("sdk"))

    def accepted(group: Sequence[Way]) -> bool:
        request = render.request({"cart": without_all(group)})
        known = aliases.umbrella(request)
        # To ask the schema first takes a tenth of the time: Helm compiles it before it refuses.
        return known is not None and known.valid and not render.engine.render(request).failures

    def parts(group: Sequence[Way]) -> Iterator[Sequence[Way]]:
        if accepted(group):
            yield group
        elif half := len(group) // 2:
            yield from parts(group[:half])
            yield from parts(group[half:])

    sections = [list(paths) for _, paths in groupby(PATHS, key=itemgetter(0))]
    groups = [[path for path in paths if path] for paths in zip_longest(*sections)]
    return {
        f"s{number}": part for number, part in enumerate(part for group in groups for part in parts(group))
    }


@pytest.mark.helm_engines("sdk", "helm3", "helm4")
@pytest.mark.parametrize("where", ["umbrella", "file"])
def test_a_null_gives_the_default_or_is_refused_by_its_path(
    render: Render, optional: Paths, where: str
) -> None:
    """Which of the two is the Helm version's choice: some pass a null on where the chart has no default."""

    def with_nulls(services: Paths) -> Result:
        request = render.request(dict.fromkeys(services, VALUES))
        if where == "umbrella":
            values = {
                alias: reduce(lambda v, path: with_null(path, v), paths, VALUES)
                for alias, paths in services.items()
            }
            request = umbrella(request, values)
        else:
            values = {alias: {path[0]: null(path[1:]) for path in paths} for alias, paths in services.items()}
            request = replace(request, values=values)
        return render.engine.render(request)

    refused = {failure.values_path: failure.message for failure in with_nulls(optional).failures}
    assert all(message.startswith("got null") for message in refused.values())
    known = {".".join((alias, *path)): (alias, path) for alias, paths in optional.items() for path in paths}
    assert refused.keys() <= known.keys()
    assert len(known) > 100
    left = [known[path] for path in known.keys() - refused.keys()]
    assert len(left) > 20
    taken = {alias: [path for of, path in left if of == alias] for alias, _ in left}
    expected = replace(render, engine=started("sdk")).all(
        {alias: without_all(paths) for alias, paths in taken.items()}
    )
    assert by_name(item.object for item in with_nulls(taken).manifests) == by_name(expected)


def by_name(objects: Iterable[Any]) -> dict[str, Any]:
    return {f"{item['kind']} {item['metadata']['name']}": item for item in objects}
