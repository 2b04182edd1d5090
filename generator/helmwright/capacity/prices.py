"""A file of prices, which its owner keeps: what an hour of a node and of Fargate costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from helmwright.findings import Finding, Findings, Location, ordered
from helmwright.known.instance import InstanceType
from helmwright.yamlio import descriptor
from helmwright.yamlio.descriptor import Document, Path

HOURS = 730
"""Hours of a month: a twelfth of a year of 365 days."""
_TEXTS = ("currency", "region", "date", "source")
_MAPS = ("onDemand", "spot", "fargate")
_FARGATE = ("vcpu", "memory")


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices of an hour by instance type, and on Fargate of a vCPU and of a GB of memory."""

    texts: Mapping[str, str] = field(default_factory=dict)
    on_demand: Mapping[str, float] = field(default_factory=dict)
    spot: Mapping[str, float] = field(default_factory=dict)
    fargate: Mapping[str, float] = field(default_factory=dict)

    def of(self, instance: InstanceType, spot: bool) -> float | None:
        """The price of such a node, None where the file has none."""
        return (self.spot if spot else self.on_demand).get(instance.name)

    def serverless(self, vcpus: float, memory: float) -> float | None:
        """The price of a pod of that size on Fargate."""
        if not all(name in self.fargate for name in _FARGATE):
            return None
        return vcpus * self.fargate["vcpu"] + memory * self.fargate["memory"]


def read(content: bytes, path: str) -> tuple[Prices, Findings]:
    """What the file at a path says, and what is wrong with it."""
    found = descriptor.read(content)
    if not isinstance(found, Document):
        return Prices(), ordered(
            Finding("T120", Location(path, flaw.line, flaw.column), flaw.message) for flaw in found
        )
    problems = ordered(
        Finding("T120", Location(path, *found.position(at)), message, hint)
        for at, message, hint in _problems(found.data)
    )
    if problems:
        return Prices(), problems
    data = found.data
    texts = {name: data[name] for name in _TEXTS if name in data}
    return Prices(texts, *(data.get(name, {}) for name in _MAPS)), ()


def _problems(data: Any) -> Iterator[tuple[Path, str, str]]:
    if not isinstance(data, Mapping):
        yield (), "the file is no map", "for example onDemand: {m7i.large: 0.1008}"
        return
    for key, value in data.items():
        if key in _TEXTS:
            if not isinstance(value, str):
                yield (key,), f"{key} is no text", f'for example {key}: "2026-07-20"' if key == "date" else ""
        elif key not in _MAPS:
            yield (key,), f"'{key}' means nothing here", f"there are {', '.join((*_TEXTS, *_MAPS))}"
        elif not isinstance(value, Mapping):
            yield (key,), f"{key} is no map", "prices of an hour by name"
        else:
            yield from _wrong(key, value)


def _wrong(key: str, prices: Mapping[str, Any]) -> Iterator[tuple[Path, str, str]]:
    for name, price in prices.items():
        if key == "fargate" and name not in _FARGATE:
            yield (key, name), f"'{name}' means nothing here", "there are vcpu, memory"
        elif isinstance(price, bool) or not isinstance(price, int | float) or not 0 <= price < 1e6:
            yield (key, name), f"the price of {name} is no number", "the price of an hour, such as 0.1008"
