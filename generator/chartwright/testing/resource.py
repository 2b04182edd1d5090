"""One rendered object, with short ways to what tests look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class Container(dict[str, Any]):
    """A container of a pod, as it was rendered."""

    @property
    def env(self) -> dict[str, Any]:
        """The environment variables by name: the text, or the map under `valueFrom`.

        Raises AssertionError for a variable that is there twice, of which Kubernetes takes the last.
        """
        entries = self.get("env", ())
        names = [entry["name"] for entry in entries]
        twice = sorted({name for name in names if names.count(name) > 1})
        assert not twice, f"container {self.get('name')!r} has these variables twice: {', '.join(twice)}"
        return {entry["name"]: entry.get("valueFrom", entry.get("value", "")) for entry in entries}


class Pod(dict[str, Any]):
    """A pod, or the template of one, as it was rendered."""

    @property
    def labels(self) -> Mapping[str, str]:
        """The labels, none when there are none."""
        return _metadata(self, "labels")

    @property
    def annotations(self) -> Mapping[str, str]:
        """The annotations, none when there are none."""
        return _metadata(self, "annotations")

    @property
    def spec(self) -> Any:
        """The PodSpec."""
        return self["spec"]

    @property
    def containers(self) -> dict[str, Container]:
        """The containers by name, in their order."""
        return _containers(self["spec"].get("containers", ()))

    @property
    def init_containers(self) -> dict[str, Container]:
        """The init containers by name, in their order; native sidecars are among them."""
        return _containers(self["spec"].get("initContainers", ()))


class Resource(dict[str, Any]):
    """A rendered object: the map itself, with short ways into it."""

    @property
    def kind(self) -> str:
        """Its kind."""
        return str(self["kind"])

    @property
    def name(self) -> str:
        """Its name."""
        return str(self["metadata"]["name"])

    @property
    def labels(self) -> Mapping[str, str]:
        """Its own labels, none when there are none."""
        return _metadata(self, "labels")

    @property
    def annotations(self) -> Mapping[str, str]:
        """Its own annotations, none when there are none."""
        return _metadata(self, "annotations")

    @property
    def has_pod(self) -> bool:
        """Whether it is a pod or makes pods: a workload of any API group."""
        return self._template is not None

    @property
    def is_test(self) -> bool:
        """Whether only `helm test` makes it: https://helm.sh/docs/topics/chart_tests/."""
        hooks = self.annotations.get("helm.sh/hook", "").split(",")
        return any(hook.strip() in ("test", "test-success") for hook in hooks)

    @property
    def pod(self) -> Pod:
        """The pod, or the template of the pods that it makes. Raises AssertionError when it makes none."""
        template = self._template
        assert template is not None, f"{self} makes no pods"
        return Pod(template)

    @property
    def containers(self) -> dict[str, Container]:
        """The containers of its pods by name."""
        return self.pod.containers

    @property
    def _template(self) -> Mapping[str, Any] | None:
        """By its form, so that workloads of other API groups count: Argo Rollouts, Knative Services."""
        spec = self.get("spec")
        if not isinstance(spec, Mapping):
            return None
        if "containers" in spec:
            return self
        nested = (spec.get("jobTemplate") or {}).get("spec") or spec
        template = nested.get("template")
        return template if "containers" in ((template or {}).get("spec") or {}) else None

    def __str__(self) -> str:
        return f"{self.get('kind')} {(self.get('metadata') or {}).get('name')}"


def _metadata(item: Mapping[str, Any], key: str) -> Mapping[str, str]:
    return (item.get("metadata") or {}).get(key) or {}


def _containers(entries: Iterable[Mapping[str, Any]]) -> dict[str, Container]:
    return {entry["name"]: Container(entry) for entry in entries}
