"""Pods against the nodes that the environment describes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helmwright.capacity.demands import refusals
from helmwright.capacity.fargate import profile, refused
from helmwright.capacity.fitting import Refusal
from helmwright.capacity.kinds import ZONE
from helmwright.capacity.plan import Plan
from helmwright.capacity.reckon import SYSTEM, reckon
from helmwright.capacity.volumes import StorageClasses, storage_classes
from helmwright.capacity.workloads import Owned, Workload
from helmwright.findings import listed
from helmwright.known.instance import InstanceType
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.pods import KINDS, pod_template
from helmwright.model.inputs import Environment
from helmwright.model.nodes import Nodes
from helmwright.model.release import Release
from helmwright.validate.node_room import addresses, room
from helmwright.validate.validator import Path, Problem

Rendered = Sequence[tuple[Release, Manifest]]

_RELEVANT = KINDS | {"HorizontalPodAutoscaler", "ScaledObject", "PersistentVolumeClaim", "StorageClass"}


def owned(rendered: Rendered) -> list[Owned]:
    """The objects that decide what pods there are, each with whose it is."""
    return [
        Owned(manifest, manifest.namespace or release.namespace, release.app.name, release.owner)
        for release, manifest in rendered
        if manifest.kind in _RELEVANT
    ]


def nodes(
    rendered: Rendered,
    environment: Environment,
    known: Mapping[str, InstanceType],
    system: Sequence[Mapping[str, Any]],
) -> Iterator[Problem]:
    """What of the pods has no place, or hangs on too little. The objects fit their schemas."""
    described = environment.cluster.nodes
    if described is None:
        return
    objects = owned(rendered)
    plan = reckon(environment, objects, known, system, loads=("minimum", "maximum"), events=False)
    classes = storage_classes(item.manifest for item in objects)
    for work in plan.workloads:
        if work.owned.app != SYSTEM:
            yield from _on_fargate(work, described, classes)
    for work in plan.packed:
        if work.owned.app != SYSTEM:
            out = refusals(work, plan.kinds)
            zones = sorted({kind.zone for kind in plan.kinds if kind.group.name not in out})
            yield from _misfit(work, plan, out) or (*_zones(work, zones), *_volumes(work, zones, classes))
    yield from room(plan)
    yield from addresses(plan)


def _on_fargate(work: Workload, described: Nodes, classes: StorageClasses) -> Iterator[Problem]:
    group = profile(work, described)
    if group is None:
        return
    for path, why in refused(work, classes):
        message = f"{work.owned.manifest} is selected by the Fargate profile '{group.name}': {why}"
        hint = "keep it out of the profile's namespaces and labels"
        yield Problem(work.owned.manifest, _of_pod(work, path[1:]), message, "K241", hint)


def _of_pod(work: Workload, field: Path) -> Path:
    """The path to a field of a pod's spec, empty for none."""
    template = pod_template(work.owned.manifest.object)
    return (*template[0], "spec", *field) if template and field else ()


def _misfit(work: Workload, plan: Plan, found: Mapping[str, Refusal]) -> tuple[Problem, ...]:
    """Pods that no kind of node takes, however empty it is."""
    groups = {kind.group.name for kind in plan.kinds}
    if not max(work.counts) or groups - found.keys():
        return ()
    why = "; ".join(f"{name}: {one.why}" for name, one in found.items()) or "no group has nodes"
    blamed = sorted((one.field for one in found.values()), key=lambda field: field[:1] == ("tolerations",))
    at = _of_pod(work, blamed[0] if blamed else ())
    message = f"no node takes the pods of {work.owned.manifest}: {why}"
    return (
        Problem(
            work.owned.manifest, at, message, "K240", "change where they ask to run, or add a node group"
        ),
    )


def _zones(work: Workload, zones: Sequence[str]) -> Iterator[Problem]:
    """A spread over zones where the nodes that take the pods are in one, or in fewer than it asks for."""
    if work.counts[2] < 2 or zones == [""]:  # nobody says which zones there are
        return
    for constraint in work.spec.get("topologySpreadConstraints") or ():
        asked = max(2, constraint.get("minDomains", 2))
        if constraint.get("topologyKey") == ZONE and len(zones) < asked:
            at = _of_pod(work, ("topologySpreadConstraints",))
            what = f"{work.owned.manifest} spreads over {asked} zones"
            message = f"{what}, and the nodes that take its pods are in {listed(zones)}"
            yield Problem(
                work.owned.manifest, at, message, "K243", "add zones to the node groups, or spread over nodes"
            )


def _volumes(work: Workload, zones: Sequence[str], classes: StorageClasses) -> Iterator[Problem]:
    """A volume whose class is made in zones where no node takes the pods."""
    for claim in work.claims:
        allowed = classes.allowed(claim)
        if allowed and allowed.isdisjoint(zones):
            message = (
                f"{work.owned.manifest} has a volume of the class {classes.name(claim)}, which is made in "
                f"{listed(sorted(allowed))} alone, and the nodes that take its pods are in {listed(zones)}"
            )
            yield Problem(
                work.owned.manifest,
                (),
                message,
                "K242",
                "add the zone to a node group, or take another class",
            )
