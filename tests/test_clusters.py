"""Environments of several clusters: what is told apart, what a switch moves, and what a further cluster adds."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.case_files import valid
from tests.helms import started
from tests.program import helmwright

from helmwright import layout, pipeline
from helmwright.findings import failed
from helmwright.pipeline import Result, Tools
from helmwright.tree import Tree

ENVIRONMENT = "environments/prod.yaml"
Edit = Callable[[str], str]


def planned(folder: Path, edit: Edit = str, case: str = "blue-and-green") -> Result:
    """What is generated for the case once its environment is edited."""
    shutil.copytree(valid(case), folder)
    path = folder / ENVIRONMENT
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    result = pipeline.generate(folder, Tools(started(), None, 1))
    assert not failed(result.findings), result.findings
    return result


def changed(before: Tree | None, after: Tree | None) -> set[str]:
    """The paths of what two trees do not share."""
    assert before
    assert after
    return {path for path in {*before, *after} if before.get(path) != after.get(path)}


def live(text: str) -> Edit:
    return lambda environment: environment.replace("live: blue\n", f"live: {text}\n")


def test_one_word_moves_the_pair_and_the_record(tmp_path: Path) -> None:
    before, after = planned(tmp_path / "before"), planned(tmp_path / "after", live("green"))
    moved = set()
    for release, manifests in before.manifests.items():
        was = {(item.kind, item.name): item.object for item in manifests}
        now = {(item.kind, item.name): item.object for item in after.manifests[release]}
        differ = {key for key in {*was, *now} if was.get(key) != now.get(key)}
        moved |= {(release, key in now, *key) for key in differ}
    things = (("DNSEndpoint", "live"), ("Deployment", "live-private"), ("Deployment", "live-public"))
    assert moved == {
        (f"prod-{cluster}-external-dns", is_there, *thing)
        for cluster, is_there in (("blue", False), ("green", True))
        for thing in things
    }
    places = {layout.belongs_to(path) for path in changed(before.tree, after.tree)}
    assert places == {("prod-blue", "external-dns"), ("prod-green", "external-dns")}
    (record,) = (item for item in after.manifests["prod-green-external-dns"] if item.kind == "DNSEndpoint")
    (endpoint,) = record.object["spec"]["endpoints"]
    assert endpoint["targets"] == ['"acme-green"']


@pytest.mark.parametrize("text", ["green", "{}", "{green: 100}"])
def test_no_switch_changes_what_is_permitted(text: str, tmp_path: Path) -> None:
    before, after = planned(tmp_path / "before"), planned(tmp_path / "after", live(text))
    assert not [path for path in changed(before.tree, after.tree) if path.startswith("bootstrap/")]


def test_the_project_of_a_cluster_permits_no_more_than_it_renders_when_it_is_live(tmp_path: Path) -> None:
    """What stands by does not permit anything by a wildcard, or by what another cluster says."""
    before, after = planned(tmp_path / "before"), planned(tmp_path / "after", live("green"))
    for cluster in ("blue", "green"):
        path = layout.project(f"prod-{cluster}", "platform")
        assert (before.tree or {})[path] == (after.tree or {})[path]
        assert b"DNSEndpoint" in (before.tree or {})[path]
    assert b"DNSEndpoint" not in (before.tree or {})[layout.project("dev", "platform")]


def environments(paths: set[str]) -> set[str]:
    """The environments that files are of."""
    return {layout.belongs_to(path)[0] for path in paths}


def test_a_further_cluster_adds_its_own_folders_alone(tmp_path: Path) -> None:
    red = "  red: {cluster: {name: acme-red}, argocd: {destination: acme-red}, domain: red.acme.example}\nlive: b"
    before = planned(tmp_path / "before")
    after = planned(tmp_path / "after", lambda text: text.replace("live: b", red))
    assert environments(changed(before.tree, after.tree)) == {"prod-red"}


def test_what_one_cluster_says_changes_its_own_folders_alone(tmp_path: Path) -> None:
    before = planned(tmp_path / "before")
    after = planned(
        tmp_path / "after", lambda text: text.replace('"1.35"', '"1.36"').replace("min: 3", "min: 4")
    )
    assert environments(changed(before.tree, after.tree)) == {"prod-green"}


def test_each_cluster_is_what_a_file_of_its_own_would_be(tmp_path: Path) -> None:
    """But for live, which one cluster alone cannot say."""
    together = planned(
        tmp_path / "together", lambda text: text.replace("keepsName: true", ""), "several-regions"
    )
    root = shutil.copytree(valid("several-regions"), tmp_path / "apart")
    said = yaml.safe_load((root / ENVIRONMENT).read_text(encoding="utf-8"))
    (root / ENVIRONMENT).unlink()
    (root / "environments/shared.yaml").rename(root / "environments/prod-shared.yaml")
    clusters = said.pop("clusters")
    for key, cluster in clusters.items():
        cluster.pop("keepsName", None)
        whole = {
            **said,
            **cluster,
            "cluster": {**said["cluster"], **cluster["cluster"]},
            "externals": {
                "orders": {**said["externals"]["orders"], **cluster.get("externals", {}).get("orders", {})}
            },
        }
        (root / f"environments/prod-{key}.yaml").write_text(yaml.safe_dump(whole), encoding="utf-8")
    (root / "environments/prod-shared.yaml").unlink()
    addon = root / "apps/dns/addon.yaml"
    text = addon.read_text(encoding="utf-8").partition("environments:")[0].replace("shared, ", "")
    addon.write_text(text, encoding="utf-8")
    service = root / "apps/shop/services/web.yaml"
    service.write_text(service.read_text(encoding="utf-8").replace("  shared: {env: {ORDERS: none}}\n", ""))
    apart = pipeline.generate(root, Tools(started(), None, 1))
    assert apart.findings == ()
    assert apart.tree
    for path, content in apart.tree.items():
        environment, _ = layout.belongs_to(path)
        head = content.replace(f"environments/{environment}.yaml".encode(), ENVIRONMENT.encode())
        assert (together.tree or {})[path] == head, path


def test_the_first_cluster_may_keep_every_file_of_the_environment(tmp_path: Path) -> None:
    root = shutil.copytree(valid("several-regions"), tmp_path / "one")
    said = yaml.safe_load((root / ENVIRONMENT).read_text(encoding="utf-8"))
    eu = said.pop("clusters")["eu"]
    eu.pop("keepsName")
    one = {**said, **eu, "cluster": {**said["cluster"], **eu["cluster"]}}
    (root / ENVIRONMENT).write_text(yaml.safe_dump(one), encoding="utf-8")
    for path, old, new in (
        ("apps/shop/services/web.yaml", "  prod-us: {replicas: 3}\n", ""),
        ("apps/dns/addon.yaml", ", prod-us", ""),
    ):
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")
    before = pipeline.generate(root, Tools(started(), None, 1))
    assert before.findings == ()
    after = planned(tmp_path / "two", case="several-regions")
    assert environments(changed(before.tree, after.tree)) == {"prod-us"}


@pytest.mark.parametrize(
    ("asked", "folders"),
    [
        ("prod", {"prod", "prod-us"}),
        ("prod-eu", {"prod"}),
        ("prod-us", {"prod-us"}),
        ("shared", {"shared-blue", "shared-green"}),
    ],
)
def test_an_option_means_all_clusters_or_one(
    asked: str, folders: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shutil.copytree(valid("several-regions"), tmp_path / "case"))
    helmwright("generate", "--env", asked)
    assert {path.name for path in Path("bootstrap").iterdir()} == folders


def test_a_finding_in_the_file_is_shown_for_each_of_its_clusters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shutil.copytree(valid("several-regions"), tmp_path / "case")
    monkeypatch.chdir(root)
    path = root / "environments/shared.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "quotas: {nothing: {pods: '3'}}\n", encoding="utf-8")
    shown = [
        helmwright("lint", "--env", name).output for name in ("shared-green", "shared", "prod", "prod-us")
    ]
    assert ["R108" in output for output in shown] == [True, True, False, False]


def test_a_trace_is_of_one_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shutil.copytree(valid("blue-and-green"), tmp_path / "case"))
    refused = helmwright("trace", "shop/web", "--env", "prod")
    assert "name one of prod-blue and prod-green" in refused.output
    shown = helmwright("trace", "shop/web", "--env", "prod-green", "--key", "replicas.min").output
    assert shown.split() == [
        *("replicas.min", "=", "3", "environments/prod.yaml:13:32"),
        *("overrides", "2", "environments/prod.yaml:18:28"),
    ]


def test_a_secret_that_clusters_share_is_one_finding_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shutil.copytree(valid("blue-and-green"), tmp_path / "case")
    monkeypatch.chdir(root)
    path = root / ENVIRONMENT
    text = path.read_text(encoding="utf-8").replace(
        "  live: acme", "  password: hunter2-hunter2\n  live: acme"
    )
    path.write_text(text, encoding="utf-8")
    shown = helmwright("lint").output
    assert shown.count("error") == 2, shown
    assert f"{ENVIRONMENT}:20:13: error R703" in shown


def test_a_new_add_on_names_the_environment_of_all_its_clusters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shutil.copytree(valid("blue-and-green"), tmp_path / "case")
    monkeypatch.chdir(root)
    shown = helmwright("new", "addon", "tempo", "--owner", "platform").output
    assert shown.count(f"Say in {ENVIRONMENT}:") == 1
    assert 'onlyIn: ["prod"]' in (root / "apps/tempo/addon.yaml").read_text(encoding="utf-8")


def test_a_file_that_is_not_here_takes_no_cluster_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """docs/decisions/0024-a-broken-checkout-is-not-a-wish.md"""
    root = shutil.copytree(valid("blue-and-green"), tmp_path / "case")
    monkeypatch.chdir(root)
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], check=True)
    helmwright("generate")
    subprocess.run(["git", "add", "."], check=True)
    (root / ENVIRONMENT).unlink()
    service = root / "apps/shop/services/web.yaml"
    service.write_text(service.read_text(encoding="utf-8").partition("replicas:")[0], encoding="utf-8")
    addon = root / "apps/external-dns/addon.yaml"
    text = addon.read_text(encoding="utf-8").replace("    onlyLive: true\n", "")
    addon.write_text(text.partition("objects:")[0], encoding="utf-8")
    refused = helmwright("generate")
    assert f"git has {ENVIRONMENT}, which is not here" in refused.output
    assert (root / "bootstrap/prod-green/root.yaml").exists()
