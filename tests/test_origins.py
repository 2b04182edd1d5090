"""Every value of every umbrella chart leads to the line that set it.

What is told of a field is tried out: when it is not said, or says something else, the value is another one or none.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from functools import reduce
from typing import Any

import pytest
from tests.case_files import valid
from tests.test_valid_cases import NAMES

from helmwright.descriptors.load import load
from helmwright.emit.service.values import values as values_of
from helmwright.model.build import build
from helmwright.model.field import Field, plain
from helmwright.model.graph import connect
from helmwright.model.origins import Layers
from helmwright.model.resolve import resolve
from helmwright.model.resolved import Resolved
from helmwright.model.source import Source, Sources
from helmwright.provenance.fields import Steps, behind

UNSAID = {("partOf",): "the name of the app's folder"}
"""Values that no line of a descriptor sets, each with what does."""

_FIXED = "it must be said, and this part is the same whatever it says"
UNMOVED = {
    ("connectsTo", 0): "variables of the service are addresses there too",
    ("tracing", "endpoint"): _FIXED,
    ("secretStores", "default"): _FIXED,
    ("replicas", "metrics", "latency", "value"): _FIXED,
    ("replicas", "metrics", "packets", "average"): _FIXED,
    ("replicas", "metrics", "queue", "average"): _FIXED,
}
"""Fields that leave values as they are, each with the reason."""

Saying = tuple[str, Steps]
"""A file and the path in it."""
Key = tuple[str, str]
"""The names of a release and of a service in it."""
Told = tuple[Key, Steps, Any]
"""A value with the service that has it and the steps to it."""
Change = Callable[[Any, str | int], None]


def described(sources: Sources) -> Resolved:
    inputs = build(sources)
    releases, unresolved = resolve(inputs)
    if unresolved:
        raise ValueError(unresolved)
    return Resolved(inputs, releases, connect(releases)[0])


def emitted(resolved: Resolved, wanted: Container[Key] | None = None) -> dict[Key, Field]:
    """The values of each service, or of those that are wanted."""
    return {
        (release.name, service.name): values_of(service, release, resolved.graphs[release.environment.name])
        for release, service in resolved.services()
        if wanted is None or (release.name, service.name) in wanted
    }


def every(value: Any, steps: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """The value and whatever it holds, with the steps to each."""
    yield steps, value
    if isinstance(value, dict | list):
        for step, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from every(child, (*steps, step))


@pytest.mark.parametrize("name", NAMES)
def test_no_value_is_without_a_line(name: str) -> None:
    resolved = described(load(valid(name)))
    own = {(release.name, service.name): service.layers.source for release, service in resolved.services()}
    holes = [
        (key, steps)
        for key, said in emitted(resolved).items()
        for steps, _ in every(plain(said))
        if steps and steps not in UNSAID and behind(said, steps).location == own[key].at()
    ]
    assert holes == []


def sayings(field: Field) -> tuple[Saying, ...]:
    """Where a field, or the nearest one around it, is said: in each of the layers that have a say."""
    origin = getattr(field.where, "__self__", None)
    if isinstance(origin, Source):
        return (_there(origin, field.path),)
    assert isinstance(origin, Layers)
    path = next(path for path in _shorter(field.path) if origin.rank(path) >= 0)
    return tuple(
        _there(layer.source, (*layer.prefix, *path))
        for layer in origin.items
        if layer.value(path) is not None
    )


def _there(one: Source, path: Steps) -> Saying:
    written = dict(every(one.data))
    return one.path, next(path for path in _shorter(path) if path in written)


def _shorter(path: Steps) -> Iterator[Steps]:
    return (path[:length] for length in range(len(path), -1, -1))


def changed(sources: Sources, said: tuple[Saying, ...], change: Change) -> Sources:
    """The descriptors with what is said in each of the places changed in the map or list that holds it."""
    data = {path: copy.deepcopy(item.data) for path, _ in said for item in sources.items if item.path == path}
    for path, (*above, last) in said:
        change(reduce(lambda parent, step: parent[step], above, data[path]), last)
    return replace(
        sources, items=tuple(_with(item, data.get(item.path, item.data)) for item in sources.items)
    )


def _with(one: Source, data: Any) -> Source:
    return replace(one, document=replace(one.document, data=data))


def remove(parent: Any, step: str | int) -> None:
    """What is there is not said any more."""
    del parent[step]


def alter(parent: Any, step: str | int) -> None:
    """Every scalar there is another one, for a line that says what holds without it too."""
    parent[step] = _other(parent[step])


def _other(value: Any) -> Any:
    match value:
        case dict():
            return {name: _other(child) for name, child in value.items()}
        case list():
            return [_other(child) for child in value]
        case bool():
            return not value
        case str():
            return f"{value}0"
        case _:
            return value + 1


def unmoved(sources: Sources, said: tuple[Saying, ...], told: list[Told], change: Change) -> list[Told]:
    """Those of the values told to come from a field that are what they were when it says something else."""
    try:
        left = emitted(described(changed(sources, said, change)), {key for key, _, _ in told})
    except (KeyError, IndexError, TypeError, ValueError):
        return told if change is remove else []  # what every descriptor must have, or what no schema allows
    now = {key: plain(values) for key, values in left.items()}
    return [(key, steps, value) for key, steps, value in told if _at(now.get(key), steps) == value]


def _at(value: Any, steps: Steps) -> Any:
    try:
        return reduce(lambda inner, step: inner[step], steps, value)
    except (KeyError, IndexError, TypeError):
        return ...


@pytest.mark.parametrize("name", NAMES)
def test_a_value_follows_its_field(name: str) -> None:
    sources = load(valid(name))
    told: dict[tuple[Saying, ...], list[Told]] = {}
    for key, values in emitted(described(sources)).items():
        for steps, value in every(plain(values)):
            if steps and steps not in UNSAID:
                told.setdefault(sayings(behind(values, steps)), []).append((key, steps, value))
    found = [
        (said, *one)
        for said, all_told in told.items()
        if not UNMOVED.keys() >= {path for _, path in said}
        for one in unmoved(sources, said, unmoved(sources, said, all_told, remove), alter)
    ]
    assert found == []
