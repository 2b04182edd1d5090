"""Every packing is one that a cluster could be in, and near the best one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.capacity.landscapes import GIB, group, hold, kind

from helmwright.capacity import improving
from helmwright.capacity.allocatable import Room
from helmwright.capacity.demands import MANY, Demand
from helmwright.capacity.kinds import NodeKind
from helmwright.capacity.packing import Packing, pack
from helmwright.capacity.placing import place
from helmwright.capacity.yard import Yard

Landscape = tuple[list[NodeKind], list[Demand], list[int]]


@st.composite
def landscapes(draw: st.DrawFn) -> Landscape:
    """Some groups in some zones, and demands of every sort."""
    kinds = []
    for number in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            least = draw(st.integers(0, 3))
            of = group(f"g{number}", "managed", least, draw(st.integers(max(1, least), 12)))
        else:
            of = group(f"g{number}", "karpenter", cpu=draw(st.integers(4, 64)) * 1000)
        zones = draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=3, unique=True))
        sizes = draw(st.integers(1, 1 if of.type == "managed" else 3))
        for cpu, memory in [
            (draw(st.integers(1000, 8000)), draw(st.integers(1, 32)) * GIB) for _ in range(sizes)
        ]:
            pods, weight = draw(st.integers(1, 40)), draw(st.floats(0.01, 2))
            kinds += [kind(cpu, memory, pods, zone, of, weight) for zone in zones]
    few = st.one_of(st.just(MANY), st.integers(1, 3))
    count = draw(st.integers(0, 12))
    demands = [
        Demand(
            Room(draw(st.integers(0, 3000)), draw(st.integers(0, 8 * GIB)), 1),
            frozenset(draw(st.sets(st.integers(0, len(kinds) - 1), max_size=len(kinds)))),
            draw(few),
            draw(few),
            draw(few),
            draw(few),
            zones=draw(st.integers(0, 3)),
        )
        for _ in range(count)
    ]
    if count > 2:
        demands[0] = _against(demands[0], 1)
        demands[1] = _against(demands[1], 0)
    return kinds, demands, [draw(st.integers(0, 15)) for _ in demands]


def _against(demand: Demand, foe: int) -> Demand:
    foes = frozenset({foe})
    return Demand(demand.room, demand.kinds, demand.on_host, foes_on_host=foes, foes_in_zone=foes)


@given(landscapes())
def test_no_node_has_more_than_it_can(landscape: Landscape) -> None:
    kinds, demands, counts = landscape
    hold(pack(kinds, demands, counts), kinds, demands, counts)


@settings(max_examples=25)
@given(landscapes())
def test_the_same_packing_comes_every_time(landscape: Landscape) -> None:
    assert pack(*landscape) == pack(*landscape)


def test_the_law_would_see_a_node_that_is_too_full() -> None:
    kinds, demands = [kind(1000, GIB)], [Demand(Room(600, 0, 1), frozenset({0}))]
    full = Packing((pack(kinds, demands, [1]).nodes[0],) * 1, {})
    hold(full, kinds, demands, [1])
    too_full = Packing((type(full.nodes[0])(0, {0: 2}),), {})
    with pytest.raises(AssertionError):
        hold(too_full, kinds, demands, [2])


def test_nothing_is_tried_twice_to_make_a_packing_cheaper(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def placed(yard: Yard, number: int, count: int) -> int:
        tried.append(number)
        return place(yard, number, count)

    monkeypatch.setattr(improving, "place", placed)
    kinds = [kind(1000, GIB, of=group("g", "karpenter"))]
    pack(kinds, [Demand(Room(600, 0, 1), frozenset({0}))], [2])
    assert 0 < len(tried) < 20


def test_what_is_left_fits_nowhere() -> None:
    kinds = [kind(1000, GIB, of=group(most=2))]
    demands = [Demand(Room(600, 0, 1), frozenset({0}))]
    assert pack(kinds, demands, [3]).left == {0: 1}


def test_nodes_that_are_there_anyway_are_spread_over_zones_and_used() -> None:
    of = group(least=3)
    kinds = [kind(1000, GIB, zone=zone, of=of) for zone in "abc"]
    demands = [Demand(Room(100, 0, 1), frozenset({0, 1, 2}))]
    found = pack(kinds, demands, [6])
    assert [(node.kind, node.pods) for node in found.nodes] == [(0, {0: 2}), (1, {0: 2}), (2, {0: 2})]


def test_a_pool_at_its_limit_swaps_no_node_for_one_that_it_may_not_have() -> None:
    """A type with more memory is dearer to the limit than to the bill; there are two that would do."""
    pool = group("pool", "karpenter", memory=8 * GIB)
    kinds = [
        kind(4000, 8 * GIB, of=pool, weight=3),
        *(kind(1000, 9 * GIB, of=pool, weight=w) for w in (1, 2)),
    ]
    demands = [Demand(Room(500, GIB, 1), frozenset({0, 1, 2}))]
    found = pack(kinds, demands, [1])
    hold(found, kinds, demands, [1])
    assert [node.kind for node in found.nodes] == [0]


def _bound(kinds: Sequence[NodeKind], demands: Sequence[Demand], counts: Sequence[int], most: int) -> float:
    """What no packing can be cheaper than, by a solver of integer programs that proves it, to a fiftieth.

    The variables are how many pods of each demand are on each node that may be open. Of nodes that are alike an open
    one comes before one that is not, and the one with more pods of the largest demand first: the solver would try
    every order of them.
    """
    highspy: Any = pytest.importorskip("highspy")
    model: Any = highspy.Highs()
    add: Any = model.addConstr
    model.setOptionValue("output_flag", False)
    model.setOptionValue("mip_rel_gap", 0.02)
    cost: Any = 0
    placed: list[Any] = [0] * len(demands)
    whole = kinds[0].room
    sizes = [demand.room.cpu / whole.cpu + demand.room.memory / whole.memory for demand in demands]
    largest = sizes.index(max(sizes))
    for of in kinds:
        before = None
        for _ in range(most):
            is_open = model.addBinary()
            cost = cost + of.weight * is_open
            on = [
                model.addIntegral(0, min(count, demand.on_host))
                for demand, count in zip(demands, counts, strict=True)
            ]
            for size, room in (("cpu", of.room.cpu), ("memory", of.room.memory), ("pods", of.room.pods)):
                used = sum(
                    getattr(demand.room, size) / room * one for demand, one in zip(demands, on, strict=True)
                )
                add(used <= is_open)
            if before:
                add(is_open <= before[0])
                add(on[largest] <= before[1])
            before = is_open, on[largest]
            placed = [have + one for have, one in zip(placed, on, strict=True)]
    for have, count in zip(placed, counts, strict=True):
        add(have == count)
    model.minimize(cost)
    assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(model.getInfo().mip_dual_bound)


CASES = 24


def _case(number: int) -> Landscape:
    """A small case: three to eight workloads on nodes of one kind or three."""
    chance = (number * 7919 + step * 104_729 for step in range(1, 1000))

    def pick(low: int, high: int) -> int:
        return low + next(chance) % 9973 * (high - low) // 9973

    if number % 2:
        kinds = [kind(1930, 7 * GIB, 29)]
    else:
        pool = group("pool", "karpenter")
        kinds = [
            kind(1930, 7 * GIB, 29, of=pool, weight=0.1),
            kind(3920, 14 * GIB, 58, of=pool, weight=0.19),
            kind(7910, 15 * GIB, 58, of=pool, weight=0.33),
        ]
    demands = [
        Demand(
            Room(pick(50, 1200), pick(64, 4096) << 20, 1),
            frozenset(range(len(kinds))),
            on_host=1 if pick(0, 4) == 0 else MANY,
        )
        for _ in range(pick(3, 9))
    ]
    return kinds, demands, [pick(1, 5) for _ in demands]


@pytest.mark.parametrize("number", range(CASES))
def test_it_costs_at_most_a_tenth_more_than_the_best(number: int) -> None:
    kinds, demands, counts = _case(number)
    found = pack(kinds, demands, counts)
    hold(found, kinds, demands, counts)
    assert found.left == {}
    cost = sum(kinds[node.kind].weight for node in found.nodes)
    assert cost <= 1.1 * _bound(kinds, demands, counts, min(len(found.nodes) + 1, sum(counts))) + 1e-6


_POD = Room(100, GIB, 1)


@pytest.mark.parametrize(
    "demand", [Demand(_POD, frozenset({0}), host_skew=0), Demand(_POD, frozenset({0}), zone_skew=0)]
)
def test_no_node_is_opened_that_takes_no_pod(demand: Demand) -> None:
    found = pack([kind(1000, 4 * GIB, of=group(type_="karpenter"))], [demand], [3])
    assert (found.nodes, found.left) == ((), {0: 3})
