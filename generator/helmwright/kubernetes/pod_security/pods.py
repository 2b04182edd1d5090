"""A pod template as the controls read it: its containers and security contexts with the paths to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from helmwright.kubernetes.manifests import Object, without_nulls

Path = tuple[str | int, ...]
"""The keys and indexes that lead from a pod template to a value in it."""

_KINDS = ("containers", "initContainers", "ephemeralContainers")


@dataclass(frozen=True, slots=True)
class Pod:
    """The template of a pod, valid by Kubernetes' schema and without nulls."""

    template: Object

    @property
    def spec(self) -> Object:
        """How the pod runs."""
        spec: Object = self.template.get("spec", {})
        return spec

    @property
    def annotations(self) -> Mapping[str, str]:
        """The pod's annotations."""
        annotations: Mapping[str, str] = self.template.get("metadata", {}).get("annotations", {})
        return annotations

    @property
    def context(self) -> Object:
        """The security context of the pod itself."""
        context: Object = self.spec.get("securityContext", {})
        return context

    def containers(self) -> Iterator[tuple[Path, Object]]:
        """Every container of every kind."""
        for kind in _KINDS:
            for index, container in enumerate(self.spec.get(kind, ())):
                yield ("spec", kind, index), container

    def contexts(self) -> Iterator[tuple[Path, Object]]:
        """The pod's security context, then every container's."""
        yield ("spec", "securityContext"), self.context
        for path, container in self.containers():
            yield (*path, "securityContext"), container.get("securityContext", {})

    def nearest(self, path: Path) -> Path:
        """The longest part of a path that leads to something, for what lacks."""
        value: Any = self.template
        for position, step in enumerate(path):
            if isinstance(value, Mapping) and step not in value:
                return path[:position]
            value = value[step]
        return path


def pod(template: Object) -> Pod:
    """The pod of a template as the API server takes it: a null is absent."""
    return Pod(without_nulls(template))


Check = Callable[[Pod], Iterator[Path]]
"""A control: the values of a pod that it refuses."""
