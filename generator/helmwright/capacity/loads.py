"""An environment with so many pods: what is where, and what happens then."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from helmwright.capacity.bill import bill
from helmwright.capacity.demands import refusals
from helmwright.capacity.events import Event, drained, update, zone_lost
from helmwright.capacity.fargate import size
from helmwright.capacity.packing import fill
from helmwright.capacity.plan import Load, Nowhere, Serverless, Sum
from helmwright.capacity.prices import Prices
from helmwright.capacity.standing import Ground, addresses_of, by_zone, nodes_of, on_nodes
from helmwright.capacity.workloads import LOADS, Workload
from helmwright.capacity.yard import Yard


def sums(ground: Ground, number: int) -> Load:
    """A load where nothing is known of nodes."""
    counts = [(work, work.counts[number]) for work in ground.plan.workloads if not work.is_daemon]
    total, by_team, by_app = _sum(counts)
    return Load(LOADS[number], total, by_team, by_app, {}, (), (), (), 0, (), (), (), (), None)


def load(ground: Ground, number: int, prices: Prices | None, *, events: bool) -> Load:
    """A load on the nodes that are described, and what may happen to it where events are asked for."""
    plan, packed = ground.plan, ground.plan.packed
    yard = fill(plan.kinds, ground.demands, [work.counts[number] for work in packed])
    nodes = tuple(nodes_of(ground, yard))
    standing = on_nodes(ground, yard)
    serverless = tuple(
        Serverless(work.name, group.name, work.counts[number], size(work))
        for work, group in ground.serverless
        if work.counts[number]
    )
    daemons = Counter(work.name for machine in yard.machines for work in ground.on_kind[machine.kind])
    everywhere = [
        (work, daemons[work.name] if work.is_daemon else work.counts[number]) for work in plan.workloads
    ]
    total, by_team, by_app = _sum(everywhere)
    spot = sum(work.room.cpu * count for kind, work, count in standing if kind.group.spot)
    return Load(
        LOADS[number],
        total,
        by_team,
        by_app,
        by_zone(ground, standing, number),
        nodes,
        serverless,
        tuple(_nowhere(ground, yard, number)),
        spot / total.requests.cpu if total.requests.cpu else 0,
        addresses_of(ground, yard, number),
        tuple(_updates(ground, yard, number)) if events else (),
        tuple(_zones(ground, yard)) if events else (),
        tuple(event for group in ground.nodes.groups if (event := drained(yard, group))) if events else (),
        bill(nodes, serverless, prices) if prices else None,
    )


def _sum(counts: Iterable[tuple[Workload, int]]) -> tuple[Sum, dict[str, Sum], dict[str, Sum]]:
    total = Sum()
    by_team: defaultdict[str, Sum] = defaultdict(Sum)
    by_app: defaultdict[str, Sum] = defaultdict(Sum)
    for work, count in counts:
        for one in (total, by_team[work.owned.team], by_app[work.owned.app]):
            one.add(work, count)
    return total, dict(sorted(by_team.items())), dict(sorted(by_app.items()))


def _nowhere(ground: Ground, yard: Yard, number: int) -> Iterator[Nowhere]:
    for index, count in sorted(yard.left.items()):
        if count:
            work = ground.plan.packed[index]
            yield Nowhere(work, count, _why(ground, index))
    for work, group in ground.serverless:
        if size(work) is None and work.counts[number]:
            yield Nowhere(work, work.counts[number], f"{group.name}: Fargate has no size for it")


def _why(ground: Ground, index: int) -> str:
    found = refusals(ground.plan.packed[index], ground.plan.kinds)
    full = sorted({ground.plan.kinds[kind].group.name for kind in ground.demands[index].kinds})
    said = [f"{name}: {one.why}" for name, one in found.items() if name not in full]
    return "; ".join([*(f"{name}: no room left" for name in full), *said]) or "no group has nodes"


def _updates(ground: Ground, yard: Yard, number: int) -> Iterator[Event]:
    """All apps at once, and where that does not fit each alone that does not."""
    by_app: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for index, work in enumerate(ground.plan.packed):
        if (more := work.surge[number]) and ground.demands[index].kinds:
            by_app[work.owned.app][index] = more
    everything = update(
        yard, "", {index: count for found in by_app.values() for index, count in found.items()}
    )
    yield everything
    if everything.left:
        alone = (update(yard, app, more) for app, more in sorted(by_app.items()))
        yield from (event for event in alone if event.left)


def _zones(ground: Ground, yard: Yard) -> Iterator[Event]:
    zonal = [any(map(ground.classes.zonal, work.claims)) for work in ground.plan.packed]
    for zone in sorted({kind.zone for kind in yard.kinds} - {""}):
        yield zone_lost(yard, zone, zonal)
