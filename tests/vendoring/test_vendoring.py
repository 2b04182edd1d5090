"""Charts of others are fetched, locked, kept and removed as descriptors name them."""

from __future__ import annotations

from pathlib import Path

import pytest

from helmwright.charts.package import ChartPin
from helmwright.charts.vendored import chart_packages
from helmwright.findings import Location
from helmwright.tree import Changes
from helmwright.vendoring import sources
from helmwright.vendoring.vendor import vendor

from .upstream import Said, Upstream, packed

LINE = Location("apps/dns/addon.yaml", 4, 8)
ARCHIVE, LOCK = "charts/addons/dns-1.2.3.tgz", "charts/addons/index.yaml"
TODAY, LATER = "2026-11-30", "2026-12-24"


def pin(repository: str, version: str = "1.2.3", name: str = "dns", line: Location = LINE) -> ChartPin:
    return ChartPin(name, version, repository, line, "charts/addons")


def apply(root: Path, changes: Changes) -> None:
    for change in changes:
        path = root / change.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if change.after is None:
            path.unlink()
        else:
            path.write_bytes(change.after)


def run(root: Path, *pins: ChartPin, names: tuple[str, ...] = (), today: str = TODAY) -> list[str]:
    """What vendoring changes, which is then so, and what it finds."""
    changes, findings = vendor(root, pins, names, today)
    apply(root, changes)
    return [*(f"{change.action} {change.path}" for change in changes), *map(str, findings)]


def test_a_chart_is_fetched_byte_for_byte_and_locked(root: Path, repository: Upstream) -> None:
    content = packed()
    repository.publish(content)
    assert run(root, pin(repository.url)) == [f"create {ARCHIVE}", f"create {LOCK}"]
    assert (root / ARCHIVE).read_bytes() == content
    packages, findings = chart_packages(root, [pin(repository.url)])
    assert ([package.archive for package in packages.values()], findings) == ([content], ())
    assert f'fetched: "{TODAY}"' in (root / LOCK).read_text()


def test_what_is_there_is_not_asked_for_again(root: Path, repository: Upstream) -> None:
    repository.publish(packed())
    run(root, pin(repository.url))
    repository.seen.clear()
    assert run(root, pin(repository.url), today=LATER) == []
    assert repository.seen == []


def test_a_repository_is_asked_for_its_index_once(root: Path, repository: Upstream) -> None:
    for version in ("1.2.3", "1.2.4", "v1.3.0"):
        repository.publish(packed(version=version), version=version)
    every = [pin(repository.url, version) for version in ("1.2.3", "1.2.4", "v1.3.0")]
    assert len(run(root, *every)) == 4
    assert repository.paths.count("/stable/index.yaml") == 1


@pytest.mark.parametrize(
    "url", ["../other/dns.tgz", "/other/dns.tgz", "HOST/other/dns.tgz"], ids=["above", "host", "absolute"]
)
def test_an_index_says_where_an_archive_is(url: str, root: Path, repository: Upstream) -> None:
    repository.publish(packed(), urls=[url.replace("HOST", repository.url.removesuffix("/stable"))])
    repository.answers["/other/dns.tgz"] = repository.answers.pop("/stable/dns-1.2.3.tgz")
    assert run(root, pin(repository.url)) == [f"create {ARCHIVE}", f"create {LOCK}"]


def test_a_repository_may_end_in_a_slash(root: Path, repository: Upstream) -> None:
    repository.publish(packed())
    assert len(run(root, pin(f"{repository.url}/"))) == 2


def test_an_index_without_a_digest_is_believed_once(root: Path, repository: Upstream) -> None:
    repository.publish(packed(), digest="")
    assert len(run(root, pin(repository.url))) == 2


def test_an_archive_that_is_gone_or_damaged_is_fetched_again(root: Path, repository: Upstream) -> None:
    content = packed()
    repository.publish(content)
    run(root, pin(repository.url))
    lock = (root / LOCK).read_bytes()
    (root / ARCHIVE).write_bytes(b"damaged")
    assert run(root, pin(repository.url), today=LATER) == [f"update {ARCHIVE}"]
    (root / ARCHIVE).unlink()
    assert run(root, pin(repository.url), today=LATER) == [f"create {ARCHIVE}"]
    assert ((root / ARCHIVE).read_bytes(), (root / LOCK).read_bytes()) == (content, lock)


def test_a_version_is_never_another_archive(root: Path, repository: Upstream) -> None:
    repository.publish(packed())
    run(root, pin(repository.url))
    lock = (root / LOCK).read_text()
    (before,) = (line.split('"')[1] for line in lock.splitlines() if "digest" in line)
    (root / ARCHIVE).unlink()
    repository.rows.clear()
    repository.publish(packed(more={"notes": b"changed"}))
    (found,) = run(root, pin(repository.url))
    assert found.startswith(f"apps/dns/addon.yaml:4:8: error A206: dns 1.2.3: {repository.url} has sha256:")
    assert found.endswith(
        f", and {LOCK} says {before}\n"
        "  hint: find out what changed before you use it; a version that was changed is best followed by another"
    )
    assert ((root / LOCK).read_text(), (root / ARCHIVE).exists()) == (lock, False)


