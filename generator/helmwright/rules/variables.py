"""Environment variables that come from one place."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.findings import Finding, dotted
from helmwright.model.layers import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service


def distinct(resolved: Resolved) -> Iterator[Finding]:
    """A variable of the service's container is set in one place: env, a secret or a configuration."""
    for _, service in resolved.services():
        seen: dict[str, Path] = {}
        for path in _variables(service):
            other = seen.setdefault(str(path[-1]), path)
            if other != path:
                first, second = (dotted(item[:-1]) for item in (other, path))
                message = f"{path[-1]} is set by {first} and by {second}"
                at = service.layers.latest(path, other)
                yield Finding("R704", at, message, "remove one of the two")


def _variables(service: Service) -> Iterator[Path]:
    for name in service.section("env"):
        yield "env", name
    for field in ("config", "secrets"):
        for entry, content in sorted(service.section(field).items()):
            for name in content.get("env", ()):
                yield field, entry, "env", name
