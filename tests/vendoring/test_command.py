"""`helmwright addons`: what it prints, writes and returns."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from tests.program import helmwright

from .upstream import Said, Upstream, packed

pytestmark = pytest.mark.tool("openssl")
SMALL = Path(__file__).parents[1] / "cli/repository"
ADDON = """\
apiVersion: helmwright.dev/v1
kind: Addon
owner: shop
chart:
  name: {name}
  repository: {url}
  version: {version}
"""
TEMPLATE = b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: dns}\n"
ARCHIVE, LOCK = "charts/addons/dns-1.2.3.tgz", "charts/addons/index.yaml"


@pytest.fixture
def upstream(secured: Upstream, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Upstream:
    """A repository that is trusted, since descriptors name no other."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return secured


@pytest.fixture
def root(tmp_path: Path, upstream: Upstream, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with an add-on, and the current folder is in it."""
    root = shutil.copytree(SMALL, tmp_path / "repository")
    add(root, "dns", upstream.url)
    monkeypatch.chdir(root)
    return root


def add(root: Path, name: str, url: str, version: str = "1.2.3", extra: str = "") -> None:
    path = root / f"apps/{name}/addon.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(ADDON.format(name=name, url=url, version=version) + extra)


def run(*arguments: str) -> tuple[int, str, str]:
    result: Result = helmwright("addons", *arguments, catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_charts_are_stored_and_then_generate_works(root: Path, upstream: Upstream) -> None:
    upstream.publish(packed(more={"templates/dns.yaml": TEMPLATE}))
    assert helmwright("generate").exit_code == 1
    assert run("vendor") == (0, f"created {ARCHIVE}\ncreated {LOCK}\n2 created\n", "")
    assert run("vendor") == (0, "", "")
    generated = helmwright("generate")
    assert generated.exit_code == 0, generated.output
    (copy,) = (root / "apps/dns/prod/charts").iterdir()
    assert copy.read_bytes() == (root / ARCHIVE).read_bytes()


def test_a_version_of_an_environment_is_stored_beside_the_others(root: Path, upstream: Upstream) -> None:
    add(root, "dns", upstream.url, extra="environments: {prod: {chart: {version: 1.2.2}}}\n")
    for version in ("1.2.2", "1.2.3"):
        upstream.publish(packed(version=version), version=version)
    assert (
        run("vendor")[1]
        == f"created charts/addons/dns-1.2.2.tgz\ncreated {ARCHIVE}\ncreated {LOCK}\n3 created\n"
    )
    assert run("vendor", "--check") == (0, "no findings\n", "")


def test_what_fails_is_said_and_the_others_are_stored(root: Path, upstream: Upstream) -> None:
    upstream.publish(packed())
    add(root, "cdn", "https://127.0.0.1:1")
    code, out, err = run("vendor")
    assert (code, out) == (1, f"created {ARCHIVE}\ncreated {LOCK}\n2 created\n")
    assert err.startswith("apps/cdn/addon.yaml:7:12: error A201: cdn 1.2.3: 127.0.0.1:1 cannot be reached: ")
    assert err.endswith("\n1 error in 1 file\n")


def test_an_upgrade_takes_the_old_archive_away(root: Path, upstream: Upstream) -> None:
    upstream.publish(packed())
    run("vendor")
    add(root, "dns", upstream.url, "1.2.4")
    upstream.publish(packed(version="1.2.4"), version="1.2.4")
    assert run("vendor", "dns") == (
        0,
        f"deleted {ARCHIVE}\ncreated charts/addons/dns-1.2.4.tgz\nupdated {LOCK}\n1 created, 1 updated, 1 deleted\n",
        "",
    )


def test_a_name_that_no_descriptor_has(root: Path) -> None:
    assert run("vendor", "dsn") == (
        2,
        "",
        "Error: no descriptor names a chart 'dsn'\n  hint: did you mean 'dns'?\n",
    )
    assert run("outdated", "zzz")[2] == "Error: no descriptor names a chart 'zzz'\n  hint: they name dns\n"
    shutil.rmtree(root / "apps/dns")
    assert run("vendor", "dns")[2] == "Error: no descriptor names a chart 'dns'\n  hint: none names any\n"


def test_a_check_changes_nothing_and_asks_nobody(root: Path, upstream: Upstream) -> None:
    assert run("vendor", "--check") == (
        1,
        "apps/dns/addon.yaml:7:12: error A102: charts/addons has no chart dns 1.2.3\n"
        "  hint: run helmwright addons vendor dns\n1 error in 1 file\n",
        "",
    )
    assert (upstream.seen, (root / "charts/addons").exists()) == ([], False)
    assert run("vendor", "--check", "dns")[0] == 2


def test_what_else_is_wrong_with_descriptors_does_not_matter(root: Path, upstream: Upstream) -> None:
    upstream.publish(packed())
    add(root, "dns", upstream.url, extra="values: {zone: {fromEnvironment: facts.missing}}\n")
    assert helmwright("lint").exit_code == 1
    assert run("vendor")[0] == 0
    assert run("vendor", "--check") == (0, "no findings\n", "")
    assert run("outdated") == (0, "", "")


def test_descriptors_that_cannot_be_read_stop_it(root: Path, upstream: Upstream) -> None:
    (root / "apps/dns/addon.yaml").write_text("kind: Addon\nchart: 5\n")
    code, out, _ = run("vendor")
    assert (code, "apps/dns/addon.yaml:2:8: error S" in out, upstream.seen) == (1, True, [])


@pytest.mark.parametrize("part", ["charts", "charts/addons"])
def test_nothing_is_written_through_a_link(part: str, root: Path, upstream: Upstream, tmp_path: Path) -> None:
    upstream.publish(packed())
    outside = root / "elsewhere"
    outside.mkdir()
    if (root / part).exists():
        shutil.rmtree(root / part)
    (root / part).parent.mkdir(exist_ok=True)
    (root / part).symlink_to(outside)
    code, out, err = run("vendor")
    assert (code, out, err.splitlines()[0]) == (
        1,
        "",
        f"{part}: error P105: a link stands here, and nothing is written through a link",
    )
    assert list(outside.iterdir()) == []


def test_newer_versions_are_listed(root: Path, upstream: Upstream) -> None:
    add(root, "external-dns", upstream.url)
    for version in ("1.2.3", "1.2.4", "2.0.0-rc.1"):
        upstream.publish(b"", version=version)
    upstream.publish(b"", "external-dns", "1.2.3")
    assert run("outdated") == (0, "dns  1.2.3 -> 1.2.4  patch  apps/dns/addon.yaml:7:12\n", "")
    assert json.loads(run("outdated", "dns", "--format", "json")[1]) == {
        "charts": [
            {
                "name": "dns",
                "version": "1.2.3",
                "newest": "1.2.4",
                "step": "patch",
                "repository": upstream.url,
                "path": "apps/dns/addon.yaml",
                "line": 7,
                "column": 12,
            }
        ]
    }
    assert run("outdated", "external-dns") == (0, "", "")


def test_who_does_not_say_which_versions_there_are_is_named(root: Path, upstream: Upstream) -> None:
    upstream.answers["/stable/index.yaml"] = Said(404)
    code, out, err = run("outdated")
    assert (code, out) == (1, "")
    assert err.startswith(
        f"apps/dns/addon.yaml:7:12: error A204: dns 1.2.3: {upstream.url}/index.yaml is not there"
    )


def test_what_runs_where_is_listed_with_what_else_is_known(root: Path) -> None:
    add(
        root,
        "external-dns",
        "https://charts.example",
        extra="environments: {dev: {chart: {version: 1.2.2}}}\n",
    )
    code, out, _ = run("list")
    first, second, *rest = out.splitlines()
    assert code == 0
    assert first == "dns           dns           dev 1.2.3, prod 1.2.3"
    assert second == "external-dns  external-dns  dev 1.2.2, prod 1.2.3"
    known = " ".join(rest).removeprefix("known, and not here: ").split(", ")
    assert "cert-manager" in known
    assert "external-dns" not in known
    data = json.loads(run("list", "--format", "json")[1])
    assert data["addons"][1]["environments"] == {"dev": "1.2.2", "prod": "1.2.3"}
    assert {"name", "summary"} == {*data["known"][0]}


def test_a_repository_without_add_ons_lists_those_that_are_known(root: Path) -> None:
    (root / "apps/dns/addon.yaml").unlink()
    assert run("list")[1].startswith("known, and not here: alloy, argo-cd, ")


def test_a_version_that_cannot_be_had_takes_no_archive_away(root: Path, upstream: Upstream) -> None:
    """Else the digest of the right one would be forgotten, and believed anew when the version is mended."""
    upstream.publish(packed())
    run("vendor")
    before = (root / LOCK).read_bytes()
    add(root, "dns", upstream.url, version="1.2.33")
    code, out, _ = run("vendor")
    assert (code, (root / LOCK).read_bytes(), (root / ARCHIVE).exists()) == (1, before, True)
    assert "deleted" not in out
