"""A small repository, the program to run on it, and expected outputs as files.

The repository has the apps shop and catalog with a service each, in dev and prod. Expected outputs are in
`golden/`; `nox -s golden` rewrites them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result
from tests.executables import required
from tests.golden import same_file
from tests.program import helmwright

from helmwright import __version__

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
Run = Callable[..., Result]
Golden = Callable[[str, str], None]
Start = Callable[..., subprocess.Popen[bytes]]

# What varies with releases of the chart, of Helm and of helmwright, and is not what these tests are about.
_VERSIONS = (
    (re.compile(r"service-\d+\.\d+\.\d+\.tgz"), "service-<version>.tgz"),
    (re.compile(r"Helm \d+\.\d+\.\d+"), "Helm <version>"),
    (re.compile(rf"helmwright {re.escape(__version__)}"), "helmwright <version>"),
)


@pytest.fixture(scope="session")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("caches")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, caches: Path) -> None:
    """A terminal of 80 columns that says nothing about colours, and a cache of the tests' own."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("XDG_CACHE_HOME", str(caches))
    monkeypatch.setenv("XDG_STATE_HOME", str(caches / "state"))
    monkeypatch.setenv("KUBECONFIG", str(caches / "no-kubeconfig"))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small repository, and the current folder is in it."""
    root = shutil.copytree(HERE / "repository", tmp_path / "repository")
    monkeypatch.chdir(root)
    return root


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory, caches: Path) -> Path:
    """The small repository with all that is generated."""
    root = shutil.copytree(HERE / "repository", tmp_path_factory.mktemp("generated") / "repository")
    own = {"XDG_CACHE_HOME": str(caches), "XDG_STATE_HOME": str(caches / "state")}
    result = helmwright("-C", str(root), "generate", env=own)
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture
def generated(everything: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, and the current folder is in it."""
    root = shutil.copytree(everything, tmp_path / "repository")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def run() -> Run:
    """Runs the program in this process: `run("lint", "-q")`."""

    def invoke(*arguments: str, input: str = "") -> Result:
        return helmwright(*arguments, input=input)

    return invoke


@pytest.fixture
def start() -> Start:
    """Starts the program in a process of its own."""

    def popen(
        *arguments: str, env: Mapping[str, str] | None = None, **options: object
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            [sys.executable, "-m", "helmwright", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(env or {})},
            **options,
        )

    return popen


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with the file of that name in `golden/`."""

    def compare(name: str, text: str) -> None:
        for pattern, placeholder in _VERSIONS:
            text = pattern.sub(placeholder, text)
        same_file(GOLDEN / name, text, request.config)

    return compare


@pytest.fixture
def on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Puts a real tool alone on PATH: `on_path("helm", "helm4")`."""

    def link(name: str, tool: str) -> None:
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / name).symlink_to(required(tool))
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))

    return link


def files(root: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def edit(path: Path, old: str, new: str) -> None:
    """Replaces a text that is there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path} holds {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")
