"""What one render gave: objects to pick from, by kind and name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chartwright.testing.resource import Container, Pod, Resource
from helmwright.kubernetes.manifests import Manifest
from helmwright.validate.problems import dotted
from helmwright.validate.validator import Validator


@dataclass(frozen=True)
class Manifests:
    """The objects of one render, sorted by template and then by kind and name. Equal when the objects are."""

    resources: tuple[Resource, ...]
    kube_version: str = field(compare=False)
    validator: Validator = field(compare=False, repr=False)

    def __iter__(self) -> Iterator[Resource]:
        return iter(self.resources)

    def __len__(self) -> int:
        return len(self.resources)

    @property
    def names(self) -> list[tuple[str, str]]:
        """Kind and name of every object, sorted."""
        return sorted((item.kind, item.name) for item in self.resources)

    def all(self, kind: str) -> tuple[Resource, ...]:
        """The objects of a kind."""
        return tuple(item for item in self.resources if item.kind == kind)

    def named(self, kind: str) -> dict[str, Resource]:
        """The objects of a kind by name. Raises AssertionError for a name that is there twice."""
        __tracebackhide__ = True
        return {item.name: self.one(kind, item.name) for item in self.all(kind)}

    def one(self, kind: str, name: str | None = None) -> Resource:
        """The object of this kind and name; without a name, the only one of its kind.

        Raises AssertionError, which says what objects there are, when there is not exactly one.
        """
        __tracebackhide__ = True
        found = [item for item in self.all(kind) if name in (None, item.name)]
        return self._only(found, kind if name is None else f"{kind} {name}")

    @property
    def workload(self) -> Resource:
        """The only object that makes pods, Helm's tests aside. Raises AssertionError when there is not exactly one."""
        __tracebackhide__ = True
        found = [item for item in self.resources if item.has_pod and not item.is_test]
        return self._only(found, "object that makes pods")

    @property
    def pod(self) -> Pod:
        """The pod template of the only workload."""
        __tracebackhide__ = True
        return self.workload.pod

    @property
    def containers(self) -> dict[str, Container]:
        """The containers of the only workload by name."""
        __tracebackhide__ = True
        return self.workload.containers

    @property
    def container(self) -> Container:
        """The only container of the only workload."""
        __tracebackhide__ = True
        containers = self.containers
        assert len(containers) == 1, f"there are several containers: {', '.join(containers)}"
        return next(iter(containers.values()))

    @property
    def problems(self) -> list[str]:
        """What Kubernetes would refuse, checked strictly against the schemas of the version rendered for.

        Raises AssertionError for a version that there are no schemas of.
        """
        __tracebackhide__ = True
        manifests = [Manifest("", item) for item in self.resources]
        try:
            found = self.validator.validate(manifests, self.kube_version)
        except ValueError as unknown:
            raise AssertionError(str(unknown)) from None
        return [f"{problem.manifest}: {dotted(problem.path)}: {problem.message}" for problem in found]

    def _only(self, found: list[Resource], wanted: str) -> Resource:
        __tracebackhide__ = True
        if len(found) != 1:
            count = "more than one" if found else "no"
            raise AssertionError(f"there is {count} {wanted}, among: {_listed(self.resources)}")
        return found[0]


def _listed(resources: Iterable[Resource]) -> str:
    return ", ".join(sorted(map(str, resources))) or "no objects at all"
