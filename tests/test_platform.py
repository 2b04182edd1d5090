"""A whole platform: two applications on a laptop, on an EKS cluster, and on a blue and a green one.

They are those of this repository. The clusters of EKS run the known add-ons, with charts of our own in place of what
their authors publish.

A stand-in has the name and version of a chart, a definition of each kind that it is known to bring, and one object that
shows the values that it was given. What the real charts make of their values is recorded in the data files.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.helms import started
from tests.repositories import BLUE_AND_GREEN, EKS

from helmwright import archive, layout, pipeline, resources
from helmwright.charts import addon_lock
from helmwright.charts.addon_lock import Locked
from helmwright.findings import failed
from helmwright.known import read
from helmwright.known.entry import Entry
from helmwright.pipeline import Result, Tools
from helmwright.tree import digest
from helmwright.validate.embedded import EmbeddedValidator

INSTEAD = ("cluster-autoscaler", "aws-node-termination-handler", "karpenter-crd")
"""What fights with another one that runs."""
ENTRIES = tuple(read.read(name) for name in read.names() if name not in INSTEAD)
ROOT = Path(__file__).parents[1]
APPS = ("boutique", "portfolio")
HEAD = {"apiVersion": "helmwright.dev/v1"}
REPOSITORY = {
    **HEAD,
    "kind": "Repository",
    "name": "acme",
    "repoURL": "https://git.example/acme.git",
    "teams": {
        "platform": {"groups": {"ops": ["acme-ops"]}},
        "shop": {"groups": {"lead": ["acme-shop-leads"], "developer": ["acme-shop"]}},
        "web": {"groups": {"developer": ["acme-web"]}},
    },
}
NODES: dict[str, Any] = {
    "nodes": {"general": {"instanceTypes": ["m7i.xlarge"], "min": 3, "max": 12}},
    "vpc": {
        **EKS["cluster"]["vpc"],
        "subnets": {
            f"private-{zone}": {"cidr": f"10.0.{number}.0/24", "zone": f"eu-west-1{zone}"}
            for number, zone in enumerate("abc")
        },
    },
}
SHARED: dict[str, Any] = {
    **EKS,
    "cluster": {**EKS["cluster"], **NODES},
    "podSecurity": "privileged",
    "exposure": {"type": "LoadBalancer", "loadBalancerClass": "service.k8s.aws/nlb"},
    "facts": {name: f"fact-{name.lower()}" for entry in ENTRIES for name in entry.facts},
    "quotas": {"default": {"pods": "200", "services": "60"}},
}
ENVIRONMENTS: dict[str, dict[str, Any]] = {
    "staging": SHARED,
    "prod": {
        **SHARED,
        "identity": {"type": "podIdentity"},
        "roles": {"developer": {"debug": False}},
        **BLUE_AND_GREEN,
    },
}
ON_EKS = ("prod-blue", "prod-green", "staging")
SHOWN = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Chart.Name }}}
data: {values: {{ .Values | toJson | quote }}}
"""


def definitions(entry: Entry) -> Iterator[dict[str, Any]]:
    """A definition of each kind that the add-on brings, in the versions that anybody uses of any."""
    for word in entry.provides:
        match word.split("/"):
            case ["kind", group, kind]:
                yield definition(group, kind)


def definition(group: str, kind: str) -> dict[str, Any]:
    plural = kind.lower() + "s"
    schema = {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"{plural}.{group}"},
        "spec": {
            "group": group,
            "scope": "Cluster",
            "names": {"kind": kind, "plural": plural, "singular": kind.lower(), "listKind": f"{kind}List"},
            "versions": [
                {"name": name, "served": True, "storage": name == "v1", "schema": schema}
                for name in ("v1", "v1beta1", "v1alpha1")
            ],
        },
    }


