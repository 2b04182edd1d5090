"""A repository whose descriptors are read, merged and linked: what rules check and the plan is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from helmwright.known.instance import InstanceType
from helmwright.known.retired import Retired
from helmwright.model.content import Part
from helmwright.model.graph import Graph
from helmwright.model.inputs import Inputs
from helmwright.model.release import Release
from helmwright.model.service import Service, Workload


@dataclass(frozen=True)
class Resolved:
    """The descriptors, the releases they make, and the graph of each environment by its name."""

    inputs: Inputs
    releases: tuple[Release, ...]
    graphs: Mapping[str, Graph]
    retired: Sequence[Retired] = ()
    """Charts and images that nobody keeps any more."""
    conflicts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Charts that fight with others, by names, each with why."""
    instance_types: Mapping[str, InstanceType] = field(default_factory=dict)
    """What is known of instance types by name, where an environment says what its nodes are."""
    system: Sequence[Mapping[str, Any]] = ()
    """The objects that EKS runs on every cluster."""
    cluster_roles: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    """The rules of the ClusterRoles for people that Kubernetes has, by name, where a file says what roles may do."""

    def parts(self) -> Iterator[tuple[Release, Part]]:
        """Every part of every release, services or others, with its release."""
        for release in self.releases:
            for part in release.content.parts:
                yield release, part

    def services(self) -> Sequence[tuple[Release, Service]]:
        """Every service in every environment where it runs, with its release."""
        return self._services

    @cached_property
    def _services(self) -> Sequence[tuple[Release, Service]]:
        return tuple((release, service) for release in self.releases for service in release.services)

    def workloads(self) -> Iterator[tuple[Service, Workload]]:
        """The pods of every service in every environment where it runs, and of its workers."""
        for _, service in self.services():
            for workload in service.workloads:
                yield service, workload
