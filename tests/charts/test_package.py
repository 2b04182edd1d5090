"""`charts package`: an archive that is the same everywhere, of a chart that Helm loads."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import pytest
import yaml
from tests.executables import required
from tests.helms import REAL
from tests.program import helmwright

from helmwright import archive
from helmwright.resources import charts

from . import demo


def package(*arguments: str | Path) -> tuple[int, str]:
    result = helmwright("charts", "package", *map(str, arguments), catch_exceptions=False)
    return result.exit_code, result.output


def test_it_prints_the_archive_and_its_digest(tmp_path: Path) -> None:
    code, output = package(demo.write(tmp_path / "demo"), "-d", tmp_path / "dist")
    path = tmp_path / "dist/demo-1.2.0.tgz"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (code, output) == (0, f"{path.as_posix()}\nsha256:{digest}\n")


def test_it_leaves_out_what_the_chart_ignores(tmp_path: Path) -> None:
    package(demo.write(tmp_path / "demo"), "-d", tmp_path)
    packed = archive.unpack((tmp_path / "demo-1.2.0.tgz").read_bytes())
    assert demo.FILES.keys() - packed.keys() == {"CHANGELOG.md"}


def test_the_bytes_depend_on_the_content_alone(tmp_path: Path) -> None:
    folders = [demo.write(tmp_path / name) for name in ("one", "another")]
    os.utime(folders[1] / "values.yaml", (1, 1))
    (folders[1] / "values.yaml").chmod(0o700)
    assert [package(folder, "-d", tmp_path)[1].split()[1] for folder in folders] == [DIGEST, DIGEST]


# As it was when this was written: no other machine, Python or zlib may change it.
DIGEST = "sha256:7c8f6738cebeff67ffcf1009a2acd61fedb9172b07efc22096792c095fa31f0a"


@pytest.mark.parametrize("name", REAL)
def test_helm_installs_from_it(name: str, tmp_path: Path) -> None:
    package(demo.write(tmp_path / "demo"), "-d", tmp_path)
    command = [
        required(name),
        "template",
        "prod",
        str(tmp_path / "demo-1.2.0.tgz"),
        "--kube-version",
        "1.34.0",
    ]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert sorted(item["kind"] for item in yaml.safe_load_all(text)) == [
        *("Deployment", "Job", "PersistentVolumeClaim", "Service", "StatefulSet"),
    ]


def test_a_chart_that_needs_values_is_sound(tmp_path: Path) -> None:
    assert package(charts() / "service", "-d", tmp_path)[0] == 0


def test_a_chart_for_another_kubernetes_is_sound(tmp_path: Path) -> None:
    folder = demo.write(tmp_path / "demo", ("Chart.yaml", ">=1.31.0-0", "~1.20.0"))
    assert package(folder, "-d", tmp_path)[0] == 0


def test_a_library_chart_is_sound(tmp_path: Path) -> None:
    folder = demo.write(tmp_path / "demo", ("Chart.yaml", "description: A demo", "type: library"))
    assert package(folder, "-d", tmp_path)[0] == 0


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            ("templates/job.yaml", "{note: once}", "{{ nope }}"),
            'templates/job.yaml: error C201: function "nope" not defined',
        ),
        (
            ("templates/claim.yaml", "kind:", "{{ if }}kind:"),
            "templates/claim.yaml: error C201: missing value for if",
        ),
        (("values.yaml", "replicas: 1", "replicas: ["), "Chart.yaml: error C201: values.yaml is not YAML"),
        (
            (
                "Chart.yaml",
                "description: A demo",
                "dependencies: [{name: db, version: 1.0.0, repository: ''}]",
            ),
            "Chart.yaml: error C201: missing in charts/: db",
        ),
        (("Chart.yaml", "apiVersion: v2", "apiVersion: v3"), "Chart.yaml: error C201: its apiVersion is v3"),
    ],
)
def test_a_chart_that_helm_does_not_load_is_refused(
    change: tuple[str, str, str], problem: str, tmp_path: Path
) -> None:
    folder = demo.write(tmp_path / "demo", change)
    code, output = package(folder, "-d", tmp_path / "dist")
    assert (code, (tmp_path / "dist").exists()) == (1, False)
    assert f"{folder.as_posix()}/{problem}" in output


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("Chart.yaml", "name: demo", "name: a/b"), "its name is a/b, not letters, digits, '-', '_' and '.'"),
        (("Chart.yaml", "1.2.0", "1.2"), "its version is 1.2, not three numbers such as 1.2.3"),
        (
            (".helmignore", "CHANGELOG.md", "**/x"),
            "the folder has a .helmignore with **, which Helm does not support",
        ),
    ],
)
def test_what_is_no_chart_is_wrong_usage(change: tuple[str, str, str], problem: str, tmp_path: Path) -> None:
    folder = demo.write(tmp_path / "demo", change)
    code, output = package(folder, "-d", tmp_path)
    assert (code, output.splitlines()[-1]) == (2, f"Error: {folder} is no chart: {problem}")


def test_values_that_are_no_text_are_refused(tmp_path: Path) -> None:
    folder = demo.write(tmp_path / "demo")
    (folder / "values.yaml").write_bytes(b"\xff\xfe\xff")
    code, output = package(folder, "-d", tmp_path)
    assert (code, output.partition(" C201: ")[0]) == (1, f"{folder.as_posix()}/Chart.yaml: error")


@pytest.mark.parametrize(
    "arguments",
    [
        ("-C", "there", "charts", "package", "demo", "-d", "dist"),
        ("charts", "package", "demo", "-d", "dist", "-C", "there"),
    ],
)
def test_paths_begin_in_the_folder_that_is_named(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo.write(tmp_path / "there/demo")
    monkeypatch.chdir(tmp_path)
    result = helmwright(*arguments, catch_exceptions=False)
    assert (result.exit_code, result.output.splitlines()[0]) == (0, "there/dist/demo-1.2.0.tgz")
    assert (tmp_path / "there/dist/demo-1.2.0.tgz").is_file()
