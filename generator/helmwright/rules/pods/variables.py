"""Environment variables that come from one place."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted
from helmwright.model.merge import BACKGROUND
from helmwright.model.origins import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service

CODES = (
    Code(
        "R704",
        "variable set twice",
        "One of the two values wins without a word, and readers of the descriptor cannot see which.",
        "Remove one of the two.",
    ),
)


def distinct(resolved: Resolved) -> Iterator[Finding]:
    """A variable of a container is set in one place: its env, a secret or a configuration."""
    for _, service in resolved.services():
        shared: dict[str, Path] = {}
        for path in _shared(service):
            other = shared.setdefault(str(path[-1]), path)
            if other != path:
                yield _twice(service, other, path)
        for path in _own(service):
            if other_path := shared.get(str(path[-1])):
                yield _twice(service, path, other_path)


def _twice(service: Service, first: Path, second: Path) -> Finding:
    places = [dotted(path[:-1]) for path in (first, second)]
    message = f"{second[-1]} is set by {places[0]} and by {places[1]}"
    return Finding("R704", service.layers.latest(second, first), message, "remove one of the two")


def _own(service: Service) -> Iterator[Path]:
    """The variables of the containers that get the shared ones too; a worker's replace the service's."""
    for container, fields in service.containers():
        if not container or container[0] in BACKGROUND:
            for name in fields.get("env", ()):
                yield *container, "env", name


def _shared(service: Service) -> Iterator[Path]:
    """The variables of secrets and configuration, which every container but the init containers gets."""
    for field in ("config", "secrets"):
        for entry, content in sorted(service.section(field).items()):
            for name in content.get("env", ()):
                yield field, entry, "env", name


RULES = (distinct,)
