"""Reads the data files of known add-ons, of instance types, of EKS and of roles."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from helmwright import resources
from helmwright.known.entry import Entry, entry
from helmwright.known.instance import InstanceType, instances
from helmwright.known.retired import Retired, retired
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.rbac import Rule, aggregated
from helmwright.yamlio.documents import documents

_SUFFIX = ".yaml"
_RETIRED = "retired"


@cache
def names() -> tuple[str, ...]:
    """The names of all entries, sorted."""
    found = (path.name.removesuffix(_SUFFIX) for path in resources.catalog().glob(f"*{_SUFFIX}"))
    return tuple(sorted(name for name in found if name != _RETIRED))


@cache
def read(name: str) -> Entry:
    """The entry of that name, one of `names`. Raises OSError for any other."""
    return entry(name, (resources.catalog() / f"{name}{_SUFFIX}").read_bytes())


@cache
def read_retired() -> tuple[Retired, ...]:
    """Everything that is retired."""
    return retired((resources.catalog() / f"{_RETIRED}{_SUFFIX}").read_bytes())


@cache
def conflicts() -> Mapping[str, Mapping[str, str]]:
    """Which charts of known add-ons fight with which others, each with why, by the names of both charts."""
    entries = {name: read(name) for name in names()}
    return {
        found.chart: {entries[other].chart: why for other, why in found.conflicts.items()}
        for found in entries.values()
    }


@cache
def instance_types() -> Mapping[str, InstanceType]:
    """Every instance type whose facts ship with helmwright, by name."""
    text = (resources.capacity() / "instances.csv").read_text(encoding="utf-8")
    return {found.name: found for found in instances(text)}


@cache
def roles() -> Mapping[str, Any]:
    """The roles that groups of people have by default, in the form of `roles` in helmwright.yaml."""
    (data,) = documents((resources.access() / "roles.yaml").read_text(encoding="utf-8"))
    return data  # type: ignore[no-any-return]


@cache
def kubernetes_access() -> tuple[Manifest, ...]:
    """The ClusterRoles for people that Kubernetes has, and the bindings of its groups."""
    path = resources.access() / "kubernetes.yaml"
    return tuple(Manifest(path.name, item) for item in documents(path.read_text(encoding="utf-8")))


@cache
def cluster_roles() -> Mapping[str, tuple[Rule, ...]]:
    """The rules of these ClusterRoles by name."""
    found = {item.name: item for item in kubernetes_access() if item.kind == "ClusterRole"}
    return {name: aggregated(item, found) for name, item in found.items()}


@cache
def custom_kinds() -> tuple[tuple[str, str], ...]:
    """The custom kinds whose schemas ship with helmwright, by group and kind in lower case."""
    found = resources.schemas().glob("crds/*/*.json")
    return tuple(sorted((path.parent.name, path.name.partition("_")[0]) for path in found))


@cache
def system_objects() -> tuple[Mapping[str, Any], ...]:
    """What EKS runs on every cluster: objects with what takes room."""
    (found,) = documents((resources.capacity() / "system.yaml").read_text(encoding="utf-8"))
    return tuple(found)
