"""docs/how-to/switch-clusters.md with the DNS: every order in which two clusters do what the repository says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from tests.dns.external_dns import Key, Record, Settings, plan
from tests.dns.interleavings import Commit, Story, Wanted, answers

CLUSTERS = ("blue", "green")
SHOP: Key = ("shop.acme.example", "")
LIVE: Key = ("live.acme.example", "")
SHARED = Settings("acme-live")


def live(*names: str, settings: Mapping[str, Settings] | None = None) -> Commit:
    """A commit after which these clusters run the pair for live names, of which each has the service."""
    return {
        cluster: Wanted(
            (settings or {}).get(cluster, SHARED) if cluster in names else None,
            ((SHOP, (cluster, None)), *(((LIVE, (cluster, None)),) if cluster in names else ())),
        )
        for cluster in CLUSTERS
    }


def shares(**weights: int) -> Commit:
    """A commit that gives each cluster a record of its own with a weight; those that are named run the pair."""
    return {
        cluster: Wanted(
            Settings(f"acme-{cluster}") if cluster in weights else None,
            (((SHOP[0], cluster), (cluster, weights.get(cluster, 0))),),
        )
        for cluster in CLUSTERS
    }


ONE_WORD = [live("blue"), live("green")]
CAREFUL = [live("blue"), live(), live("green")]
BACK = [live("blue"), live("green"), live("blue")]
CAREFUL_BACK = [live("blue"), live(), live("green"), live(), live("blue")]


@pytest.mark.parametrize("commits", [ONE_WORD, CAREFUL, BACK, CAREFUL_BACK])
@pytest.mark.parametrize("looking", [False, True])
def test_a_live_name_has_one_record_at_every_moment_and_the_right_one_in_the_end(
    commits: Sequence[Commit], looking: bool
) -> None:
    story = Story(commits, looking=looking)
    for state in story.moments:
        assert {name for name, _ in state.records()} == {SHOP[0], LIVE[0]}
        assert len(state.zone) == 2
    (last,) = (cluster for cluster, wanted in commits[-1].items() if wanted.runs)
    assert story.can_always_end()
    assert {target for state in story.ends for target in state.records().values()} == {last}


@pytest.mark.parametrize("commits", [CAREFUL, CAREFUL_BACK])
def test_with_a_stop_between_and_a_look_at_it_no_two_clusters_ever_own_a_live_name(
    commits: Sequence[Commit],
) -> None:
    story = Story(commits, looking=True)
    for state in story.moments:
        assert len(story.owners(state, SHOP)) <= 1
        assert len(story.owners(state, LIVE)) <= 1


@pytest.mark.parametrize("commits", [CAREFUL, CAREFUL_BACK])
def test_with_a_stop_between_a_live_name_never_goes_back(commits: Sequence[Commit]) -> None:
    """It moves to the one cluster whose pod runs, and to no other."""
    story = Story(commits, looking=True)
    for state, following in story.moments.items():
        for after in following:
            if after.records()[SHOP] != state.records()[SHOP]:
                assert story.running(state) == [after.records()[SHOP]]


@pytest.mark.parametrize(("commits", "looking"), [(ONE_WORD, True), (BACK, True), (CAREFUL, False)])
def test_without_it_both_own_the_name_for_a_while(commits: Sequence[Commit], looking: bool) -> None:
    """The condition is none too many: in one step, or without the look, the clusters may overlap."""
    story = Story(commits, looking=looking)
    assert {*CLUSTERS} in [story.owners(state, SHOP) for state in story.moments]


def test_with_sync_the_cluster_that_leaves_takes_the_record_of_the_live_cluster_along() -> None:
    """Why the pair is upsert-only: the object goes before the pod does that would remove its record."""
    settings = dict.fromkeys(CLUSTERS, Settings("acme-live", "sync"))
    story = Story([live("blue", settings=settings), live("green", settings=settings)], looking=False)
    assert any(LIVE not in state.records() for state in story.moments)


def test_with_an_owner_each_a_live_name_never_moves() -> None:
    """Why the pair has one owner: what blue owned nobody else may change, and blue is stopped."""
    settings = {cluster: Settings(f"acme-{cluster}") for cluster in CLUSTERS}
    story = Story([live("blue", settings=settings), live("green", settings=settings)], looking=False)
    assert {state.records()[SHOP] for state in story.moments} == {"blue"}


def test_with_owners_that_take_from_each_other_the_name_goes_back_and_forth_too() -> None:
    """As long as both run: the flag is no reason to do without the stop between."""
    settings = {one: Settings(one, takes_from=other) for one, other in (CLUSTERS, CLUSTERS[::-1])}
    story = Story([live("blue", settings=settings), live("green", settings=settings)], looking=False)
    moved = {
        (state.records()[SHOP], after.records()[SHOP])
        for state, following in story.moments.items()
        for after in following
    }
    assert {("blue", "green"), ("green", "blue")} <= moved


BY_SHARES = [shares(blue=b, green=100 - b) for b in (100, 90, 50, 10, 0)]


@pytest.mark.parametrize(
    ("commits", "looking"),
    [
        (BY_SHARES, True),
        ([*BY_SHARES, shares(green=100)], True),
        ([*BY_SHARES, *reversed(BY_SHARES[:-1])], True),
        (BY_SHARES[:4], False),
        ([*BY_SHARES[:2], BY_SHARES[0]], False),
        ([BY_SHARES[0], BY_SHARES[-1]], False),
    ],
)
def test_by_shares_each_record_has_its_own_owner_and_the_name_an_answer(
    commits: Sequence[Commit], looking: bool
) -> None:
    story = Story(commits, looking=looking)
    for state in story.moments:
        assert answers(state.zone, SHOP[0])
        for cluster in CLUSTERS:
            assert story.owners(state, (SHOP[0], cluster)) <= {cluster}
    assert story.can_always_end()
    wanted = {target: weight for one in commits[-1].values() for _, (target, weight) in one.desired if weight}
    assert [answers(state.zone, SHOP[0]) for state in story.ends] == [wanted]


def test_by_shares_with_a_look_between_the_weights_are_never_all_0() -> None:
    """Route 53 reads that as all the same."""
    for state in Story(BY_SHARES, looking=True).moments:
        assert sum(record.weight or 0 for _, record in state.zone) > 0


def test_by_shares_in_one_step_both_or_neither_may_have_all_of_it() -> None:
    """Why shares are changed in steps."""
    moments = Story([BY_SHARES[0], BY_SHARES[-1]], looking=False).moments
    assert {sum(record.weight or 0 for _, record in state.zone) for state in moments} == {0, 100, 200}


def test_a_simple_record_does_not_become_a_weighted_one_as_long_as_nothing_is_removed() -> None:
    story = Story([live("blue"), shares(blue=90, green=10)], looking=False)
    assert all(set(state.records()) == {SHOP, LIVE} for state in story.moments)


def test_a_record_of_nobody_is_left_alone() -> None:
    theirs = frozenset({(SHOP, Record("elsewhere", None, ""))})
    assert not plan(SHARED, theirs, ((SHOP, ("blue", None)),))
    assert not plan(Settings("acme-live", "sync"), theirs, ())
