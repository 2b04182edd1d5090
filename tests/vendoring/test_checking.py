"""That nothing is missing, changed or in excess is proven without a network."""

from __future__ import annotations

from pathlib import Path

from helmwright.charts.package import ChartPin
from helmwright.findings import Location
from helmwright.vendoring.check import check

from .test_vendoring import ARCHIVE, LOCK, pin, run
from .upstream import Upstream, packed

RUN = "\n  hint: run helmwright addons vendor"


def checked(root: Path, *pins: ChartPin) -> list[str]:
    return [str(finding) for finding in check(root, pins)]


def stored(root: Path, repository: Upstream) -> ChartPin:
    repository.publish(packed())
    one = pin(repository.url)
    run(root, one)
    repository.seen.clear()
    return one


def test_what_was_vendored_is_right(root: Path, repository: Upstream) -> None:
    assert checked(root, stored(root, repository)) == []
    assert repository.seen == []


def test_a_repository_without_add_ons_is_right(root: Path) -> None:
    assert checked(root) == []


def test_what_is_missing_is_named(root: Path, repository: Upstream) -> None:
    one = stored(root, repository)
    (root / ARCHIVE).unlink()
    assert checked(root, one) == [
        f"apps/dns/addon.yaml:4:8: error A102: charts/addons has no chart dns 1.2.3{RUN} dns"
    ]


def test_what_changed_is_named(root: Path, repository: Upstream) -> None:
    one = stored(root, repository)
    (root / ARCHIVE).write_bytes(packed(more={"notes": b"more"}))
    (found,) = checked(root, one)
    assert found.startswith("apps/dns/addon.yaml:4:8: error A103: charts/addons/dns-1.2.3.tgz is sha256:")


def test_what_nothing_names_is_named(root: Path, repository: Upstream) -> None:
    stored(root, repository)
    assert checked(root) == [f"{ARCHIVE}: error A105: no descriptor names the chart dns 1.2.3{RUN}"]


def test_what_the_lock_does_not_have_is_named(root: Path, repository: Upstream) -> None:
    one = stored(root, repository)
    (root / "charts/addons/cdn-1.0.0.tgz").write_bytes(packed("cdn"))
    (root / "charts/addons/old").mkdir()
    assert checked(root, one) == [
        f"charts/addons/cdn-1.0.0.tgz: error A105: {LOCK} does not have it\n  hint: remove it",
        f"charts/addons/old: error A105: {LOCK} does not have it\n  hint: remove it",
    ]


def test_a_lock_that_was_edited_is_named(root: Path, repository: Upstream) -> None:
    one = stored(root, repository)
    lock = root / LOCK
    lock.write_text(lock.read_text() + "# mine\n")
    assert checked(root, one) == [f"{LOCK}: error A101: this is not as helmwright writes it{RUN}"]
    assert run(root, one) == [f"update {LOCK}"]
    assert checked(root, one) == []


def test_a_lock_that_is_odd_is_all_that_is_named(root: Path, repository: Upstream) -> None:
    one = stored(root, repository)
    (root / LOCK).write_text("[]")
    (found,) = checked(root, one)
    assert found.startswith(f"{LOCK}:1:1: error A101: ")


def test_a_folder_that_is_a_link_is_named(root: Path, repository: Upstream, tmp_path: Path) -> None:
    (root / "charts").mkdir()
    (root / "charts/addons").symlink_to(tmp_path)
    assert checked(root) == [
        "charts/addons/index.yaml: error A101: the link leads out of the repository\n  hint: put the file itself here"
    ]


def test_one_chart_has_one_repository(root: Path, repository: Upstream) -> None:
    one = stored(root, repository)
    other = pin("https://charts.example", line=Location("apps/dns/addon.yaml", 9, 3))
    assert checked(root, one, other) == [
        "apps/dns/addon.yaml:9:3: error A207: dns 1.2.3 comes from https://charts.example here, and in"
        f" apps/dns/addon.yaml:4:8 from {repository.url}\n  hint: name one repository in both"
    ]
