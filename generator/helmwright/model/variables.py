"""The variables that each container of a service has, as far as descriptors say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helmwright.kubernetes import expansion
from helmwright.model.endpoint import FORMS
from helmwright.model.inputs import Environment
from helmwright.model.merge import BACKGROUND, Fields
from helmwright.model.origins import Path
from helmwright.model.service import Service


@dataclass(frozen=True, slots=True)
class Scope:
    """The variables of one container: the paths of those in env, and what is there before them."""

    env: Mapping[str, Path]
    before: frozenset[str]
    prefixes: tuple[str, ...]
    """How those begin that come from objects of which only a cluster knows the keys."""

    def has_before(self, name: str) -> bool:
        """Whether a variable of the name is there before those in env are."""
        return name in self.before or name.startswith(self.prefixes)

    def has(self, name: str) -> bool:
        """Whether the container has a variable of the name."""
        return name in self.env or self.has_before(name)


def scope_of(service: Service, environment: Environment, container: Path, fields: Fields) -> Scope:
    """The variables of the container at a path with these fields; pods in the background have the service's too."""
    shared = not container or container[0] in BACKGROUND
    own = {name: (*container, "env", name) for name in fields.get("env", {})}
    before = set(expansion.ALWAYS)
    if not shared:
        return Scope(own, frozenset(before), _prefixes(fields.get("envFrom", {})))
    env: dict[str, Path] = {name: ("env", name) for name in service.section("env")}
    for entry, content in service.section("secrets").items():
        env |= {name: ("secrets", entry, "env", name) for name in content.get("env", ())}
    for content in service.section("config").values():
        before |= content.get("env", {}).keys()
    prefixes = _prefixes(service.section("envFrom"))
    if service.fields.get("tracing") and environment.tracing:
        prefixes += ("OTEL_",)
    return Scope(env | own, frozenset(before), prefixes)


def _prefixes(sources: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(source.get("prefix", "") for source in sources.values())


def text_of(service: Service, path: Path | None) -> str | None:
    """What a variable in env is, as far as it is known before it runs: none where it comes from elsewhere."""
    if path is None or path[-2] != "env" or path[0] in ("secrets", "config"):
        return None
    value = service.at(path).value
    if isinstance(value, Mapping):
        return "" if {*FORMS} & value.keys() else None
    return str(value)
