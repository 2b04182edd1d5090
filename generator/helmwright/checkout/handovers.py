"""Numbers of pods that a change hands over to an autoscaler.

`replicas` leaves the manifest then. Client-side apply, as Argo CD does it, takes it away and leaves the API server's
default, 1, also where an autoscaler has moved the number before; server-side apply does so where nobody else has set it
(tried with kube-apiserver 1.34 and kubectl 1.32; of Argo CD see https://github.com/argoproj/argo-cd/issues/1603).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helmwright import layout
from helmwright.tree import Changes
from helmwright.yamlio.documents import documents

_VALUES = "/values.yaml"


def handovers(changes: Changes) -> Iterator[tuple[str, int]]:
    """The values of a workload that goes from several pods to an autoscaler, as file and path, and their number."""
    for change in changes:
        before, after = change.before, change.after
        is_values = change.path.endswith(_VALUES) and layout.is_generated(change.path)
        if is_values and before and after and b"autoscaling:" in after:
            old, new = _read(before), _read(after)
            for path, pods in sorted(_fixed(old)):
                if path in _scaled(new):
                    yield f"{change.path}: {'.'.join(path)}", pods


def _read(content: bytes) -> Mapping[str, Any]:
    """Values of aliases, none where the file is somebody's whose text means nothing."""
    try:
        found = documents(content.decode())
    except ValueError:
        return {}
    return found[0] if found and isinstance(found[0], dict) else {}


def _workloads(values: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    for alias, own in values.items():
        if isinstance(own, dict):
            yield (alias,), own
            workers = own.get("workers") or {}
            yield from (((alias, "workers", name), worker) for name, worker in workers.items())


def _fixed(values: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], int]]:
    for path, workload in _workloads(values):
        pods = workload.get("replicaCount", 1)
        if isinstance(pods, int) and pods > 1 and "autoscaling" not in workload:
            yield path, pods


def _scaled(values: Mapping[str, Any]) -> set[tuple[str, ...]]:
    return {path for path, workload in _workloads(values) if "autoscaling" in workload}
