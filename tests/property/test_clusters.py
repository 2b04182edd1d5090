"""A cluster of several is the environment that it would be alone, value by value and line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from helmwright import layout
from helmwright.model.clusters import members
from helmwright.model.source import Source
from helmwright.yamlio import descriptor
from helmwright.yamlio.descriptor import Document, Path

FILE = layout.environment("prod")
_SCALARS = (
    st.integers(0, 9) | st.sampled_from(["eks", "acme.example"]) | st.booleans() | st.lists(st.integers(0, 9))
)
_MAPS = st.recursive(
    _SCALARS,
    lambda inner: st.dictionaries(st.sampled_from(["cluster", "facts", "domain", "name"]), inner, max_size=3),
    max_leaves=12,
).filter(lambda value: isinstance(value, Mapping))


@given(_MAPS, st.data(), st.booleans())
def test_what_is_shared_and_what_is_own_are_the_environment(
    alone: dict[str, Any], data: st.DataObject, flow: bool
) -> None:
    own, shared = apart(alone, data)
    said = {**shared, "clusters": {"blue": own, "green": {}}, "live": "blue"}
    document = descriptor.read(yaml.safe_dump(said, sort_keys=False, default_flow_style=flow).encode())
    assert isinstance(document, Document)
    place = layout.place(FILE)
    assert place
    whole = Source(FILE, place, document)
    blue, green = members(whole)
    assert blue.data == alone
    assert green.data == shared
    for path in paths(alone, ()):
        mine = ("clusters", "blue", *path)
        assert blue.at(path) == whole.at(mine if says(own, path) else path)
        assert blue.document.text(path) == document.text(mine if says(own, path) else path)
    assert all(green.at(path) == whole.at(path) for path in paths(shared, ()))


def apart(value: Mapping[str, Any], data: st.DataObject) -> tuple[dict[str, Any], dict[str, Any]]:
    """A map in two parts that make it when one is put over the other, which may have another value there."""
    own: dict[str, Any] = {}
    shared: dict[str, Any] = {}
    for name, inner in value.items():
        where = data.draw(st.sampled_from(("own", "shared", "over", "both")))
        if where == "both" and isinstance(inner, Mapping) and inner:
            own[name], shared[name] = apart(inner, data)
        elif where == "over" and not isinstance(inner, Mapping):
            own[name], shared[name] = inner, data.draw(_SCALARS)
        else:
            (own if where == "own" else shared)[name] = inner
    return own, shared


def paths(value: Any, path: Path) -> Iterator[Path]:
    """The paths of all that is no map."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from paths(inner, (*path, name))
    else:
        yield path


def says(value: Any, path: Path) -> bool:
    for step in path:
        if not isinstance(value, Mapping) or step not in value:
            return False
        value = value[step]
    return True