def stand_in(entry: Entry) -> tuple[Locked, bytes]:
    chart = entry.said["chart"]
    about = {"apiVersion": "v2", "name": chart["name"], "version": chart["version"]}
    files = {
        "Chart.yaml": json.dumps(about).encode(),
        "values.yaml": b"{}\n",
        "templates/shown.yaml": SHOWN.encode(),
        **{f"crds/{made['metadata']['name']}.yaml": json.dumps(made).encode() for made in definitions(entry)},
    }
    content = archive.pack(chart["name"], files)
    return Locked(
        chart["name"], chart["version"], chart["repository"], digest(content), "2026-11-30"
    ), content


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Result:
    root = tmp_path_factory.mktemp("platform")
    write(root, layout.REPOSITORY, json.dumps(REPOSITORY))
    for name, said in ENVIRONMENTS.items():
        write(root, layout.environment(name), json.dumps({**HEAD, "kind": "Environment", **said}))
    dev = layout.environment("dev")
    write(root, dev, (ROOT / dev).read_bytes())
    for app in APPS:
        write(root, layout.app(app), (ROOT / layout.app(app)).read_bytes())
        shutil.copytree(ROOT / layout.services(app), root / layout.services(app))
    charts = [stand_in(entry) for entry in ENTRIES]
    for row, content in charts:
        write(root, layout.addon_archive(row.name, row.version), content)
    write(root, layout.ADDON_LOCK, addon_lock.written(row for row, _ in charts))
    for entry in ENTRIES:
        write(root, layout.addon(entry.name), entry.descriptor("platform", [*ENVIRONMENTS]))
    return pipeline.generate(root, Tools(started(), None, 2))


def write(root: Path, path: str, content: str | bytes) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())


def test_every_known_add_on_is_planned_in_every_environment(platform: Result) -> None:
    assert not failed(platform.findings)
    assert len(ENTRIES) >= 28
    addons = {f"{cluster}-{entry.name}" for cluster in ON_EKS for entry in ENTRIES}
    assert {*platform.manifests} == addons | {
        f"{cluster}-{app}" for cluster in ("dev", *ON_EKS) for app in APPS
    }


def test_everything_that_would_be_deployed_is_valid(platform: Result) -> None:
    found = pipeline.validate(platform, EmbeddedValidator([resources.schemas() / "crds"]))
    assert [str(finding) for finding in found] == []


def test_the_role_and_the_facts_of_an_environment_reach_the_charts(platform: Result) -> None:
    (shown,) = (item for item in platform.manifests["staging-external-dns"] if item.kind == "ConfigMap")
    values = json.loads(shown.object["data"]["values"])
    assert values["txtOwnerId"] == "acme-prod"
    assert values["domainFilters"] == ["acme.example"]
    annotations = values["serviceAccount"]["annotations"]
    assert annotations == {"eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/external-dns"}


def test_an_archive_lies_once_in_the_repository_and_once_for_each_release(platform: Result) -> None:
    paths = (path for path in platform.tree or {} if path.endswith(".tgz") and path.split("/")[1] not in APPS)
    archives = Counter(path.rpartition("/")[2] for path in paths)
    assert set(archives.values()) == {len(ON_EKS)}


def test_what_is_needed_comes_in_an_earlier_wave(platform: Result) -> None:
    waves = {entry.name: entry.said.get("wave", 0) for entry in ENTRIES}
    pairs = [(entry.name, need) for entry in ENTRIES for need in entry.said.get("needs", ())]
    assert pairs
    assert [(name, need) for name, need in pairs if waves[need] > waves[name]] == []


def test_every_cluster_has_its_whole_tree(platform: Result) -> None:
    trees = {path.split("/")[1] for path in platform.tree or {} if path.startswith("bootstrap/")}
    assert trees == {"dev", *ON_EKS}


def test_a_role_is_less_in_both_clusters_of_an_environment_that_says_so(platform: Result) -> None:
    debugging = {
        cluster: b"helmwright:" in text and b"developer:debug" in text
        for cluster in ("dev", *ON_EKS)
        for text in [(platform.tree or {})[layout.namespace(cluster, "boutique")]]
    }
    assert debugging == {"dev": True, "staging": True, "prod-blue": False, "prod-green": False}
