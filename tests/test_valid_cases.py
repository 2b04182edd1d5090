"""Whole repositories and every file that they generate, as files to read and to compare.

Each folder of `cases/valid/` is a repository; what is generated for it is in its `expected/`, but for the vendored
chart archives and the schemas of their values, which are the same everywhere, their digests, the version of the service
chart where it is the one that is here, and locks, which say again what Chart.yaml says. A file that is as in the case
`plain`, but for the name of the environment, is only named, in `expected/as-in-plain.txt`. `nox -s golden` rewrites
`expected/`.
"""

from __future__ import annotations

import json
import re
from functools import cache, reduce
from pathlib import Path

import pytest
import yaml
from tests import case_files
from tests.case_files import lay, valid
from tests.golden import same_tree
from tests.helms import started
from tests.leaves import covered, leaves

from helmwright import layout, pipeline, resources
from helmwright.charts import vendored
from helmwright.charts.metadata import SCHEMA
from helmwright.descriptors.load import load
from helmwright.kubernetes.manifests import Object
from helmwright.layout import Kind
from helmwright.pipeline import Result, Tools
from helmwright.validate.embedded import EmbeddedValidator

CASES = case_files.FOLDER / "valid"
VENDORED = (".tgz", f"/{SCHEMA}")
CHART, LOCK = "/Chart.yaml", f"/{layout.LOCK}"
VERSION = re.escape(yaml.safe_load((resources.charts() / "service/Chart.yaml").read_bytes())["version"])
VARYING = (
    (r"^(# (?:charts/\S+|values.schema.json) sha256:)[0-9a-f]{64}$", r"\1<digest>"),
    (r'^(digest: "sha256:)[0-9a-f]{64}"$', r'\1<digest>"'),
    (rf"^(# charts/service-){VERSION}(\.tgz )", r"\1<version>\2"),
    (rf'^(  - name: "service"\n    version: "){VERSION}"$', r'\1<version>"'),
)
"""What another version of the service chart changes everywhere, and what stands for it."""
PLAIN = "plain"
AS_IN_PLAIN = "as-in-plain.txt"
NAMES = sorted(path.name for path in CASES.iterdir())


@cache
def planned(name: str) -> Result:
    """What is generated for a case, worked out once."""
    return pipeline.generate(valid(name), Tools(started(), None, 1))


def texts(name: str) -> dict[str, str]:
    """The planned files that people read, by path."""
    tree = planned(name).tree or {}
    return {
        path: reduce(lambda text, row: re.sub(row[0], row[1], text, flags=re.M), VARYING, content.decode())
        for path, content in tree.items()
        if not path.endswith(VENDORED)
    }


def told(name: str) -> dict[str, str]:
    """The same, with the paths alone of those that are as in `plain`."""
    found = {path: text for path, text in texts(name).items() if not path.endswith(LOCK)}
    alike = [path for path in sorted(found) if name != PLAIN and found[path] == in_plain(path)]
    paths = {AS_IN_PLAIN: "".join(f"{path}\n" for path in alike)} if alike else {}
    return {path: text for path, text in found.items() if path not in alike} | paths


def in_plain(path: str) -> str | None:
    """The text of a path's file in `plain`, whose prod has the name there of the path's environment."""
    folder = re.match(r"(apps/[^/]+|bootstrap)/([^/]+)/", path)
    if folder is None:
        return None
    text = texts(PLAIN).get(f"{folder[1]}/prod/{path[folder.end() :]}")
    return re.sub(r"\bprod\b", folder[2], text) if text else None


@pytest.mark.parametrize("name", NAMES)
def test_a_case_has_no_finding(name: str) -> None:
    assert planned(name).findings == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_case_generates_what_is_expected(name: str, request: pytest.FixtureRequest) -> None:
    same_tree(CASES / name / "expected", told(name), request.config)


def test_files_are_as_in_plain_but_for_their_environment() -> None:
    text = in_plain("bootstrap/dev/root.yaml")
    assert text is not None
    assert 'path: "bootstrap/dev"' in text
    assert "prod" not in text
    assert in_plain("bootstrap/dev/applications/cart.yaml") is None


@pytest.mark.parametrize("name", NAMES)
def test_each_umbrella_chart_vendors_its_chart(name: str) -> None:
    resolved = planned(name).resolved
    assert resolved is not None
    packages, broken = vendored.chart_packages(valid(name), (release.chart for release in resolved.releases))
    assert broken == ()
    expected = {
        f"{release.folder}/{path}": content
        for release in resolved.releases
        for package in [packages[release.chart]]
        for path, content in {
            f"charts/{package.name}-{package.version}.tgz": package.archive,
            SCHEMA: package.schema,
        }.items()
        if content
    }
    tree = planned(name).tree or {}
    assert {path: content for path, content in tree.items() if path.endswith(VENDORED)} == expected


@pytest.mark.parametrize("name", NAMES)
def test_each_umbrella_chart_is_locked_to_the_charts_that_it_names(name: str) -> None:
    found = texts(name)
    locks = {path.removesuffix(LOCK): text for path, text in found.items() if path.endswith(LOCK)}
    charts = {path.removesuffix(CHART): text for path, text in found.items() if path.endswith(CHART)}
    assert locks == {
        folder: lock(text, f"{folder}/{SCHEMA}" in (planned(name).tree or {}))
        for folder, text in charts.items()
    }


