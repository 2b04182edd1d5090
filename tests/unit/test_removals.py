"""What a plan takes away, and whether git shows that somebody meant it."""

from __future__ import annotations

import pytest

from helmwright.checkout.unasked_removals import (
    Index,
    Removal,
    removals,
    unasked,
)
from helmwright.tree import Tree, diff

CART, PAGES = "apps/shop/services/cart.yaml", "apps/blog/services/pages.yaml"
DEV, PROD = "environments/dev.yaml", "environments/prod.yaml"
HERE = ("helmwright.yaml", CART, PAGES, DEV, PROD)
APP = Removal("P107", "apps/shop", "the app shop from dev", ("apps/shop/",))
HINT = (
    "restore what is missing; if it is meant, use git rm, answer yes at a terminal, or pass --allow-removals"
)


def files(*releases: str, archive: str = "1.0.0") -> dict[str, bytes]:
    """What is generated for these releases, `prod/shop`."""
    tree: dict[str, bytes] = {}
    for release in releases:
        environment, app = release.split("/")
        tree[f"bootstrap/{environment}/root.yaml"] = b""
        tree[f"bootstrap/{environment}/namespaces/{app}.yaml"] = b""
        tree[f"bootstrap/{environment}/applications/{app}.yaml"] = b""
        for name in ("Chart.yaml", "Chart.lock", "values.yaml", f"charts/service-{archive}.tgz"):
            tree[f"apps/{app}/{environment}/{name}"] = b""
    return tree


BOTH = files("dev/shop", "dev/blog", "prod/shop", "prod/blog")


def removed(current: Tree, planned: Tree) -> list[str]:
    return [removal.what for removal in removals(diff(current, planned), planned, HERE)]


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (("dev/shop", "dev/blog", "prod/shop", "prod/blog"), []),
        (("dev/shop", "prod/shop"), ["the app blog from dev and prod"]),
        (("dev/shop", "dev/blog", "prod/blog"), ["the app shop from prod"]),
        (("dev/shop", "dev/blog"), ["the environment prod"]),
        (("dev/blog",), ["the environment prod", "the app shop from dev"]),
        (("dev/shop", "dev/blog", "prod/shop", "prod/blog", "qa/shop"), []),
    ],
)
def test_environments_and_apps_that_go_are_named(left: tuple[str, ...], expected: list[str]) -> None:
    assert removed(BOTH, files(*left)) == expected


def test_an_app_that_is_renamed_is_removed() -> None:
    current, planned = files("dev/shop", "dev/blog"), files("dev/store", "dev/blog")
    assert removed(current, planned) == ["the app shop from dev"]


def test_another_version_of_a_chart_removes_nothing() -> None:
    assert removed(files("dev/shop"), files("dev/shop", archive="2.0.0")) == []


def test_an_app_that_changes_its_grouping_loses_nothing() -> None:
    whole = files("dev/shop")
    chart = "apps/shop/dev/"
    apart = {
        path.replace(chart, f"{chart}{name}/") if path.startswith(chart) else path: b""
        for path in whole
        for name in ("cart", "page")
    }
    assert removed(whole, apart) == removed(apart, whole) == []


@pytest.mark.parametrize(("number", "expected"), [(2, []), (3, ["3 of 29 generated files"])])
def test_many_files_are_a_removal_few_are_not(number: int, expected: list[str]) -> None:
    old = {f"bootstrap/dev/projects/{team}.yaml": b"" for team in range(number)}
    assert removed(BOTH | old, BOTH) == expected


def test_the_files_of_an_app_that_goes_are_not_counted_again() -> None:
    old = {"bootstrap/dev/projects/web.yaml": b""}
    assert removed(BOTH | old, files("dev/shop", "prod/shop")) == ["the app blog from dev and prod"]


@pytest.mark.parametrize(
    "tracked",
    [
        HERE,
        tuple(path for path in HERE if path != CART),
        (*HERE, "apps/shop/README.md"),
        (*HERE, "apps/shop2/app.yaml"),
    ],
    ids=["edited", "removed", "no-descriptor", "another-app"],
)
def test_what_git_no_longer_tracks_was_removed_by_somebody(tracked: tuple[str, ...]) -> None:
    assert unasked((APP,), Index(tracked), [path for path in HERE if path != CART or path in tracked]) == ()


@pytest.mark.parametrize(
    ("index", "lost"),
    [
        (Index(HERE), CART),
        (Index(("helmwright.yaml", "apps/shop/app.yaml")), "apps/shop/app.yaml"),
        (Index(("helmwright.yaml",), ("apps",)), "apps"),
        (Index(("helmwright.yaml",), ("apps/shop",)), "apps/shop"),
        (Index(("helmwright.yaml",), ("apps/shop/services",)), "apps/shop/services"),
    ],
)
def test_what_git_tracks_and_is_not_here_is_lost_and_not_removed(index: Index, lost: str) -> None:
    (finding,) = unasked((APP,), index, [DEV, PROD])
    assert str(finding) == (
        "apps/shop: error P107: this would remove the app shop from dev, and git does not show that it is meant: "
        f"git has {lost}, which is not here\n  hint: {HINT}"
    )


def test_without_git_nothing_is_asked_for() -> None:
    (finding,) = unasked((APP,), "git is not installed", HERE)
    assert finding.message.endswith("and git does not show that it is meant: git is not installed")


def test_an_environment_goes_with_its_last_app_or_by_itself() -> None:
    planned = files("dev/shop", "dev/blog")
    (environment,) = removals(diff(BOTH, planned), planned, HERE)
    for lost in (PROD, CART, PAGES):
        (finding,) = unasked((environment,), Index(HERE), [path for path in HERE if path != lost])
        assert (finding.location.path, finding.message.rpartition(": ")[2]) == (
            PROD,
            f"git has {lost}, which is not here",
        )
    assert unasked((environment,), Index(HERE), [path for path in HERE if path != DEV]) == ()


def test_a_chart_of_ones_own_that_is_lost_is_no_wish_for_another() -> None:
    chart = "apps/shop/dev/Chart.yaml"
    current, planned = {chart: b"repository: file://../../../charts/service\n"}, {chart: b"repository: ''\n"}
    (removal,) = removals(diff(current, planned), planned, HERE)
    assert removal.what == "the repository's own service chart from all that it renders"
    (finding,) = unasked((removal,), Index((*HERE, "charts/service/Chart.yaml")), HERE)
    assert (finding.code, finding.location.path) == ("P107", "charts/service")
    assert finding.message.endswith(": git has charts/service/Chart.yaml, which is not here")
    assert unasked((removal,), Index(HERE), HERE) == ()


def test_a_pin_beside_a_chart_of_ones_own_removes_nothing() -> None:
    chart = "apps/shop/dev/Chart.yaml"
    current = {chart: b"repository: file://../../../charts/service\n"}
    planned = {chart: b"repository: file://../../../charts/releases/service-1.0.0\n"}
    assert removals(diff(current, planned), planned, (*HERE, "charts/service/Chart.yaml")) == ()
