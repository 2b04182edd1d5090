"""The pods that an environment's objects make: how many there are, and what they ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from helmwright.capacity.allocatable import Room
from helmwright.capacity.counts import counts_of, range_of, surge_of, target_of
from helmwright.kubernetes.manifests import Manifest, Object, without_nulls
from helmwright.kubernetes.pod_resources import Amounts, containers, read, total
from helmwright.kubernetes.pods import pod_template
from helmwright.model.inputs import Environment

LOADS = ("minimum", "normal", "maximum")


@dataclass(frozen=True, slots=True)
class Owned:
    """A rendered object and whose it is; `namespace` is where it is deployed."""

    manifest: Manifest
    namespace: str
    app: str
    team: str


@dataclass(frozen=True, slots=True)
class Workload:
    """The pods of one object. `counts` are their numbers by load, `surge` how many an update adds by load.

    `room` is what each asks for, `limits` the most that it may take, 0 for what is not limited.
    """

    owned: Owned
    counts: tuple[int, int, int]
    surge: tuple[int, int, int]
    room: Room
    limits: Room
    labels: Mapping[str, str]
    spec: Mapping[str, Any]
    claims: tuple[Mapping[str, Any], ...]
    """The specs of the volume claims that its pods mount, as far as they are rendered."""

    @property
    def name(self) -> str:
        """`shop/Deployment/cart`, which no other object of the environment is called."""
        return f"{self.owned.namespace}/{self.owned.manifest.kind}/{self.owned.manifest.name}"

    @property
    def is_daemon(self) -> bool:
        """Whether every node that takes it has one of its pods."""
        return self.owned.manifest.kind == "DaemonSet"

    @property
    def on_host_network(self) -> bool:
        """Whether its pods have the addresses of their nodes."""
        return bool(self.spec.get("hostNetwork"))


def workloads(objects: Sequence[Owned], environment: Environment) -> tuple[Workload, ...]:
    """The pods of objects that Kubernetes can read."""
    said = [(item, without_nulls(item.manifest.object)) for item in objects]
    ranges = {
        (item.namespace, target): found
        for item, scaler in said
        if (found := range_of(scaler)) and (target := target_of(scaler))
    }
    return tuple(_workloads(said, environment, ranges))


_Ranges = Mapping[tuple[str, tuple[str, str]], tuple[int, int]]


def _workloads(
    objects: Sequence[tuple[Owned, Object]], environment: Environment, ranges: _Ranges
) -> Iterator[Workload]:
    default = read(environment.limits.get("default") or {})
    default_request = read(environment.limits.get("defaultRequest") or {})
    volumes = {
        (item.namespace, item.manifest.name): said.get("spec") or {}
        for item, said in objects
        if item.manifest.kind == "PersistentVolumeClaim"
    }
    for item, said in objects:
        found = pod_template(said)
        if found is None:
            continue
        own = environment.owns(item.namespace)
        pods = containers(found[1], default if own else {}, default_request if own else {})
        counts = counts_of(said, ranges.get((item.namespace, _identity(item.manifest))))
        yield Workload(
            owned=item,
            counts=counts,
            surge=surge_of(said, counts),
            room=_room(total(pods, "requests"), 1),
            limits=_room(total(pods, "limits"), 1),
            labels=(found[1].get("metadata") or {}).get("labels") or {},
            spec=found[1].get("spec") or {},
            claims=(*_claims(said), *_mounted(found[1], item.namespace, volumes)),
        )


def _room(amounts: Amounts, pods: int) -> Room:
    cpu, memory = (amounts.get(name, Fraction(0)) for name in ("cpu", "memory"))
    return Room(ceil(cpu * 1000), ceil(memory), pods)


def _identity(manifest: Manifest) -> tuple[str, str]:
    return manifest.kind, manifest.name


def _mounted(
    template: Object, namespace: str, claims: Mapping[tuple[str, str], Mapping[str, Any]]
) -> Iterator[Mapping[str, Any]]:
    for volume in (template.get("spec") or {}).get("volumes") or ():
        name = (volume.get("persistentVolumeClaim") or {}).get("claimName", "")
        if (namespace, name) in claims:
            yield claims[namespace, name]


def _claims(item: Object) -> tuple[Mapping[str, Any], ...]:
    templates = (item.get("spec") or {}).get("volumeClaimTemplates") or ()
    return tuple(claim.get("spec") or {} for claim in templates) if item["kind"] == "StatefulSet" else ()
