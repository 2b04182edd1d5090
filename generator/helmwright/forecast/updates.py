"""What becomes of an object that stays as it is changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helmwright.forecast.event import Fate
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.pods import pod_template

_FINISHED = frozenset({"Job", "CronJob"})
"""Kinds whose pods end by themselves."""
_NUMBERED = frozenset({"Deployment", "StatefulSet", "Rollout"})


def updated(was: Manifest, will: Manifest) -> Iterator[Fate]:
    """What an update does beside what it says."""
    if _replicas(was) is not None and _replicas(will) is None:
        yield Fate.DEFAULTED
    if _is_balanced(was) and _is_balanced(will) and _balancer(was) != _balancer(will):
        yield Fate.REFUSED
    if was.kind not in _FINISHED and pod_template(was.object) != pod_template(will.object):
        yield Fate.RESTARTED


def _replicas(manifest: Manifest) -> object:
    return _spec(manifest).get("replicas") if manifest.kind in _NUMBERED else None


def _is_balanced(manifest: Manifest) -> bool:
    return manifest.kind == "Service" and _spec(manifest).get("type") == "LoadBalancer"


def _balancer(manifest: Manifest) -> object:
    """The API server lets no update change it, as long as the Service asks for a load balancer.

    https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class
    """
    return _spec(manifest).get("loadBalancerClass")


def _spec(manifest: Manifest) -> Mapping[str, Any]:
    spec = manifest.object.get("spec")
    return spec if isinstance(spec, Mapping) else {}
