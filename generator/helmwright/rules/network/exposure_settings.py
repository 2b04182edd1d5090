"""Settings of an environment's exposure that its type has a use for."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted
from helmwright.model.exposure.every_kind import KINDS
from helmwright.model.exposure.given import NONE
from helmwright.model.inputs import Environment
from helmwright.model.origins import Path
from helmwright.model.resolved import Resolved

CODES: tuple[Code, ...] = ()

_OF_EVERY_KIND = {"type", "annotations", "weightAnnotation", "private", "classes"}


def settings(resolved: Resolved) -> Iterator[Finding]:
    """No setting is for another type than the environment's. One that exposes nothing may keep all that it had."""
    for environment in resolved.inputs.environments.values():
        kind = environment.exposure.type
        for path, name in _named(environment) if kind != NONE else ():
            if name not in KINDS[kind].uses | _OF_EVERY_KIND:
                message = f"{dotted(path)} means nothing to the type {kind}"
                yield Finding("R823", environment.source.at(path, key=True), message, "remove it")


def _named(environment: Environment) -> Iterator[tuple[Path, str]]:
    """The settings of every way out with the path to each."""
    data = environment.source.data.get("exposure", {})
    ways = {("exposure",): data, ("exposure", "private"): data.get("private", {})}
    ways |= {("exposure", "classes", name): way for name, way in data.get("classes", {}).items()}
    for path, way in ways.items():
        yield from (((*path, name), name) for name in way)


RULES = (settings,)
