"""What an environment has to watch its services with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Monitoring:
    """The Prometheus Operator and Grafana of an environment, and the labels that they select objects by."""

    namespace: str
    labels: Mapping[str, str]
    dashboard_labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tracing:
    """Where an environment's services send traces: `settings` as the SDK takes them, and where that is."""

    endpoint: str
    settings: Mapping[str, Any]
    namespace: str
    cidrs: tuple[str, ...]


def monitoring(data: Mapping[str, Any] | None) -> Monitoring | None:
    """The monitoring that an environment describes, if it has any."""
    if data is None:
        return None
    return Monitoring(data["namespace"], data.get("labels", {}), data.get("dashboardLabels", {}))


def tracing(data: Mapping[str, Any] | None) -> Tracing | None:
    """The tracing that an environment describes, if it has any."""
    if data is None:
        return None
    return Tracing(
        endpoint=data["endpoint"],
        settings={name: data[name] for name in ("protocol", "sampler", "ratio") if name in data},
        namespace=data.get("namespace", ""),
        cidrs=tuple(data.get("cidrs", ())),
    )
