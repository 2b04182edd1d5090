"""Reckons the plan of an environment from what it renders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from helmwright.capacity.allocatable import Room
from helmwright.capacity.demands import demands
from helmwright.capacity.fargate import profile
from helmwright.capacity.fitting import refusal
from helmwright.capacity.kinds import kinds, with_less
from helmwright.capacity.left_out import left_out
from helmwright.capacity.loads import load, sums
from helmwright.capacity.plan import Load, Plan
from helmwright.capacity.prices import Prices
from helmwright.capacity.standing import Ground
from helmwright.capacity.volumes import storage_classes
from helmwright.capacity.workloads import LOADS, Owned, Workload, workloads
from helmwright.known.instance import InstanceType
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.inputs import Environment, Provider
from helmwright.model.nodes import Nodes

SYSTEM = "(eks)"
"""What stands for an app where EKS itself runs something."""


def reckon(
    environment: Environment,
    objects: Sequence[Owned],
    known: Mapping[str, InstanceType],
    system: Sequence[Mapping[str, Any]],
    prices: Prices | None = None,
    loads: Sequence[str] = LOADS,
    *,
    events: bool = True,
) -> Plan:
    """The plan of an environment whose objects Kubernetes can read, and unless it is told not to what may happen."""
    cluster = environment.cluster
    if cluster.provider is Provider.EKS and not cluster.auto_mode:  # there AWS runs them beside Kubernetes
        objects = (*objects, *_beside(objects, system))
    works = workloads(objects, environment)
    ground = _ground(environment, works, cluster.nodes or Nodes({}), known, prices, objects)
    plan = ground.plan
    return replace(
        plan, loads=[*_loads(ground, prices, loads, events=events)], left_out=left_out(works), prices=prices
    )


def _loads(ground: Ground, prices: Prices | None, names: Iterable[str], *, events: bool) -> Iterator[Load]:
    """Each load; two that are alike are reckoned once."""
    known: dict[tuple[int, ...], Load] = {}
    for name in names:
        number = LOADS.index(name)
        key = tuple(work.counts[number] for work in ground.plan.workloads)
        if key not in known:
            described = ground.plan.environment.cluster.nodes is not None
            known[key] = load(ground, number, prices, events=events) if described else sums(ground, number)
        yield replace(known[key], name=name)


def _beside(objects: Iterable[Owned], system: Iterable[Mapping[str, Any]]) -> Iterator[Owned]:
    """What EKS runs and nothing renders."""
    rendered = {(item.namespace, item.manifest.kind, item.manifest.name) for item in objects}
    for item in system:
        manifest = Manifest("", item)
        if (manifest.namespace, manifest.kind, manifest.name) not in rendered:
            yield Owned(manifest, manifest.namespace, SYSTEM, "")


def _ground(
    environment: Environment,
    works: Sequence[Workload],
    nodes: Nodes,
    known: Mapping[str, InstanceType],
    prices: Prices | None,
    objects: Sequence[Owned],
) -> Ground:
    daemons = tuple(work for work in works if work.is_daemon)
    others = [work for work in works if not work.is_daemon]
    serverless = tuple((work, group) for work in others if (group := profile(work, nodes)))
    away = {id(work) for work, _ in serverless}
    packed = tuple(work for work in others if id(work) not in away)
    bare = kinds(nodes, known, (prices or Prices()).of)
    # A DaemonSet that asks for a label of which nothing is known, such as one of GPUs, takes no room.
    on_kind = tuple(
        tuple(work for work in daemons if not refusal(work.spec, kind.labels, kind.taints)) for kind in bare
    )
    taken = {
        id(kind): sum((work.room for work in on), Room(0, 0, 0))
        for kind, on in zip(bare, on_kind, strict=True)
    }
    net = with_less(bare, lambda kind: taken[id(kind)])
    plan = Plan(environment, tuple(works), packed, daemons, net, tuple(taken[id(kind)] for kind in bare))
    classes = storage_classes(item.manifest for item in objects)
    return Ground(plan, nodes, demands(packed, net), serverless, classes, on_kind)
