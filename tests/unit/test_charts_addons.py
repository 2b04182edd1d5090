"""The charts of others as they lie in a repository: each is what the lock says, or a finding."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from helmwright import archive
from helmwright.charts import addon_lock
from helmwright.charts.addon_lock import Locked
from helmwright.charts.package import ChartPackage, ChartPin
from helmwright.charts.vendored import chart_packages
from helmwright.findings import Location
from helmwright.tree import digest

UPSTREAM = "https://charts.example/stable"
LINE = Location("apps/dns/addon.yaml", 5, 70)
RUN = "  hint: run helmwright addons vendor dns"
LOCK = "charts/addons/index.yaml"
MEND = "  hint: take back the change from git; helmwright addons vendor alone writes this file"


def pin(version: str = "1.2.3", repository: str = UPSTREAM, name: str = "dns") -> ChartPin:
    return ChartPin(name, version, repository, LINE, "charts/addons")


def packed(name: str = "dns", version: str = "1.2.3", **files: bytes) -> bytes:
    metadata = f"apiVersion: v2\nname: {name}\nversion: {version}\n".encode()
    plain = archive.pack(name, {"Chart.yaml": metadata, **files})
    return gzip.compress(gzip.decompress(plain))  # as others pack, not as we do


def vendor(root: Path, content: bytes, version: str = "1.2.3", repository: str = UPSTREAM) -> Locked:
    """Lays an archive and its row there, as the command does."""
    folder = root / "charts/addons"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"dns-{version}.tgz").write_bytes(content)
    row = Locked("dns", version, repository, digest(content), "2026-11-30")
    (folder / "index.yaml").write_bytes(addon_lock.written([row]))
    return row


def findings(root: Path, *pins: ChartPin) -> list[str]:
    packages, found = chart_packages(root, pins or (pin(),))
    assert packages == {}
    return [str(finding) for finding in found]


def test_a_chart_is_vendored_byte_for_byte(tmp_path: Path) -> None:
    content = packed(notes=b"kept")
    vendor(tmp_path, content)
    packages, found = chart_packages(tmp_path, [pin()])
    assert (packages, found) == ({pin(): ChartPackage("dns", "1.2.3", content, UPSTREAM)}, ())


def test_a_version_may_begin_with_a_v(tmp_path: Path) -> None:
    vendor(tmp_path, packed(version="v1.2.3"), "v1.2.3")
    assert chart_packages(tmp_path, [pin("v1.2.3")])[1] == ()


def test_charts_of_the_repository_and_of_others_come_together(tmp_path: Path) -> None:
    vendor(tmp_path, packed())
    packages, found = chart_packages(tmp_path, [pin(), ChartPin("service")])
    assert ([package.name for package in packages.values()], found) == (["service", "dns"], ())


def test_what_was_never_vendored_is_a_finding_at_the_line_that_asks_for_it(tmp_path: Path) -> None:
    assert findings(tmp_path) == [
        f"apps/dns/addon.yaml:5:70: error A102: charts/addons has no chart dns 1.2.3\n{RUN}"
    ]


def test_another_version_is_not_vendored(tmp_path: Path) -> None:
    vendor(tmp_path, packed())
    assert findings(tmp_path, pin("1.2.4")) == [
        f"apps/dns/addon.yaml:5:70: error A102: charts/addons has no chart dns 1.2.4\n{RUN}"
    ]


def test_an_archive_that_is_gone_is_not_vendored(tmp_path: Path) -> None:
    vendor(tmp_path, packed())
    (tmp_path / "charts/addons/dns-1.2.3.tgz").unlink()
    assert findings(tmp_path) == [
        f"apps/dns/addon.yaml:5:70: error A102: charts/addons has no chart dns 1.2.3\n{RUN}"
    ]


def test_an_archive_from_elsewhere_is_not_the_one_that_is_asked_for(tmp_path: Path) -> None:
    vendor(tmp_path, packed())
    assert findings(tmp_path, pin(repository="oci://ghcr.io/acme")) == [
        "apps/dns/addon.yaml:5:70: error A102: charts/addons has dns 1.2.3 from https://charts.example/stable,"
        f" not from oci://ghcr.io/acme\n{RUN}"
    ]


def test_an_archive_that_changed_is_a_finding(tmp_path: Path) -> None:
    row = vendor(tmp_path, packed())
    other = packed(notes=b"else")
    (tmp_path / "charts/addons/dns-1.2.3.tgz").write_bytes(other)
    assert findings(tmp_path) == [
        f"apps/dns/addon.yaml:5:70: error A103: charts/addons/dns-1.2.3.tgz is {digest(other)}, and"
        f" charts/addons/index.yaml says {row.digest}\n{RUN}"
    ]


BAD: dict[str, tuple[bytes, str]] = {
    "another chart": (packed("cdn"), "the chart in it is cdn 1.2.3"),
    "another version": (packed(version="1.2.4"), "the chart in it is dns 1.2.4"),
    "no archive": (b"<html>", "the archive is not a gzip file"),
    "two archives": (
        packed() + packed("evil"),
        "the archive goes on after its end; pack the chart again with `helm package`",
    ),
    "two charts": (
        gzip.compress(gzip.decompress(packed())[:-1024] + gzip.decompress(packed("evil"))),
        "the archive holds evil/Chart.yaml beside dns/, and a chart is one folder; pack the chart again with"
        " `helm package`",
    ),
    "a bomb": (
        gzip.compress(gzip.decompress(packed())[:-1024] + bytes(40_000_000)),
        "the archive holds more than 33554432 bytes",
    ),
}


@pytest.mark.parametrize(("content", "problem"), BAD.values(), ids=BAD)
def test_an_archive_that_is_not_the_chart_is_a_finding(content: bytes, problem: str, tmp_path: Path) -> None:
    vendor(tmp_path, content)
    assert findings(tmp_path) == [
        f"apps/dns/addon.yaml:5:70: error A104: charts/addons/dns-1.2.3.tgz is not dns 1.2.3: {problem}"
    ]


def test_an_archive_that_leads_out_of_the_repository_is_a_finding(tmp_path: Path) -> None:
    content = packed()
    vendor(tmp_path / "here", content)
    (tmp_path / "outside.tgz").write_bytes(content)
    path = tmp_path / "here/charts/addons/dns-1.2.3.tgz"
    path.unlink()
    path.symlink_to(tmp_path / "outside.tgz")
    assert findings(tmp_path / "here") == [
        "apps/dns/addon.yaml:5:70: error A104: charts/addons/dns-1.2.3.tgz: the link leads out of the repository\n"
        "  hint: put the file itself here"
    ]


def test_the_lock_is_written_by_name_the_earliest_version_first() -> None:
    rows = [
        Locked("dns", "v1.10.0", UPSTREAM, digest(b"1"), "2026-11-30"),
        Locked("dns", "v1.9.0", UPSTREAM, digest(b"2"), "2026-11-29"),
        Locked("cdn", "3.0.0", "oci://ghcr.io/acme", digest(b"3"), "2026-11-28"),
    ]
    assert addon_lock.written(rows).decode() == (
        "# Written by helmwright addons vendor: the archives beside this file, and where they came from.\n"
        "charts:\n"
        '  - name: "cdn"\n'
        '    version: "3.0.0"\n'
        '    repository: "oci://ghcr.io/acme"\n'
        f'    digest: "{digest(b"3")}"\n'
        '    fetched: "2026-11-28"\n'
        '  - name: "dns"\n'
        '    version: "v1.9.0"\n'
        '    repository: "https://charts.example/stable"\n'
        f'    digest: "{digest(b"2")}"\n'
        '    fetched: "2026-11-29"\n'
        '  - name: "dns"\n'
        '    version: "v1.10.0"\n'
        '    repository: "https://charts.example/stable"\n'
        f'    digest: "{digest(b"1")}"\n'
        '    fetched: "2026-11-30"\n'
    )


def test_the_lock_is_read_as_it_is_written() -> None:
    rows = [
        Locked("dns", version, UPSTREAM, digest(b"1"), "2026-11-30") for version in ("1.0.0", "1.0.0+acme.1")
    ]
    assert addon_lock.read(addon_lock.written(rows)) == ({(row.name, row.version): row for row in rows}, ())
    assert addon_lock.read(addon_lock.written([])) == ({}, ())


def changed(before: str, after: str) -> Callable[[str], str]:
    return lambda text: text.replace(before, after)


ROW = "here belongs a list charts of maps with name, version, repository, digest, fetched alone"
ODD: dict[str, tuple[Callable[[str], str], str]] = {
    "empty": (lambda _: "", "1:1: error A101: the file is empty"),
    "no map": (lambda _: "- dns\n", f"1:1: error A101: {ROW}"),
    "another key": (lambda text: text + "more: 1\n", f"2:1: error A101: {ROW}"),
    "no list": (lambda _: "charts: dns\n", f"1:1: error A101: {ROW}"),
    "no row": (lambda _: "charts: [dns]\n", f"1:10: error A101: {ROW}"),
    "a field more": (lambda text: text + "    url: x\n", f"3:5: error A101: {ROW}"),
    "a field less": (
        changed('    repository: "https://charts.example/stable"\n', ""),
        f"3:5: error A101: {ROW}",
    ),
    "not YAML": (
        lambda text: text + "  ]",
        "8:3: error A101: not YAML: did not find expected '-' indicator",
    ),
    "a path for a name": (
        changed('"dns"', '"../dns"'),
        "3:5: error A101: name has another form than helmwright writes",
    ),
    "a range for a version": (
        changed('"1.2.3"', '"1.x"'),
        "3:5: error A101: the version is not one such as 1.2.3",
    ),
    "a number for a version": (
        changed('"1.2.3"', "1.2"),
        "3:5: error A101: version has another form than helmwright writes",
    ),
    "a file for a repository": (
        changed("https:", "file:"),
        "3:5: error A101: repository has another form than helmwright writes",
    ),
    "a login in a repository": (
        changed("https://", "https://a:b@"),
        "3:5: error A101: repository has another form than helmwright writes",
    ),
    "half a digest": (
        changed("sha256:", "sha256:0"),
        "3:5: error A101: digest has another form than helmwright writes",
    ),
    "no date": (
        changed("2026-11-30", "today"),
        "3:5: error A101: fetched has another form than helmwright writes",
    ),
    "twice": (
        lambda text: text + text.partition("charts:\n")[2],
        "8:5: error A101: this chart is there twice",
    ),
}


@pytest.mark.parametrize(("spoil", "problem"), ODD.values(), ids=ODD)
def test_a_lock_that_is_odd_is_a_finding_with_its_line(
    spoil: Callable[[str], str], problem: str, tmp_path: Path
) -> None:
    vendor(tmp_path, packed())
    lock = tmp_path / LOCK
    lock.write_text(spoil(lock.read_text()))
    assert findings(tmp_path, pin(), pin("1.2.4")) == [f"{LOCK}:{problem}\n{MEND}"]


def test_a_lock_that_is_a_link_out_of_the_repository_is_a_finding(tmp_path: Path) -> None:
    vendor(tmp_path / "here", packed())
    lock = tmp_path / "here" / LOCK
    lock.rename(tmp_path / "outside.yaml")
    lock.symlink_to(tmp_path / "outside.yaml")
    assert findings(tmp_path / "here") == [
        f"{LOCK}: error A101: the link leads out of the repository\n  hint: put the file itself here"
    ]
