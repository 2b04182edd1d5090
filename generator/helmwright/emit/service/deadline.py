"""How long a rollout may stand still where the sync of the app waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helmwright.kubernetes.quantities import seconds
from helmwright.model.field import Field
from helmwright.model.graph import Graph
from helmwright.model.release import Release
from helmwright.model.service import Service, WorkloadKind

AWAITED = 240
"""Seconds in which a node is there that was not, and has pulled an image; the probes come on top."""
USUAL = 600
"""The service chart's own number, which is Kubernetes'."""
_PERIOD, _FAILURES = 10, 3
"""What Kubernetes adds to a probe."""


def deadline(service: Service, release: Release, _: Graph) -> dict[str, Any]:
    """The deadline of a service's rollouts, where a task of the app comes after the pods of all its services.

    Its sync waits until they are healthy, or one of them is over its deadline, and the next commit waits with it.
    """
    has_one = service.kind in (WorkloadKind.DEPLOYMENT, WorkloadKind.ROLLOUT) or service.section("workers")
    awaiting = next((when for other in release.services for when in _last(other)), None)
    whole = AWAITED + max(_startup(container) for _, container in service.containers())
    if not has_one or awaiting is None or whole >= USUAL:
        return {}
    return {"progressDeadlineSeconds": awaiting.gives(whole)}


def _last(service: Service) -> Iterator[Field]:
    """What says of a task that it comes after the pods."""
    for _, task in service.said.section("tasks").items():
        if task.value.get("when") == "after":
            yield task["when"]


def _startup(container: Any) -> int:
    """The seconds that a container may take to start, by its startup probe."""
    probe = container.get("probes", {}).get("startup")
    if not probe:
        return 0
    period = seconds(probe["period"]) if "period" in probe else _PERIOD
    delay = seconds(probe["initialDelay"]) if "initialDelay" in probe else 0
    return delay + period * int(probe.get("failureThreshold", _FAILURES))
