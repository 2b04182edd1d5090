"""Charts in a real registry: what we push Helm pulls, and what Helm pushes we pull."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.case_files import lay
from tests.charts import demo
from tests.executables import required
from tests.helms import REAL
from tests.program import helmwright

from helmwright.registry.client import Client
from helmwright.registry.reference import parse

from . import registry

pytestmark = pytest.mark.tool("docker-registry")
with_helm = pytest.mark.parametrize("name", REAL)
VERSIONED = ("Chart.yaml", "version: 1.2.0", "version: 1.2.0+acme.1")
DESCRIBED = (
    "Chart.yaml",
    "description: A demo",
    """\
description: Ein Démo
home: https://acme.example
sources: [https://git.example/demo, https://git.example/more]
maintainers: [{name: Web, email: web@acme.example}, {name: Ops}]
annotations: {category: demo, org.opencontainers.image.title: other}
appVersion: 1.16""",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where helm pulls to; it makes no folders."""
    (tmp_path / "helm").mkdir()
    return tmp_path / "helm"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "demo-1.2.0.tgz"
    path.write_bytes(demo.chart(DESCRIBED).archive)
    return path


def run(command: str, *arguments: str | Path) -> tuple[int, str]:
    words = ["charts", command, *map(str, arguments), "--plain-http"]
    result = helmwright(*words, catch_exceptions=False)
    return result.exit_code, result.output


def helm(name: str, *arguments: str | Path) -> str:
    command = [required(name), *map(str, arguments), "--plain-http"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def client(address: str, repository: str) -> Client:
    return Client(parse(f"oci://{address}/{repository}"), plain_http=True)


def manifest(address: str, repository: str) -> dict[str, Any]:
    """What is stored as version 1.2.0."""
    found: dict[str, Any] = json.loads(client(address, repository).manifest("1.2.0") or b"")
    return found


@with_helm
def test_helm_pulls_what_we_push(name: str, address: str, archive: Path, folder: Path) -> None:
    code, output = run("push", archive, f"oci://{address}/acme/charts")
    named, digest = output.splitlines()
    assert (code, named) == (0, f"oci://{address}/acme/charts/demo:1.2.0")
    said = helm(name, "pull", f"oci://{address}/acme/charts/demo", "--version", "1.2.0", "-d", folder)
    assert f"Digest: {digest}" in said
    assert (folder / "demo-1.2.0.tgz").read_bytes() == archive.read_bytes()


@with_helm
def test_we_pull_and_verify_what_helm_pushes(name: str, address: str, archive: Path, tmp_path: Path) -> None:
    helm(name, "push", archive, f"oci://{address}/theirs")
    code, output = run("pull", f"oci://{address}/theirs/demo:1.2.0", "-d", tmp_path / "pulled")
    path, digest = output.splitlines()
    assert (code, Path(path).read_bytes()) == (0, archive.read_bytes())
    assert run("pull", f"oci://{address}/theirs/demo@{digest}", "-d", tmp_path)[0] == 0
    assert run("verify", archive, f"oci://{address}/theirs") == (0, "")


@with_helm
def test_we_store_what_helm_stores_but_for_the_date(name: str, address: str, archive: Path) -> None:
    run("push", archive, f"oci://{address}/ours")
    helm(name, "push", archive, f"oci://{address}/theirs")
    ours, theirs = (manifest(address, f"{owner}/demo") for owner in ("ours", "theirs"))
    del theirs["annotations"]["org.opencontainers.image.created"]
    for item in (ours, theirs):
        del item["config"]["digest"], item["config"]["size"]  # the same metadata, its keys in another order
    assert ours == theirs


@with_helm
def test_helm_builds_a_dependency_from_what_we_push(
    name: str, address: str, archive: Path, tmp_path: Path
) -> None:
    run("push", archive, f"oci://{address}/charts")
    umbrella = tmp_path / "umbrella"
    umbrella.mkdir()
    dependency = {"name": "demo", "version": "1.2.0", "repository": f"oci://{address}/charts"}
    chart = {"apiVersion": "v2", "name": "u", "version": "0.1.0", "dependencies": [dependency]}
    (umbrella / "Chart.yaml").write_text(json.dumps(chart))
    helm(name, "dependency", "build", umbrella)
    assert (umbrella / "charts/demo-1.2.0.tgz").read_bytes() == archive.read_bytes()


@with_helm
def test_helm_builds_an_umbrella_chart_whose_pin_names_a_registry(
    name: str, address: str, tmp_path: Path
) -> None:
    root = lay("valid/prod-behind-dev", tmp_path / "repository")
    app = root / "apps/billing/app.yaml"
    app.write_text(app.read_text().replace("oci://ghcr.io/acme/charts", f"oci://{address}/charts"))
    released = root / "charts/releases/service-0.0.9.tgz"
    run("push", released, f"oci://{address}/charts")
    generated = helmwright("-C", str(root), "generate", catch_exceptions=False)
    assert generated.exit_code == 0, generated.output
    chart = root / "apps/billing/prod"
    lock = (chart / "Chart.lock").read_bytes()
    shutil.rmtree(chart / "charts")
    helm(name, "dependency", "build", chart)
    assert (chart / "Chart.lock").read_bytes() == lock
    assert (chart / "charts/service-0.0.9.tgz").read_bytes() == released.read_bytes()


@with_helm
def test_a_version_with_build_metadata(name: str, address: str, tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "demo-1.2.0+acme.1.tgz"
    path.write_bytes(demo.chart(VERSIONED).archive)
    assert run("push", path, f"oci://{address}/charts")[1].startswith(
        f"oci://{address}/charts/demo:1.2.0_acme.1\n"
    )
    helm(name, "pull", f"oci://{address}/charts/demo", "--version", "1.2.0+acme.1", "-d", folder)
    assert (folder / "demo-1.2.0+acme.1.tgz").read_bytes() == path.read_bytes()
    for version in ("1.2.0+acme.1", "1.2.0_acme.1"):
        pulled = run("pull", f"oci://{address}/charts/demo:{version}", "-d", tmp_path / version)[1].split()[0]
        assert Path(pulled) == tmp_path / version / "demo-1.2.0+acme.1.tgz"
        assert Path(pulled).read_bytes() == path.read_bytes()
    assert run("verify", path, f"oci://{address}/charts") == (0, "")


def test_a_push_is_the_same_every_time(address: str, archive: Path) -> None:
    first = run("push", archive, f"oci://{address}/one")[1].split()
    again = run("push", archive, f"oci://{address}/one")[1].split()
    other = run("push", archive, f"oci://{address}/two")[1].split()
    assert first == again
    assert first[1] == other[1]


def test_a_version_is_never_pushed_with_another_content(address: str, archive: Path) -> None:
    run("push", archive, f"oci://{address}/charts")
    before = archive.read_bytes()
    archive.write_bytes(demo.chart().archive)
    assert run("push", archive, f"oci://{address}/charts") == (
        1,
        f"oci://{address}/charts/demo:1.2.0: error C202: the registry has another chart there\n"
        "  hint: raise the chart's version: what a version is never changes\n"
        "1 error in 1 file\n",
    )
    code, output = run("verify", archive, f"oci://{address}/charts")
    assert code == 1
    assert (
        f"error C208: the registry has sha256:{hashlib.sha256(before).hexdigest()}, and the archive is"
        in output
    )


def test_a_blob_that_was_changed_in_the_registry_is_noticed(
    address: str, archive: Path, tmp_path: Path
) -> None:
    run("push", archive, f"oci://{address}/charts")
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    (blob,) = (tmp_path / "registry").glob(f"**/{digest}/data")
    blob.write_bytes(blob.read_bytes().replace(b"web", b"bad"))
    code, output = run("pull", f"oci://{address}/charts/demo:1.2.0", "-d", tmp_path / "pulled")
    assert (code, (tmp_path / "pulled").exists()) == (1, False)
    assert "error C208: the archive is sha256:" in output


def test_a_chart_under_the_tag_of_another_is_noticed(address: str, tmp_path: Path) -> None:
    path = tmp_path / "demo-1.1.0.tgz"
    path.write_bytes(demo.chart(("Chart.yaml", "1.2.0", "1.1.0")).archive)
    run("push", path, f"oci://{address}/charts")
    charts = client(address, "charts/demo")
    charts.push_manifest("9.9.9", charts.manifest("1.1.0") or b"")
    code, output = run("pull", f"oci://{address}/charts/demo:9.9.9")
    assert (code, output.splitlines()[0]) == (
        1,
        f"oci://{address}/charts/demo:9.9.9: error C208: the chart there is demo 1.1.0",
    )


def test_what_is_not_there(address: str, archive: Path) -> None:
    missing = f"oci://{address}/charts/demo:1.2.0: error C209: the registry has nothing there"
    assert run("pull", f"oci://{address}/charts/demo:1.2.0")[1].startswith(missing)
    assert run("verify", archive, f"oci://{address}/charts")[1].startswith(missing)


@with_helm
def test_a_login_of_helm_is_ours_too(name: str, guarded: str, archive: Path) -> None:
    code, output = run("push", archive, f"oci://{guarded}/charts")
    assert (code, output.splitlines()[-1]) == (
        2,
        f"Error: {guarded} wants a login: use helm registry login or docker login",
    )
    helm(name, "registry", "login", guarded, "--username", registry.NAME, "--password", registry.PASSWORD)
    assert run("push", archive, f"oci://{guarded}/charts")[0] == 0
    assert run("verify", archive, f"oci://{guarded}/charts") == (0, "")
