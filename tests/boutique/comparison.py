"""Two tables of facts beside each other, and the differences between them that are meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from helmwright.model.merge import merge

from .shape import Facts

Path = tuple[Any, ...]
SERVICE = "{service}"
"""Stands for a service's name, in what holds for several of them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Facts that are meant to differ: what the authors say and what we say instead, and for whom it holds."""

    name: str
    reason: str
    theirs: Facts
    ours: Facts
    services: frozenset[str]
    environments: frozenset[str]

    def pairs(self, service: str) -> dict[Path, tuple[Any, Any]]:
        """Theirs and ours, by path; None for a fact that one side does not state."""
        return _pairs(_filled(self.theirs, service), _filled(self.ours, service))


def table(data: Mapping[str, Any]) -> dict[str, Facts]:
    """The facts by service: what is said of every service, under what is said of one."""
    return {
        service: dict(merge(_filled(data["every"], service), facts))
        for service, facts in data["services"].items()
    }


def differences(
    data: Mapping[str, Any], services: Iterable[str], environments: Iterable[str]
) -> list[Difference]:
    """The differences by name; each holds for all services and environments unless it says for which."""
    return [
        Difference(
            name=name,
            reason=entry["reason"],
            theirs=entry.get("theirs", {}),
            ours=entry.get("ours", {}),
            services=frozenset(entry.get("services", services)) - frozenset(entry.get("except", ())),
            environments=frozenset(entry.get("environments", environments)),
        )
        for name, entry in data.items()
    ]


def complaints(service: str, theirs: Facts, ours: Facts, listed: Iterable[Difference]) -> Iterator[str]:
    """A line for each difference that is not listed, not as listed, listed and not there, or listed twice."""
    found = {path: pair for path, pair in _pairs(theirs, ours).items() if pair[0] != pair[1]}
    expected: dict[Path, tuple[str, tuple[Any, Any]]] = {}
    for difference in listed:
        for path, pair in difference.pairs(service).items():
            if path in expected:
                first = expected[path][0]
                yield f"{service}: {_dotted(path)} is listed in '{first}' and in '{difference.name}'"
            expected[path] = difference.name, pair
    for path, pair in found.items():
        if path not in expected:
            yield f"{service}: {_dotted(path)} is {_told(pair)}, which is not listed"
    for path, (name, pair) in expected.items():
        if found.get(path) != pair:
            actual = _told(found[path]) if path in found else "the same"
            yield f"{service}: {_dotted(path)} is {actual}, and '{name}' says {_told(pair)}"


def _filled(value: Any, service: str) -> Any:
    """The value with the service's name wherever SERVICE stands."""
    match value:
        case dict():
            return {_filled(key, service): _filled(item, service) for key, item in value.items()}
        case list():
            return [_filled(item, service) for item in value]
        case str():
            return value.replace(SERVICE, service)
    return value


def _leaves(facts: Facts, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every fact with the way to it; an empty map is one."""
    for key, value in facts.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _pairs(theirs: Facts, ours: Facts) -> dict[Path, tuple[Any, Any]]:
    left, right = dict(_leaves(theirs)), dict(_leaves(ours))
    return {path: (left.get(path), right.get(path)) for path in {**left, **right}}


def _told(pair: tuple[Any, Any]) -> str:
    theirs, ours = ("nothing" if value is None else repr(value) for value in pair)
    return f"{theirs} there and {ours} here"


def _dotted(path: Path) -> str:
    return ".".join(map(str, path))
