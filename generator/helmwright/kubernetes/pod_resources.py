"""What pods ask for, as the API server counts it: with defaults, container by container, and in sum.

https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers and
https://kubernetes.io/docs/concepts/policy/limit-range/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from helmwright.kubernetes.manifests import Object
from helmwright.kubernetes.quantities import amount

Path = tuple[str | int, ...]
Amounts = Mapping[str, Fraction]
"""Quantities in their base unit, by resource."""


@dataclass(frozen=True, slots=True)
class Container:
    """What a container gets. `keeps_running` tells an init container that is a sidecar from one that ends."""

    name: str
    path: Path
    """The way to it in the pod's template."""
    requests: Amounts
    limits: Amounts
    init: bool
    keeps_running: bool


def containers(template: Object, default: Amounts, default_request: Amounts) -> tuple[Container, ...]:
    """The containers of a pod with the defaults of its namespace. Amounts that are no quantities are left out."""
    return tuple(
        _container(item, path, default, default_request) for path, item in _listed(template.get("spec") or {})
    )


def misspelt(template: Object) -> Iterator[tuple[Path, str]]:
    """The amounts of a pod's containers that are no quantities, with the path to each."""
    for path, item in _listed(template.get("spec") or {}):
        for section, amounts in _sections(item).items():
            for resource, text in amounts.items():
                if amount(text) is None:
                    yield (*path, "resources", section, resource), str(text)


def total(pod: tuple[Container, ...], section: str) -> Amounts:
    """The `requests` or `limits` of a pod: of all that run together, or of the start where that takes more."""
    sidecars: Amounts = {}
    start: Amounts = {}
    for item in pod:
        if item.init:
            beside = added(sidecars, getattr(item, section))
            start = {**start, **{name: max(value, start.get(name, value)) for name, value in beside.items()}}
            sidecars = beside if item.keeps_running else sidecars
    running = added(sidecars, *(getattr(item, section) for item in pod if not item.init))
    return {**start, **{name: max(value, start.get(name, value)) for name, value in running.items()}}


def added(*parts: Amounts) -> Amounts:
    """The sum of amounts, resource by resource."""
    names = {name: None for part in parts for name in part}
    return {name: sum((part.get(name, Fraction(0)) for part in parts), Fraction(0)) for name in names}


def _container(item: Object, path: Path, default: Amounts, default_request: Amounts) -> Container:
    given = {section: read(amounts) for section, amounts in _sections(item).items()}
    limits = given.get("limits", {})
    # A request is by default the container's own limit, before the namespace is asked (SetDefaults_Pod).
    requests = {**default_request, **limits, **given.get("requests", {})}
    keeps_running = item.get("restartPolicy") == "Always"
    return Container(
        item.get("name", ""),
        path,
        requests,
        {**default, **limits},
        path[1] == "initContainers",
        keeps_running,
    )


def read(amounts: Mapping[str, object]) -> dict[str, Fraction]:
    """The amounts that are quantities."""
    known = ((resource, amount(text)) for resource, text in amounts.items())
    return {resource: value for resource, value in known if value is not None}


def _listed(spec: Object) -> Iterator[tuple[Path, Object]]:
    for field in ("initContainers", "containers"):
        for index, item in enumerate(spec.get(field) or ()):
            yield ("spec", field, index), item


def _sections(item: Object) -> dict[str, Mapping[str, object]]:
    resources = item.get("resources") or {}
    return {section: resources.get(section) or {} for section in ("requests", "limits")}
