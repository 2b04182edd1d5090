"""Rendered objects against the LimitRange and the ResourceQuota of their namespace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from helmwright.kubernetes.manifests import Manifest, Object
from helmwright.kubernetes.pod_resources import Amounts, Container, containers, misspelt, read
from helmwright.kubernetes.pods import pod_template
from helmwright.kubernetes.quantities import spelt
from helmwright.kubernetes.usage import COMPUTE
from helmwright.model.release import Release
from helmwright.validate.quotas import exceeded
from helmwright.validate.validator import Path, Problem

Rendered = Sequence[tuple[Release, Manifest]]

_LIMITS_HINT = "lower it, or raise the environment's limits"


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What a namespace lets in."""

    default: Amounts
    default_request: Amounts
    most: Amounts
    quotas: tuple[Manifest, ...]


@dataclass(frozen=True, slots=True)
class _Pod:
    """The containers of an object's pods; `path` leads to their template."""

    path: Path
    template: Object
    containers: tuple[Container, ...]


def namespaces(rendered: Rendered, plain: Iterable[Manifest]) -> Iterator[Problem]:
    """Pods that their namespace refuses, and quotas that are too small for all that is always there.

    `plain` are the objects of the bootstrap files. The objects fit their schemas.
    """
    within: defaultdict[str, list[Manifest]] = defaultdict(list)
    for release, manifest in rendered:
        within[manifest.namespace or release.namespace].append(manifest)
    bounding = [manifest for manifest in plain if manifest.kind in ("LimitRange", "ResourceQuota")]
    for name, manifests in within.items():
        bounds = _bounds([manifest for manifest in bounding if manifest.namespace == name])
        pods = [_pod(manifest, bounds) for manifest in manifests]
        for manifest, pod in zip(manifests, pods, strict=True):
            if pod:
                yield from _misspelt(manifest, pod)
                yield from _beyond_limits(manifest, pod, bounds)
                yield from _beyond_quota(manifest, pod, bounds)
        counted = [(item, pod.containers if pod else ()) for item, pod in zip(manifests, pods, strict=True)]
        yield from exceeded(name, bounds.quotas, counted)


def _bounds(manifests: Sequence[Manifest]) -> _Bounds:
    parts: dict[str, dict[str, Fraction]] = {"default": {}, "defaultRequest": {}, "max": {}}
    for manifest in manifests:
        if manifest.kind == "LimitRange":
            for item in manifest.object["spec"]["limits"]:
                for name, part in parts.items():
                    part.update(read(item.get(name) or {}))
    quotas = tuple(manifest for manifest in manifests if manifest.kind == "ResourceQuota")
    return _Bounds(parts["default"], parts["defaultRequest"], parts["max"], quotas)


def _pod(manifest: Manifest, bounds: _Bounds) -> _Pod | None:
    if template := pod_template(manifest.object):
        return _Pod(*template, containers(template[1], bounds.default, bounds.default_request))
    return None


def _misspelt(manifest: Manifest, pod: _Pod) -> Iterator[Problem]:
    for path, text in misspelt(pod.template):
        yield Problem(manifest, (*pod.path, *path), f"{text} is no quantity")


def _beyond_limits(manifest: Manifest, pod: _Pod, bounds: _Bounds) -> Iterator[Problem]:
    """The API server compares what a container has after defaults (LimitRanger, then the pod's own validation)."""
    for container in pod.containers:
        for resource, limit in container.limits.items():
            most, request = bounds.most.get(resource, limit), container.requests.get(resource, limit)
            if limit > most:
                section, given, bound = (
                    "limits",
                    limit,
                    f"most that a container may have, {spelt(resource, most)}",
                )
            elif request > limit:
                section, given, bound = (
                    "requests",
                    request,
                    f"limit of the container, {spelt(resource, limit)}",
                )
            else:
                continue
            path = (*pod.path, *container.path, "resources", section, resource)
            message = f"{spelt(resource, given)} is more than the {bound}"
            yield Problem(manifest, path, message, "K206", _LIMITS_HINT)


def _beyond_quota(manifest: Manifest, pod: _Pod, bounds: _Bounds) -> Iterator[Problem]:
    """A quota that counts a resource refuses a pod with a container that does not say it."""
    counted = {name for quota in bounds.quotas for name in quota.object["spec"]["hard"]}
    for name, (section, resource) in COMPUTE.items():
        for container in pod.containers if name in counted else ():
            if resource not in getattr(container, section):
                path = (*pod.path, *container.path, "resources", section)
                message = f"the namespace's quota counts {name}, and refuses a container without {section}.{resource}"
                hint = f"say {section}.{resource}, or give all containers one by limits.default of the environment"
                yield Problem(manifest, path, message, "K207", hint)
