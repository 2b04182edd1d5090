"""The plug-in in a project: which chart is tested, by which engines, and what is compared with files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Outcome = Callable[..., pytest.RunResult]

NAMES = 'assert render().names == [("Deployment", "web"), ("Service", "web")]'


def test_the_configured_chart_is_rendered(outcome: Outcome) -> None:
    outcome(f"def test_it(render): {NAMES}").assert_outcomes(passed=1)


def test_the_marked_chart_comes_before_the_configured_one(outcome: Outcome, project: pytest.Pytester) -> None:
    project.makefile(".yaml", **{"charts/web/Chart": "{apiVersion: v2, name: shop, version: 1.0.0}"})
    (project.path / "charts/web").rename(project.path / "shop")
    test = '@pytest.mark.chart("shop")\ndef test_it(chart): assert (chart.name, chart.version) == ("shop", "1.0.0")'
    outcome(test).assert_outcomes(passed=1)


def test_a_test_below_a_charts_folder_tests_that_chart(outcome: Outcome, project: pytest.Pytester) -> None:
    (project.path / "pyproject.toml").write_text(
        '[tool.pytest]\naddopts = ["-p", "chartwright.testing.plugin"]'
    )
    test = "def test_it(chart): assert chart.name == 'web'"
    outcome(test, path="charts/web/tests/test_web.py").assert_outcomes(passed=1)


def test_a_project_without_a_chart_is_told_how_to_name_one(
    outcome: Outcome, project: pytest.Pytester
) -> None:
    (project.path / "pyproject.toml").write_text(
        '[tool.pytest]\naddopts = ["-p", "chartwright.testing.plugin"]'
    )
    result = outcome("def test_it(render): render()")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*there is no chart under test: set helmwright_chart*"])


def test_a_test_without_the_chart_needs_none(outcome: Outcome, project: pytest.Pytester) -> None:
    (project.path / "pyproject.toml").write_text(
        '[tool.pytest]\naddopts = ["-p", "chartwright.testing.plugin"]'
    )
    outcome("def test_it(): pass").assert_outcomes(passed=1)


def test_kubernetes_versions_are_a_matrix_that_the_tests_names_show(outcome: Outcome) -> None:
    test = """
@pytest.mark.kube_versions("1.31", "1.34.2-eks-abc")
def test_it(render, kube_version):
    assert render().container["image"] in ("web:v1.31.0", "web:v1.34.2-eks-abc")
    assert render.kube_version == kube_version
"""
    result = outcome(test, "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*test_it[[]1.31[]] PASSED*", "*test_it[[]1.34.2-eks-abc[]] PASSED*"])


def test_a_kubernetes_version_without_schemas_renders_and_has_no_problems_to_show(outcome: Outcome) -> None:
    test = """
@pytest.mark.kube_versions("1.99")
def test_it(render):
    assert render().names
    assert render().problems == []
"""
    result = outcome(test)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E *AssertionError: there are no schemas of Kubernetes 1.99, only *"])
    for module in ("bundle.py", "manifests.py"):
        result.stdout.no_fnmatch_line(f"*{module}*")


def test_engines_are_a_matrix_and_a_missing_one_is_skipped_with_the_reason(
    outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    test = f'@pytest.mark.helm_engines("sdk", "helm3")\ndef test_it(render): {NAMES}'
    result = outcome(test, "-rs", "-v")
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(["*there is no helm3 on PATH, and no helm of that version*"])
    outcome(test, "--require-tools").assert_outcomes(passed=1, errors=1)


def test_an_engine_that_does_not_exist_is_refused(outcome: Outcome) -> None:
    result = outcome('@pytest.mark.helm_engines("helm2")\ndef test_it(render): render()')
    result.stdout.fnmatch_lines(["*no Helm engine is called 'helm2'; there are sdk, helm3, helm4"])
    result.stdout.no_fnmatch_line("*plugin.py*")


def test_a_projects_own_fixture_sets_the_defaults(outcome: Outcome, project: pytest.Pytester) -> None:
    project.makeconftest(
        """
from dataclasses import replace
import pytest

@pytest.fixture(scope="session")
def render(render):
    return replace(render, alias="cart", release="prod-shop")
"""
    )
    test = (
        'def test_it(render): assert render().one("Deployment", "cart").pod.labels["release"] == "prod-shop"'
    )
    outcome(test).assert_outcomes(passed=1)


SNAPSHOT = "def test_it(render, snapshot): snapshot(render({'replicas': REPLICAS}))"


def test_a_snapshot_is_written_when_asked_and_compared_from_then_on(
    outcome: Outcome, project: pytest.Pytester
) -> None:
    three, four = SNAPSHOT.replace("REPLICAS", "3"), SNAPSHOT.replace("REPLICAS", "4")
    file = project.path / "snapshots/test_web/test_it.yaml"
    missing = outcome(three)
    missing.assert_outcomes(failed=1)
    missing.stdout.fnmatch_lines([f"*{file} is missing; write it with --update-golden*"])
    assert not file.exists()
    outcome(three, "--update-golden").assert_outcomes(passed=1)
    assert "replicas: 3\n" in file.read_text()
    outcome(three).assert_outcomes(passed=1)
    differs = outcome(four)
    differs.assert_outcomes(failed=1)
    differs.stdout.fnmatch_lines(["*- *replicas: 3", "*+ *replicas: 4"])
    outcome(four, "--update-golden").assert_outcomes(passed=1)
    assert "replicas: 4\n" in file.read_text()


def test_one_snapshot_cannot_be_two_things(outcome: Outcome) -> None:
    test = """
@pytest.mark.parametrize("replicas", [1, 2])
def test_it(render, snapshot, replicas): snapshot(render({"replicas": replicas}))
"""
    result = outcome(test, "--update-golden")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*differ; give each a name*"])


def test_a_named_snapshot_is_a_file_of_its_own_and_text_is_text(
    outcome: Outcome, project: pytest.Pytester
) -> None:
    test = "def test_it(render, snapshot): snapshot(render.failure({'replicas': 10}), 'ten')"
    outcome(test, "--update-golden").assert_outcomes(passed=1)
    assert (project.path / "snapshots/test_web/test_it-ten.txt").read_text() == "too many\n"
    outcome(test).assert_outcomes(passed=1)


def test_snapshots_are_not_rewritten_in_ci(outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    result = outcome("def test_it(): pass", "--update-golden")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*golden files are not rewritten in CI*"])


def test_a_marked_folder_without_a_chart_is_told_without_a_traceback(outcome: Outcome) -> None:
    result = outcome('@pytest.mark.chart("charts/none")\ndef test_it(render): render()')
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*none has no Chart.yaml"])
    result.stdout.no_fnmatch_line("*plugin.py*")