def test_a_chart_that_moved_is_locked_where_it_is_now(
    root: Path, repository: Upstream, other: Upstream
) -> None:
    for place in (repository, other):
        place.publish(packed())
    run(root, pin(repository.url))
    assert run(root, pin(other.url), today=LATER) == [f"update {LOCK}"]
    lock = (root / LOCK).read_text()
    assert (other.url in lock, repository.url in lock, TODAY in lock) == (True, False, True)


def test_what_no_descriptor_names_goes(root: Path, repository: Upstream) -> None:
    for name, version in (("dns", "1.2.3"), ("dns", "1.2.4"), ("cdn", "1.0.0")):
        repository.publish(packed(name, version), name, version)
    cdn = pin(repository.url, "1.0.0", "cdn")
    run(root, pin(repository.url), cdn)
    (root / "charts/addons/README.md").write_text("ours")
    assert run(root, pin(repository.url, "1.2.4"), names=("cdn",)) == [
        "delete charts/addons/cdn-1.0.0.tgz",
        f"update {LOCK}",
    ]
    assert run(root, pin(repository.url, "1.2.4")) == [
        f"delete {ARCHIVE}",
        "create charts/addons/dns-1.2.4.tgz",
        f"update {LOCK}",
    ]
    assert run(root) == ["delete charts/addons/dns-1.2.4.tgz", f"delete {LOCK}"]
    assert [path.name for path in (root / "charts/addons").iterdir()] == ["README.md"]


def test_a_chart_that_is_named_comes_alone(root: Path, repository: Upstream) -> None:
    repository.publish(packed())
    repository.publish(packed("cdn"), "cdn")
    both = pin(repository.url), pin(repository.url, name="cdn")
    assert run(root, *both, names=("cdn",)) == ["create charts/addons/cdn-1.2.3.tgz", f"create {LOCK}"]
    assert repository.paths == ["/stable/index.yaml", "/stable/cdn-1.2.3.tgz"]


def test_one_chart_has_one_repository(root: Path, repository: Upstream, other: Upstream) -> None:
    repository.publish(packed())
    elsewhere = pin(other.url, line=Location("apps/dns/addon.yaml", 9, 3))
    assert run(root, elsewhere, pin(repository.url)) == [
        f"create {ARCHIVE}",
        f"create {LOCK}",
        f"apps/dns/addon.yaml:9:3: error A207: dns 1.2.3 comes from {other.url} here, and in apps/dns/addon.yaml:4:8"
        f" from {repository.url}\n  hint: name one repository in both",
    ]
    assert other.seen == []


def test_a_lock_that_is_odd_stops_everything(root: Path, repository: Upstream) -> None:
    repository.publish(packed())
    run(root, pin(repository.url))
    (root / LOCK).write_text("charts: [dns]\n")
    (found,) = run(root, pin(repository.url, "1.2.4"))
    assert found.startswith(f"{LOCK}:1:10: error A101: ")


def test_nothing_is_read_through_a_link(root: Path, repository: Upstream, tmp_path: Path) -> None:
    repository.publish(packed())
    run(root, pin(repository.url))
    (root / ARCHIVE).rename(tmp_path / "outside.tgz")
    (root / ARCHIVE).symlink_to(tmp_path / "outside.tgz")
    assert run(root, pin(repository.url)) == [
        f"{ARCHIVE}: error L114: the link leads out of the repository\n  hint: put the file itself here"
    ]


def test_who_waits_is_told_how_far_it_is(root: Path, repository: Upstream, other: Upstream) -> None:
    repository.publish(packed())
    other.publish(packed("cdn"), "cdn")
    steps: list[tuple[str, int, int]] = []
    pins = [pin(repository.url), pin(other.url, name="cdn")]
    vendor(root, pins, (), TODAY, lambda *step: steps.append(step))
    assert steps == [
        ("reading indexes", 1, 2), ("reading indexes", 2, 2), ("fetching", 1, 2), ("fetching", 2, 2),
    ]  # fmt: skip


def test_a_server_that_is_busy_is_asked_three_times(root: Path, repository: Upstream) -> None:
    repository.publish(packed())
    served = repository.answers["/stable/dns-1.2.3.tgz"]
    assert isinstance(served, Said)
    repository.answers["/stable/dns-1.2.3.tgz"] = [Said(503), Said(429), served]
    assert run(root, pin(repository.url)) == [f"create {ARCHIVE}", f"create {LOCK}"]


def test_a_mistake_of_ours_is_no_finding(
    root: Path, repository: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.publish(packed())
    monkeypatch.setattr(sources, "parse", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(root, pin(repository.url))
