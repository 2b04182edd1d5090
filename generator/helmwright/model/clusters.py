"""An environment of several clusters as one environment for each: what the file says of all, and of one on top.

Both are put together as parsed nodes, so that every value is still at the line that says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import yaml

from helmwright import names
from helmwright.layout import Kind
from helmwright.model.source import Member, Source, Sources
from helmwright.yamlio.descriptor import Document

CLUSTERS, LIVE, KEEPS_NAME = "clusters", "live", "keepsName"
_OF_THE_FILE = ("apiVersion", "kind", CLUSTERS, LIVE)
_OF_A_CLUSTER = (*_OF_THE_FILE, KEEPS_NAME)
"""What a cluster does not share with an environment of its own."""

Data = Mapping[str, Any]
Entries = dict[str, tuple[Any, Any]]
"""The nodes of a map, those of each key and its value."""


def clusters(data: Any) -> Mapping[str, Data]:
    """The clusters by their keys, of a descriptor with any content; none where it has no several ones."""
    said = data.get(CLUSTERS) if isinstance(data, Mapping) else None
    if not isinstance(said, Mapping) or not all(isinstance(one, Mapping) for one in said.values()):
        return {}
    return said


def weights(data: Data) -> Mapping[str, int]:
    """The share of each cluster that is live, of a hundred."""
    said = data.get(LIVE, {})
    return {said: 100} if isinstance(said, str) else said if isinstance(said, Mapping) else {}


def member_name(environment: str, key: str, cluster: Data) -> str:
    """What the environment of one cluster is called, and its folders."""
    return environment if cluster.get(KEEPS_NAME) is True else names.member(environment, key)


def expanded(sources: Sources) -> Sources:
    """The sources, with one for each cluster in place of that of an environment that has several."""
    return replace(sources, items=tuple(one for source in sources.items for one in _expanded(source)))


def _expanded(source: Source) -> Iterator[Source]:
    found = tuple(members(source))
    yield from found or (source,)


def members(source: Source) -> Iterator[Source]:
    """The environment of each of the clusters; nothing where there are none."""
    known = clusters(source.data) if source.place.kind is Kind.ENVIRONMENT else {}
    shares = weights(source.data) if known else {}
    first = max(shares, key=lambda key: shares[key], default="") if _are_numbers(shares) else ""
    live = _merged(source.data, known.get(first, {})).get("cluster", {}) if known else {}
    for key, cluster in known.items():
        name = member_name(source.place.name, key, cluster)
        member = Member(
            source.place.name,
            key,
            shares if LIVE in source.data else None,
            live.get("name", "") if isinstance(live, Mapping) else "",
            source,
        )
        yield replace(
            source, place=replace(source.place, name=name), document=_document(source, key), member=member
        )


def frame(source: Source) -> Source:
    """The file without what it says of clusters, and each without what an environment may say too."""
    if source.place.kind is not Kind.ENVIRONMENT or not clusters(source.data):
        return source
    data = {name: value for name, value in source.data.items() if name in _OF_THE_FILE}
    data[CLUSTERS] = {
        key: {name: value for name, value in cluster.items() if name in _OF_A_CLUSTER}
        for key, cluster in clusters(source.data).items()
    }
    return replace(source, document=replace(source.document, data=data))


def _document(source: Source, key: str) -> Document:
    """What the file says of the cluster and of all; what is in no line is where the cluster is."""
    shared = _entries(source.document.root)
    name, said = _entries(shared[CLUSTERS][1])[key]
    node = _over(_without(shared, CLUSTERS, LIVE), _without(_entries(said), *_OF_A_CLUSTER), name)
    return Document(_merged(source.data, clusters(source.data)[key]), node)


def _merged(data: Data, own: Data) -> dict[str, Any]:
    shared = {name: value for name, value in data.items() if name not in (CLUSTERS, LIVE)}
    return _put({name: value for name, value in own.items() if name not in _OF_A_CLUSTER}, shared)


def _put(over: Data, base: Data) -> dict[str, Any]:
    """The base with everything that is over it: maps merge, lists and single values replace."""
    result = dict(base)
    for name, value in over.items():
        below = result.get(name)
        both = isinstance(value, Mapping) and isinstance(below, Mapping)
        result[name] = _put(value, below) if both else value  # type: ignore[arg-type]  # a map, which `both` says
    return result


def _entries(node: Any) -> Entries:
    """The nodes of a map by key; none of what is no map."""
    return {key.value: (key, value) for key, value in node.value} if _is_map(node) else {}


def _is_map(node: Any) -> bool:
    return isinstance(node, yaml.MappingNode)


def _without(entries: Entries, *left_out: str) -> Entries:
    return {name: pair for name, pair in entries.items() if name not in left_out}


def _over(base: Entries, over: Entries, place: Any) -> Any:
    """The same of nodes: a map at a place of both."""
    result = dict(base)
    for name, (key, value) in over.items():
        _, below = result.get(name, (None, None))
        both = _is_map(value) and _is_map(below)
        result[name] = key, _over(_entries(below), _entries(value), value) if both else value
    return yaml.MappingNode("tag:yaml.org,2002:map", [*result.values()], place.start_mark, place.end_mark)


def _are_numbers(shares: Mapping[str, Any]) -> bool:
    return all(isinstance(share, int) for share in shares.values())
