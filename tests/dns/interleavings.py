"""Two clusters that a repository is deployed to, each in its own time, and every order in which things can happen.

Of a cluster only what matters to live names is here: whether the ExternalDNS for them runs, and what it finds to make
records of. The last one of a cluster's pods may finish what it began after it is told to go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from tests.dns.external_dns import Batch, Key, Settings, Zone, apply, plan


@dataclass(frozen=True)
class Wanted:
    """What a commit says of a cluster: the ExternalDNS for live names, if it runs, and what makes which records."""

    runs: Settings | None
    desired: tuple[tuple[Key, tuple[str, int | None]], ...]


T = TypeVar("T")
Commit = Mapping[str, Wanted]
"""What the repository says of each cluster."""


@dataclass(frozen=True, slots=True)
class State:
    """One moment. `pods` and `objects` are by which commit each cluster runs its pod and has what records are made of;
    `writes` are what the pods have read and are about to write."""

    commit: int
    pods: tuple[int, ...]
    objects: tuple[int, ...]
    writes: tuple[Batch, ...]
    zone: Zone

    def records(self) -> dict[Key, str]:
        """What each record answers with."""
        return {key: record.target for key, record in self.zone}


class Story:
    """A series of commits. With `looking` each but the first waits until a person sees what the one before it says."""

    def __init__(self, commits: Sequence[Commit], *, looking: bool) -> None:
        self.clusters = tuple(commits[0])
        self.commits = [tuple(commit.values()) for commit in commits]
        self.looking = looking

    def settled(self, state: State) -> bool:
        """Whether clusters run what the repository says, no pod of before is left, and the zone has what they want."""
        return (
            not any(state.writes)
            and {*state.pods, *state.objects} == {state.commit}
            and not any(
                plan(wanted.runs, state.zone, wanted.desired)
                for wanted in self.commits[state.commit]
                if wanted.runs is not None
            )
        )

    def running(self, state: State) -> list[str]:
        """The clusters in which the ExternalDNS for live names runs."""
        return [
            name
            for one, name in enumerate(self.clusters)
            if self.commits[state.pods[one]][one].runs is not None
        ]

    def owners(self, state: State, key: Key) -> set[str]:
        """The clusters that may change a record now: theirs it is and their pod runs, or a pod has a write left."""
        owner = next((record.owner for other, record in state.zone if other == key), None)
        found = set()
        for one, name in enumerate(self.clusters):
            runs = self.commits[state.pods[one]][one].runs
            desires = key in dict(self.commits[state.objects[one]][one].desired)
            if (runs and runs.owner == owner and desires) or any(
                key == other for other, _ in state.writes[one].update
            ):
                found.add(name)
        return found

    def next(self, state: State) -> Iterator[State]:
        """Every moment that can be the next one."""
        commit, pods, objects, writes, zone = (
            state.commit,
            state.pods,
            state.objects,
            state.writes,
            state.zone,
        )
        if commit + 1 < len(self.commits) and (not self.looking or self.settled(state)):
            yield State(commit + 1, pods, objects, writes, zone)
        for one in range(len(self.clusters)):
            if pods[one] < commit:
                yield State(commit, _put(pods, one, pods[one] + 1), objects, writes, zone)
            if objects[one] < commit:
                yield State(commit, pods, _put(objects, one, objects[one] + 1), writes, zone)
            runs, idle = self.commits[pods[one]][one].runs, _put(writes, one, Batch())
            if writes[one]:
                yield State(commit, pods, objects, idle, apply(zone, writes[one]))
                if runs is None:  # the pod is killed before it writes
                    yield State(commit, pods, objects, idle, zone)
            elif runs is not None:
                batch = plan(runs, zone, self.commits[objects[one]][one].desired)
                if batch:
                    yield State(commit, pods, objects, _put(writes, one, batch), zone)

    @cached_property
    def first(self) -> State:
        """The first commit, deployed everywhere, with nothing left to do."""
        zone: Zone = frozenset()
        for wanted in self.commits[0]:
            zone = apply(zone, plan(wanted.runs, zone, wanted.desired)) if wanted.runs else zone
        none = tuple(0 for _ in self.clusters)
        return State(0, none, none, tuple(Batch() for _ in self.clusters), zone)

    @cached_property
    def moments(self) -> dict[State, list[State]]:
        """Every moment that can be reached, each with those that can come next."""
        found: dict[State, list[State]] = {}
        waiting = [self.first]
        while waiting:
            state = waiting.pop()
            if state not in found:
                found[state] = [*self.next(state)]
                waiting += found[state]
        return found

    @property
    def ends(self) -> list[State]:
        """The moments after which nothing happens any more."""
        return [state for state, after in self.moments.items() if not after]

    def can_always_end(self) -> bool:
        """Whether an end can be reached from every moment, so that syncs that go on get there."""
        before: dict[State, list[State]] = {}
        for state, following in self.moments.items():
            for after in following:
                before.setdefault(after, []).append(state)
        good, waiting = {*self.ends}, self.ends
        while waiting:
            for state in before.get(waiting.pop(), ()):
                if state not in good:
                    good.add(state)
                    waiting.append(state)
        return len(good) == len(self.moments)


def _put(values: tuple[T, ...], at: int, value: T) -> tuple[T, ...]:
    return (*values[:at], value, *values[at + 1 :])


def answers(zone: Zone, name: str) -> dict[str, int]:
    """What a name is answered with, each with its weight; where all are 0 each counts the same, as Route 53 says."""
    weights = {
        record.target: 1 if record.weight is None else record.weight
        for (other, _), record in zone
        if other == name
    }
    return {target: weight for target, weight in weights.items() if weight} or dict.fromkeys(weights, 1)