def lock(chart: str, schema: bool) -> str:
    """The lock of a Chart.yaml: what is beside it, and its dependencies without the names they have there."""
    named = re.sub(r"    alias: .*\n", "", chart.partition("dependencies:\n")[2])
    archives = dict.fromkeys(re.findall(r'name: "(.+)"\n    version: "(.+)"', named))
    vendored = [*(f"charts/{name}-{version}.tgz" for name, version in archives), *[SCHEMA] * schema]
    return (
        chart.partition("\n")[0]
        + "".join(f"\n# {path} sha256:<digest>" for path in vendored)
        + f'\ndependencies:\n{named}digest: "sha256:<digest>"\ngenerated: "1970-01-01T00:00:00Z"\n'
    )


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_would_be_deployed_is_valid(name: str) -> None:
    assert pipeline.validate(planned(name), EmbeddedValidator([resources.schemas() / "crds"])) == ()


@pytest.mark.parametrize("name", NAMES)
def test_services_that_are_synced_apart_make_the_same_objects(name: str, tmp_path: Path) -> None:
    """docs/decisions/0065-an-application-for-each-service.md"""
    root = lay(f"valid/{name}", tmp_path / name)
    for folder in root.glob("apps/*/services"):
        file = folder.parent / "app.yaml"
        said = yaml.safe_load(file.read_bytes()) if file.is_file() else {}
        head = {"apiVersion": "helmwright.dev/v1", "kind": "App", "grouping": "service"}
        file.write_text(json.dumps({**said, **head}))
    assert objects(pipeline.render(root, Tools(started(), None, 1))) == objects(planned(name))


def objects(found: Result) -> list[str]:
    """All that is rendered, but for how long a rollout may stand still."""
    assert found.resolved is not None
    return sorted(
        f"{release.environment.name} {release.namespace} {_without_deadline(manifest.object)}"
        for release in found.resolved.releases
        for manifest in found.manifests[release.name]
    )


def _without_deadline(item: Object) -> Object:
    spec = item.get("spec")
    if not isinstance(spec, dict):
        return item
    return {**item, "spec": {key: value for key, value in spec.items() if key != "progressDeadlineSeconds"}}


def test_the_instance_label_is_the_applications_name() -> None:
    """argoproj/argo-cd#18411, #2871: where Argo CD tracks by label it writes its Application's name there, and a
    selector with another one matches no pod.
    """
    applications = {
        yaml.safe_load(text)["metadata"]["name"]
        for path, text in texts("every-field").items()
        if "/applications/" in path
    }
    for release, manifests in planned("every-field").manifests.items():
        labels = {item.object["metadata"]["labels"]["app.kubernetes.io/instance"] for item in manifests}
        assert labels == {release} <= applications


def test_work_with_rights_of_its_own_runs_before_the_pods_of_all_services() -> None:
    """docs/decisions/0051-tasks-with-rights-of-their-own.md"""
    objects = {
        (item.object["kind"], item.object["metadata"]["name"]): item.object
        for item in planned("containers-and-accounts").manifests["prod-shop"]
    }
    (task,) = (
        item for (kind, name), item in objects.items() if (kind, name[:-9]) == ("Job", "cart-schema-migrate")
    )
    server = objects["Deployment", "cart"]
    waves = [
        int(item["metadata"].get("annotations", {}).get("argocd.argoproj.io/sync-wave", 0))
        for item in (task, server)
    ]
    assert waves[0] < waves[1]
    accounts = [item["spec"]["template"]["spec"]["serviceAccountName"] for item in (task, server)]
    assert accounts == ["cart-schema", "shop-reader"]
    assert objects["RoleBinding", "cart-schema"]["subjects"][0]["name"] == "cart-schema"


@pytest.mark.parametrize("name", NAMES)
def test_no_project_permits_by_wildcard(name: str) -> None:
    projects = [
        item
        for path, text in texts(name).items()
        if path.startswith("bootstrap/")
        for item in yaml.load_all(text, yaml.CSafeLoader)
        if item["kind"] == "AppProject"
    ]
    assert projects
    for project in projects:
        told = ("description", "destinationServiceAccounts", "syncWindows")
        permitted = {key: value for key, value in project["spec"].items() if key not in told}
        for policy in (policy for role in permitted.pop("roles", ()) for policy in role["policies"]):
            assert f", {project['metadata']['name']}/*, allow" in policy  # the project's own Applications
        if project["metadata"]["name"].endswith("-namespaces"):  # its own kinds of object, wherever they are
            assert [place["namespace"] for place in permitted.pop("destinations")] == ["*"]
        assert "*" not in str(permitted)


ELSEWHERE = {".toolVersion": "it changes with every release; the rules have a test of it"}
"""Fields that no case sets, each with the reason."""


@pytest.mark.parametrize("kind", list(Kind))
def test_every_field_is_set_by_a_case(kind: Kind) -> None:
    set_ = {
        leaf for name in NAMES for source in load(valid(name)).of(kind) for leaf in covered(kind, source.data)
    }
    assert leaves(kind) - set_ == set(ELSEWHERE) & leaves(kind)
