"""Charts that are not ours, in a project that is nobody's: tests of them need nothing but the plug-in."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.executables import ROOT, required
from tests.helms import REAL

GREETER = Path(__file__).parents[1] / "foreign/greeter"
Outcome = Callable[..., pytest.RunResult]


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with somebody's chart in `charts/greeter`, as it is, and no other setting than its folder."""
    shutil.copytree(GREETER, pytester.path / "charts/greeter")
    pytester.makeini(
        "[pytest]\naddopts = -p chartwright.testing.plugin\nhelmwright_chart = charts/greeter\n"
        f"helmwright_tools = {ROOT / '.tools/bin'}\n"
    )
    monkeypatch.delenv("CI", raising=False)
    return pytester


def test_its_objects_and_variables_are_picked_by_name(outcome: Outcome) -> None:
    tests = """
def test_the_chart_is_this_one(chart):
    assert (chart.name, chart.version) == ("greeter", "0.3.1")

def test_everything_is_called_after_the_release(render):
    assert render(release="hello").names == [
        ("Deployment", "hello-greeter"),
        ("Pod", "hello-greeter-test"),
        ("Service", "hello-greeter"),
        ("ServiceAccount", "hello-greeter"),
    ]

def test_the_service_leads_to_the_pods(render):
    manifests = render()
    assert manifests.one("Service")["spec"]["selector"].items() <= manifests.pod.labels.items()

def test_it_greets_loudly(render):
    assert render().containers["greeter"].env == {"GREETING": "Hello"}
    loud = render({"greeting": {"text": "Ahoy", "loud": True}})
    assert loud.container.env == {"GREETING": "Ahoy", "GREETING_VOLUME": "high"}
    assert loud.container["image"] == "ghcr.io/acme/greeter:2.4.0"

def test_the_autoscaler_owns_the_number_of_pods(render):
    manifests = render({"autoscaling": {"enabled": True}})
    assert "replicas" not in manifests.one("Deployment")["spec"]
    assert manifests.one("HorizontalPodAutoscaler")["spec"]["maxReplicas"] == 5

def test_two_of_it_go_together(render):
    manifests = render.all({"hello": {}, "bye": {"greeting": {"text": "Bye"}}, "global": {"any": "thing"}})
    assert manifests.named("Deployment").keys() == {"release-name-hello", "release-name-bye"}
"""
    outcome(tests).assert_outcomes(passed=6)


@pytest.mark.tool("helm3", "helm4")
def test_every_helm_and_kubernetes_renders_it_alike(outcome: Outcome) -> None:
    tests = """
@pytest.mark.helm_engines("sdk", "helm3", "helm4")
@pytest.mark.kube_versions("1.31", "1.34.1-eks-abc1234")
def test_kubernetes_would_take_it(render, snapshot):
    manifests = render({"service": {"port": 8080}})
    assert manifests.problems == []
    snapshot(manifests)
"""
    outcome(tests, "--update-golden").assert_outcomes(passed=6)
    outcome(tests).assert_outcomes(passed=6)


def test_a_change_of_the_chart_is_seen_in_the_snapshot(outcome: Outcome, project: pytest.Pytester) -> None:
    tests = "def test_it(render, snapshot): snapshot(render({'service': {'type': 'NodePort'}}))"
    outcome(tests).stdout.fnmatch_lines(["*test_it.yaml is missing; write it with --update-golden*"])
    outcome(tests, "--update-golden").assert_outcomes(passed=1)
    assert 'type: "NodePort"' in (project.path / "snapshots/test_web/test_it.yaml").read_text()
    values = project.path / "charts/greeter/values.yaml"
    values.write_text(values.read_text().replace("text: Hello", "text: Ahoy"))
    changed = outcome(tests)
    changed.assert_outcomes(failed=1)
    changed.stdout.fnmatch_lines(['*-*value: "Hello"', '*+*value: "Ahoy"'])


def test_what_helm_says_is_what_the_test_says(outcome: Outcome) -> None:
    tests = """
def test_hosts_are_a_list(render):
    assert render.failure({"ingress": {"enabled": True, "hosts": 3}}) == (
        ".Values.ingress.hosts: range can't iterate over 3"
    )

def test_this_one_is_wrong(render):
    assert render({"service": 3}).one("Service")["spec"]["type"] == "ClusterIP"

def test_and_this_one(render):
    render().one("Ingress")
"""
    result = outcome(tests)
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(
        [
            "E *the chart does not render: *",
            "E *there is no Ingress, among: Deployment release-name-greeter, Pod release-name-greeter-test, *",
        ]
    )
    result.stdout.no_fnmatch_line("*testing/render.py*")


def test_the_chart_is_left_as_it_is(outcome: Outcome, project: pytest.Pytester) -> None:
    outcome("def test_it(render, snapshot): snapshot(render())", "--update-golden").assert_outcomes(passed=1)
    assert files(project.path / "charts/greeter") == files(GREETER)


@pytest.mark.parametrize("helm", REAL)
def test_what_helm_create_makes_is_tested_below_its_folder(
    outcome: Outcome, project: pytest.Pytester, helm: str
) -> None:
    subprocess.run([required(helm), "create", "web"], cwd=project.path, check=True, capture_output=True)
    tests = """
PROBES = {"livenessProbe", "readinessProbe"}

def test_it_is_named_like_its_chart(chart, render):
    assert (chart.name, render().workload.name) == ("web", "release-name-web")

def test_only_a_null_removes_its_probes(render):
    assert PROBES <= render().container.keys()
    assert PROBES & render({"livenessProbe": None, "readinessProbe": None}).container.keys() == set()

def test_kubernetes_would_take_it(render):
    host = {"host": "web.example.com", "paths": [{"path": "/", "pathType": "Prefix"}]}
    manifests = render({"ingress": {"enabled": True, "hosts": [host]}, "autoscaling": {"enabled": True}})
    assert {"HorizontalPodAutoscaler", "Ingress"} <= {item.kind for item in manifests}
    assert manifests.problems == []
"""
    outcome(tests, path="web/ci/test_web.py").assert_outcomes(passed=3)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
