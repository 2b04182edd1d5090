"""A real helm accepts the umbrella charts as they are committed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from tests.case_files import lay
from tests.executables import required
from tests.helms import REAL, started

from helmwright import pipeline, resources
from helmwright.pipeline import Tools
from helmwright.writing.writer import alone

with_helm = pytest.mark.parametrize("name", REAL)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository that uses the chart which ships with helmwright; nothing is generated yet."""
    return lay("valid/every-field", tmp_path / "repository")


@pytest.fixture
def repository_with_chart(repository: Path) -> Path:
    """The same with the service chart of its own."""
    shutil.copytree(resources.charts() / "service", repository / "charts" / "service")
    return repository


def generate(repository: Path) -> tuple[Path, list[tuple[str, str]]]:
    """Writes everything that is generated; the folder of one umbrella chart, and what it renders."""
    planned = pipeline.generate(repository, Tools(started(), None, 1))
    assert planned.findings == ()
    with alone(repository) as writer:
        writer.apply(planned.changes)
    manifests = planned.manifests.get("cloud-shop", ())
    return repository / "apps/shop/cloud", sorted((item.kind, item.name) for item in manifests)


def helm(name: str, *arguments: str | Path) -> str:
    """What helm prints; it must succeed."""
    done = subprocess.run([required(name), *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@with_helm
def test_the_lock_is_in_step_with_the_chart(repository_with_chart: Path, name: str) -> None:
    chart, _ = generate(repository_with_chart)
    lock = (chart / "Chart.lock").read_bytes()
    rows = [line.split() for line in helm(name, "dependency", "list", chart).splitlines() if line.strip()]
    assert [row[-1] for row in rows] == ["STATUS", "ok", "ok", "ok"]
    helm(name, "dependency", "build", chart)
    assert (chart / "Chart.lock").read_bytes() == lock


@with_helm
def test_a_service_by_itself_finds_the_chart_from_deeper_down(repository_with_chart: Path, name: str) -> None:
    app = repository_with_chart / "apps/shop/app.yaml"
    app.write_text(app.read_text() + "grouping: service\n")
    umbrella, _ = generate(repository_with_chart)
    lock = (umbrella / "cart/Chart.lock").read_bytes()
    helm(name, "dependency", "build", umbrella / "cart")
    assert (umbrella / "cart/Chart.lock").read_bytes() == lock


@with_helm
def test_the_lock_of_another_chart_would_be_refused(repository_with_chart: Path, name: str) -> None:
    chart, _ = generate(repository_with_chart)
    text = (chart / "Chart.yaml").read_text()
    (chart / "Chart.yaml").write_text(text.replace('alias: "cart"', 'alias: "basket"'))
    with pytest.raises(AssertionError, match="out of sync"):
        helm(name, "dependency", "build", chart)


@with_helm
def test_helm_finds_nothing_wrong(repository: Path, name: str) -> None:
    chart, _ = generate(repository)
    assert "1 chart(s) linted, 0 chart(s) failed" in helm(name, "lint", chart)


@with_helm
def test_a_strict_lint_misses_a_folder_that_no_umbrella_needs_and_nothing_else(
    repository: Path, name: str
) -> None:
    chart, _ = generate(repository)
    command = [required(name), "lint", "--strict", str(chart)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    problems = [line for line in done.stdout.splitlines() if line.startswith(("[WARNING]", "[ERROR]"))]
    missed = ["[WARNING] templates/: directory does not exist"] if name == "helm4" else []
    assert (problems, done.returncode == 0) == (missed, not missed)


@with_helm
def test_helm_renders_the_same_objects(repository: Path, name: str) -> None:
    chart, expected = generate(repository)
    text = helm(name, "template", "cloud-shop", chart, "--kube-version", "1.34.2", "--namespace", "store")
    found = [(item["kind"], item["metadata"]["name"]) for item in yaml.safe_load_all(text) if item]
    assert sorted(found) == expected


@with_helm
def test_helm_builds_and_renders_what_is_pinned(name: str, tmp_path: Path) -> None:
    root = lay("valid/prod-behind-dev", tmp_path / "repository")
    with alone(root) as writer:
        writer.apply(pipeline.generate(root, Tools(started(), None, 1)).changes)
    chart = root / "apps/shop/prod"
    lock = (chart / "Chart.lock").read_bytes()
    shutil.rmtree(chart / "charts")
    helm(name, "dependency", "build", chart)
    assert (chart / "Chart.lock").read_bytes() == lock
    assert [path.name for path in (chart / "charts").iterdir()] == ["service-0.0.8.tgz"]
    (only,) = yaml.safe_load_all(helm(name, "template", "prod-shop", chart))
    assert (only["kind"], only["metadata"]["name"]) == ("Deployment", "cart")
