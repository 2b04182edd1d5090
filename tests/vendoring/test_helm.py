"""A real helm takes the umbrella charts of add-ons as they are committed, and builds them anew from where they came."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from tests.case_files import FOLDER, lay
from tests.executables import required
from tests.helms import REAL, started

from helmwright import layout, pipeline
from helmwright.pipeline import Result, Tools
from helmwright.writing.writer import alone

from .upstream import Upstream

pytestmark = pytest.mark.tool("openssl")
with_helm = pytest.mark.parametrize("name", REAL)
ARCHIVES = FOLDER / "valid/addons" / layout.ADDONS


@pytest.fixture
def upstream(secured: Upstream, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Upstream:
    """Where the chart of the case comes from, by TLS that Helm trusts too."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    for version in ("1.1.0", "1.2.0"):
        secured.publish((ARCHIVES / f"widgets-{version}.tgz").read_bytes(), "widgets", version)
    return secured


def generated(root: Path, url: str) -> Result:
    """The case `addons` with its chart from this repository, all of it generated and written."""
    for path in (layout.addon("widgets"), layout.ADDON_LOCK):
        text = (root / path).read_text()
        (root / path).write_text(re.sub(r"https://charts\.example/stable", url, text))
    planned = pipeline.generate(root, Tools(started(), None, 1))
    assert planned.findings == ()
    with alone(root) as writer:
        writer.apply(planned.changes)
    return planned


def helm(name: str, folder: Path, *arguments: str | Path) -> str:
    """What helm prints, with a home of its own; it must succeed."""
    places = {f"HELM_{what}_HOME": str(folder / what.lower()) for what in ("CACHE", "CONFIG", "DATA")}
    command = [required(name), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **places})
    assert done.returncode == 0, done.stderr
    return done.stdout


@with_helm
def test_helm_renders_the_same_as_is_validated(name: str, tmp_path: Path) -> None:
    root = lay("valid/addons", tmp_path / "repository")
    planned = generated(root, "https://charts.example/stable")
    options = ("--namespace=kube-system", "--kube-version=1.34.0", "--include-crds")
    text = helm(name, tmp_path, "template", "prod-widgets", root / "apps/widgets/prod", *options)
    found = sorted((item for item in yaml.safe_load_all(text) if item), key=str)
    assert found == sorted((item.object for item in planned.manifests["prod-widgets"]), key=str)


@with_helm
def test_helm_builds_the_same_dependencies_from_their_repository(
    name: str, upstream: Upstream, tmp_path: Path
) -> None:
    root = lay("valid/addons", tmp_path / "repository")
    generated(root, upstream.url)
    helm(name, tmp_path, "repo", "add", "stable", upstream.url)  # which Helm wants before it builds anything
    for environment, version in (("dev", "1.1.0"), ("prod", "1.2.0")):
        chart = root / "apps/widgets" / environment
        before = {path.name: path.read_bytes() for path in chart.rglob("*") if path.is_file()}
        shutil.rmtree(chart / "charts")
        helm(name, tmp_path, "dependency", "build", chart)
        assert {path.name: path.read_bytes() for path in chart.rglob("*") if path.is_file()} == before
        assert f"widgets-{version}.tgz" in before
