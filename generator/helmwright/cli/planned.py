"""What the pods of environments take of their nodes, from what the descriptors render now."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from helmwright import pipeline
from helmwright.capacity.plan import Plan
from helmwright.capacity.prices import Prices
from helmwright.capacity.reckon import reckon
from helmwright.findings import Findings, failed, ordered
from helmwright.known import read as known
from helmwright.pipeline import Tools
from helmwright.validate.readable import readable
from helmwright.validate.validator import Validator


def plans(
    root: Path, tools: Tools, validator: Validator, environments: Collection[str], prices: Prices | None
) -> tuple[Findings, tuple[Plan, ...]]:
    """The plan of each environment, of all when none is named; none after an error."""
    rendered = pipeline.render(
        root, tools, lambda release: not environments or release.environment.name in environments
    )
    resolved = rendered.resolved
    if resolved is None or failed(rendered.findings):
        return rendered.findings, ()
    found, made = [*rendered.findings], []
    for environment in resolved.inputs.environments.values():
        if not environments or environment.name in environments:
            objects, broken = readable(resolved, environment, rendered.manifests, validator)
            found += pipeline.told(broken, resolved.inputs)
            made.append(reckon(environment, objects, resolved.instance_types, known.system_objects(), prices))
    return ordered(found), tuple(made)
