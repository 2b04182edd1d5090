"""What another version of a chart does to a cluster: told from what both render."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.helms import forgetful
from tests.program import helmwright

from chartwright.cases.case import read_cases
from chartwright.cases.renders import Engine
from chartwright.diff.compare import compare
from chartwright.diff.impact import Impact
from chartwright.release.metadata import with_version
from helmwright.charts.chart import from_folder

from . import demo
from .support import CASES, FILES

ENGINE = Engine(forgetful("sdk"), "1.34")
DEPLOYMENT, STORE = "templates/deployment.yaml", "templates/stateful-set.yaml"
CLAIM, SERVICE, JOB = "templates/claim.yaml", "templates/service.yaml", "templates/job.yaml"
STORE_SPEC = "a StatefulSet takes only other replicas, ordinals, templates and strategies"


def found(*changes: tuple[str, str, str], without: str = "") -> list[tuple[Impact, str, str, str]]:
    """What the changes to the demo chart do: impact, kind, path and reason."""
    new = demo.chart(*changes, without=without)
    comparison = compare(demo.chart(), new, demo.CASES, ENGINE)
    assert comparison.unusable == {}
    return [
        (item.effect.impact, item.kind, item.effect.path, item.effect.reason)
        for item in comparison.differences
    ]


def test_the_same_chart_differs_in_nothing() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("change", "impact", "kind", "path"),
    [
        (("Chart.yaml", "1.2.0", "1.2.1"), Impact.METADATA, "Deployment", "metadata.labels.helm.sh/chart"),
        ((DEPLOYMENT, "{{ .Values.replicas }}", "5"), Impact.UPDATED, "Deployment", "spec.replicas"),
        ((SERVICE, "port: 80", "port: 81"), Impact.UPDATED, "Service", "spec.ports"),
        ((CLAIM, "2Gi", "3Gi"), Impact.UPDATED, "PersistentVolumeClaim", "spec.resources.requests.storage"),
        (
            (DEPLOYMENT, "name: web,", "name: site,"),
            Impact.RESTART,
            "Deployment",
            "spec.template.spec.containers",
        ),
        ((STORE, "store:1", "store:2"), Impact.RESTART, "StatefulSet", "spec.template.spec.containers"),
    ],
)
def test_a_change_that_can_be_applied(
    change: tuple[str, str, str], impact: Impact, kind: str, path: str
) -> None:
    assert found(change) == [(impact, kind, path, "")]


@pytest.mark.parametrize(
    ("change", "kind", "path", "reason"),
    [
        (
            (DEPLOYMENT, "{matchLabels: {app: web}}", "{matchLabels: {app: web, tier: a}}"),
            *("Deployment", "spec.selector", "its pods are found by the selector, which cannot change"),
        ),
        ((STORE, "serviceName: store", "serviceName: db"), "StatefulSet", "spec.serviceName", STORE_SPEC),
        ((STORE, "1Gi", "2Gi"), "StatefulSet", "spec.volumeClaimTemplates", STORE_SPEC),
        ((CLAIM, "fast", "slow"), "PersistentVolumeClaim", "spec.storageClassName", "a claim can only grow"),
        (
            (CLAIM, "2Gi", "1Gi"),
            "PersistentVolumeClaim",
            "spec.resources.requests.storage",
            "a claim can only grow",
        ),
        ((SERVICE, "clusterIP: None, ", ""), "Service", "spec.clusterIP", "the address is given once"),
        ((JOB, "task:1", "task:2"), "Job", "spec.template", "what a Job runs cannot change under its name"),
    ],
)
def test_a_change_that_is_refused(change: tuple[str, str, str], kind: str, path: str, reason: str) -> None:
    assert (Impact.BREAKING, kind, path, reason) in found(change)
    assert {impact for impact, _, found_path, _ in found(change) if found_path == path} == {Impact.BREAKING}


NAMED = (CLAIM, "{name: files}", "{name: files, namespace: {{ .Release.Namespace }}}")


def test_no_namespace_is_the_release_s() -> None:
    assert found(NAMED) == []


def test_an_object_in_another_namespace_is_another_object() -> None:
    assert found((CLAIM, "{name: files}", "{name: files, namespace: other}")) == [
        (Impact.ADDED, "PersistentVolumeClaim", "", ""),
        (Impact.BREAKING, "PersistentVolumeClaim", "", "removed: its data is deleted with it"),
    ]


def resized(before: str, after: str) -> Impact:
    """What another request for CPU does, each as it is written."""
    old, new = (
        demo.chart((DEPLOYMENT, "name: web,", f"name: web, resources: {{requests: {{cpu: {size}}}}},"))
        for size in (before, after)
    )
    return compare(old, new, demo.CASES, ENGINE).impact


@pytest.mark.parametrize(
    ("before", "after"), [("1000m", '"1"'), ("1", '"1"'), ("1.5", "1500m"), ("1e3", "1k"), ("1000u", "1m")]
)
def test_quantities_are_compared_by_what_they_are(before: str, after: str) -> None:
    assert resized(before, after) is Impact.NOTHING


@pytest.mark.parametrize(("before", "after"), [("1", "2"), ("1m", "1"), ("some", "more"), ("1", "1/0")])
def test_another_quantity_and_what_is_none_restart(before: str, after: str) -> None:
    assert resized(before, after) is Impact.RESTART


def test_a_claim_of_the_same_size_in_another_unit_does_not_change() -> None:
    assert found((CLAIM, "2Gi", "2048Mi"), (STORE, "1Gi", "1024Mi")) == []


def test_the_class_of_a_load_balancer_may_go_with_it() -> None:
    spec = "clusterIP: None, "
    balanced, another, plain = (
        demo.chart((SERVICE, spec, other))
        for other in (
            "type: LoadBalancer, loadBalancerClass: a/nlb, ",
            "type: LoadBalancer, loadBalancerClass: b/nlb, ",
            "type: ClusterIP, ",
        )
    )
    assert compare(balanced, another, demo.CASES, ENGINE).impact is Impact.BREAKING
    assert compare(balanced, plain, demo.CASES, ENGINE).impact is Impact.UPDATED


def test_a_job_that_is_made_anew_at_each_sync_may_change() -> None:
    hook = (JOB, "note: once", "argocd.argoproj.io/hook: Sync")
    changed = (JOB, "task:1", "task:2")
    assert {impact for impact, *_ in found(hook, changed)} == {Impact.METADATA, Impact.UPDATED}


@pytest.mark.parametrize(
    ("path", "impact", "reason"),
    [
        (CLAIM, Impact.BREAKING, "removed: its data is deleted with it"),
        (SERVICE, Impact.BREAKING, "removed: those that call it by its name find nothing"),
        (DEPLOYMENT, Impact.BREAKING, "removed: its pods stop"),
        (JOB, Impact.REMOVED, ""),
    ],
)
def test_an_object_that_is_removed(path: str, impact: Impact, reason: str) -> None:
    ((found_impact, _, _, found_reason),) = found(without=path)
    assert (found_impact, found_reason) == (impact, reason)


@pytest.mark.parametrize(
    ("api_version", "kind", "spec"),
    [
        ("bitnami.com/v1alpha1", "SealedSecret", "{template: {metadata: {labels: {a: b}}}}"),
        ("external-secrets.io/v1", "ExternalSecret", "{target: {template: {metadata: {labels: {a: b}}}}}"),
    ],
)
def test_the_labels_of_a_secret_to_be_made_are_metadata(api_version: str, kind: str, spec: str) -> None:
    text = f"apiVersion: {api_version}\nkind: {kind}\nmetadata: {{name: s}}\nspec: {spec}\n"
    old, new = (
        from_folder({**demo.files(), "templates/secret.yaml": found.encode()})
        for found in (text, text.replace("a: b", "a: c"))
    )
    assert compare(old, new, demo.CASES, ENGINE).impact is Impact.METADATA


def test_an_object_under_another_name_is_added_and_the_old_one_lost() -> None:
    assert found((SERVICE, "name: store", "name: db")) == [
        (Impact.ADDED, "Service", "", ""),
        (Impact.BREAKING, "Service", "", "removed: those that call it by its name find nothing"),
    ]


def test_values_that_the_new_schema_refuses_are_breaking() -> None:
    assert found(("values.schema.json", '"tag": {"type": "string"}, ', "")) == [
        (Impact.BREAKING, "", "tag", "refused: is not allowed here")
    ]


def test_values_that_only_the_new_schema_takes_are_an_addition() -> None:
    strict, wide = demo.chart(("values.schema.json", '"tag": {"type": "string"}, ', "")), demo.chart()
    (only,) = compare(strict, wide, demo.CASES, ENGINE).differences
    assert (only.effect.impact, only.effect.reason) == (Impact.ADDED, "values that are accepted now")


def test_values_that_no_version_takes_are_named() -> None:
    cases = read_cases({"odd.yaml": b"size: 3\n"})
    comparison = compare(demo.chart(), demo.chart(), cases, ENGINE)
    assert [str(finding) for finding in comparison.useless("demo")] == [
        "demo: error C207: odd.yaml: size: is not allowed here"
    ]


def test_a_new_version_of_the_service_chart_alone_leaves_every_pod_as_it_is() -> None:
    chart = from_folder(FILES)
    cases = read_cases({path.name: path.read_bytes() for path in CASES.values()}, by_alias=True)
    comparison = compare(chart, with_version(chart, "99.0.0"), cases, ENGINE)
    assert comparison.unusable == {}
    assert comparison.impact is Impact.METADATA
    assert all(item.effect.path.endswith("metadata.labels.helm.sh/chart") for item in comparison.differences)


def diff(*arguments: str | Path) -> tuple[int, str]:
    result = helmwright("charts", "diff", *map(str, arguments), catch_exceptions=False)
    return result.exit_code, result.output


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """The demo chart, and a later version that restarts pods and loses a claim."""
    later = demo.write(
        tmp_path / "new", ("Chart.yaml", "1.2.0", "1.3.0"), (DEPLOYMENT, "name: web,", "name: w,")
    )
    (later / CLAIM).unlink()
    return demo.write(tmp_path / "old"), later


def test_the_command_tells_the_greatest_impact_first(two: tuple[Path, Path]) -> None:
    case = (two[1] / "ci/two-values.yaml").as_posix()
    assert diff(*two) == (
        0,
        f"breaking PersistentVolumeClaim: files in {case}\n"
        "         removed: its data is deleted with it\n"
        f"restart  Deployment spec.template.spec.containers: release-name in {case}\n"
        f"metadata Deployment metadata.labels.helm.sh/chart: release-name in {case}\n"
        "breaking: from demo 1.2.0 to demo 1.3.0, in 1 case\n",
    )


def test_the_command_tells_programs_the_same(two: tuple[Path, Path]) -> None:
    code, output = diff(*two, "--format", "json")
    report = json.loads(output)
    assert (code, report["impact"], len(report["cases"])) == (0, "breaking", 1)
    assert report["new"] == {"name": "demo", "version": "1.3.0"}
    assert [item["impact"] for item in report["differences"]] == ["metadata", "restart", "breaking"]
    assert report["differences"][2]["reason"] == "removed: its data is deleted with it"


@pytest.mark.parametrize(("limit", "code"), [("breaking", 0), ("restart", 1), ("metadata", 1)])
def test_the_command_fails_from_an_impact_on(tmp_path: Path, limit: str, code: int) -> None:
    old, new = demo.write(tmp_path / "old"), demo.write(tmp_path / "new", (STORE, "store:1", "store:2"))
    assert diff(old, new, "--fail-on", limit)[0] == code


def test_the_command_knows_releases_by_name_below_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "helmwright.yaml").touch()
    demo.write(tmp_path / "charts/demo")
    (tmp_path / "charts/releases").mkdir()
    (tmp_path / "charts/releases/demo-1.2.0.tgz").write_bytes(demo.chart().archive)
    monkeypatch.chdir(tmp_path / "charts")
    assert diff("demo-1.2.0", "demo") == (0, "nothing: from demo 1.2.0 to demo 1.2.0, in 1 case\n")


def test_the_command_knows_releases_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    demo.write(tmp_path / "charts/demo")
    (tmp_path / "charts/releases").mkdir()
    (tmp_path / "charts/releases/demo-1.2.0.tgz").write_bytes(demo.chart().archive)
    assert diff("demo-1.2.0", "charts/demo") == (0, "nothing: from demo 1.2.0 to demo 1.2.0, in 1 case\n")
    code, output = diff("demo-1.1.0", "charts/demo")
    assert (code, output.splitlines()[-1]) == (
        2,
        "Error: demo-1.1.0 is no folder, no archive, and no release in charts/releases",
    )


@pytest.mark.parametrize("version", ["", "foo", "1", "1.x", "1.34.0.0"])
def test_what_is_no_version_of_kubernetes_is_refused(two: tuple[Path, Path], version: str) -> None:
    code, output = diff(*two, "--kube-version", version)
    assert (code, output.splitlines()[-1]) == (
        2,
        f"Error: Invalid value for '--kube-version': '{version}' is not a Kubernetes version such as 1.34",
    )


@pytest.mark.parametrize("version", ["1.34", "v1.34", "1.34.2", "v1.34.2-eks-abc"])
def test_versions_of_kubernetes_are_taken_as_helm_takes_them(two: tuple[Path, Path], version: str) -> None:
    assert diff(*two, "--kube-version", version) == diff(*two)


def test_both_charts_are_looked_for_in_the_folder_that_is_named(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = diff(*two)[0], "breaking: from demo 1.2.0 to demo 1.3.0, in 1 case"
    monkeypatch.chdir(two[0].parent.parent)
    code, output = diff("-C", two[0].parent.name, "old", "new")
    assert (code, output.splitlines()[-1]) == expected


STORED = "templates/secret.yaml"
CHANCE = (
    "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\n"
    "stringData: {password: {{ randAlphaNum 20 }}, user: [{name: a, key: {{ randAlphaNum 20 }}, size: 1}]}\n"
)
TEST = (
    "apiVersion: v1\nkind: Pod\nmetadata: {name: try, annotations: {helm.sh/hook: test}}\n"
    "spec: {containers: [{name: a, image: 'a:1'}]}\n"
)


def differences(old: dict[str, str], new: dict[str, str]) -> list[tuple[Impact, str, str]]:
    """What differs between two charts of these templates."""
    head = {"Chart.yaml": "apiVersion: v2\nname: demo\nversion: 0.1.0\n"}
    charts = [
        from_folder({path: text.encode() for path, text in {**head, **files}.items()}) for files in (old, new)
    ]
    found = compare(charts[0], charts[1], read_cases({}), ENGINE).differences
    return [(item.effect.impact, item.kind, item.effect.path) for item in found]


def test_what_is_another_at_each_render_is_no_difference() -> None:
    assert differences({STORED: CHANCE}, {STORED: CHANCE}) == []


def test_what_differs_beside_it_is_found() -> None:
    assert differences({STORED: CHANCE}, {STORED: CHANCE.replace("size: 1", "size: 2")}) == [
        (Impact.UPDATED, "Secret", "stringData.user")
    ]


def test_a_name_by_chance_is_no_difference() -> None:
    named = CHANCE.replace("name: db", "name: db-{{ randAlpha 5 | lower }}")
    assert differences({STORED: named}, {STORED: named}) == []
    assert differences({STORED: named}, {}) == [(Impact.REMOVED, "Secret", "")]


def test_pods_of_helm_test_do_not_count() -> None:
    assert differences({"templates/a.yaml": TEST}, {"templates/a.yaml": TEST.replace("a:1", "a:2")}) == []
