"""What workloads scale by, where a service and the defaults for all services say different things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from helmwright.model.merge import Fields
from helmwright.model.origins import Layer, Path
from helmwright.model.source import Source

_TARGETS = frozenset({"cpu", "memory", "metrics"})


def by_triggers(fields: Fields) -> tuple[Path, ...]:
    """The paths to the replicas of the workloads that triggers scale, among a service's merged fields."""
    workers = fields.get("workers", {})
    workloads = (((), fields), *((("workers", name), worker) for name, worker in workers.items()))
    found = (((*path, "replicas"), workload.get("replicas")) for path, workload in workloads)
    return tuple(path for path, given in found if isinstance(given, Mapping) and given.get("triggers"))


def without_default_targets(layers: Sequence[Layer], path: Path, service: Source) -> tuple[Layer, ...]:
    """The layers without the targets of defaults below the first triggers at `path`, which leads to replicas.

    Triggers say what a workload is scaled by. A target for services that say nothing would count beside them,
    the highest demand winning (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/); a layer
    above could change it, but never take it away. What the service itself gives stays.
    """
    triggers = (*path, "triggers")
    below = takewhile(lambda layer: layer.source is not service and layer.value(triggers) is None, layers)
    changed = [replace(layer, fields=_without_targets(layer.fields, path)) for layer in below]
    return (*changed, *layers[len(changed) :])


def _without_targets(fields: Fields, path: Path) -> Fields:
    if not path:
        return {name: value for name, value in fields.items() if name not in _TARGETS}
    step, *rest = path
    inner = fields.get(str(step))
    return (
        {**fields, str(step): _without_targets(inner, tuple(rest))} if isinstance(inner, Mapping) else fields
    )
