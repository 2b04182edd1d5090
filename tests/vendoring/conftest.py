"""Chart repositories for tests, and a home without anybody's logins."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.executables import required
from tests.registry.registry import address as registry_address
from tests.registry.registry import guarded

from helmwright.vendoring import sources

from . import upstream
from .upstream import Upstream

__all__ = ["guarded", "registry_address"]


@pytest.fixture(autouse=True)
def nobody_is_logged_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "docker"))
    monkeypatch.setenv("HELM_REGISTRY_CONFIG", str(tmp_path / "logins.json"))
    monkeypatch.setenv("HELM_REPOSITORY_CONFIG", str(tmp_path / "repositories.yaml"))
    for variable in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(variable, "127.0.0.1,localhost")


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "PAUSES", (0, 0))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "repository").mkdir()
    return tmp_path / "repository"


@pytest.fixture
def repository() -> Iterator[Upstream]:
    with upstream.running() as found:
        yield found


@pytest.fixture
def other() -> Iterator[Upstream]:
    """A second one."""
    with upstream.running() as found:
        yield found


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine that signs itself, with its key beside it."""
    path = tmp_path_factory.mktemp("tls") / "server.crt"
    options = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    names = ["-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"]
    files = ["-keyout", str(path.with_suffix(".key")), "-out", str(path)]
    subprocess.run([required("openssl"), *options.split(), *names, *files], check=True, capture_output=True)
    return path


@pytest.fixture
def secured(certificate: Path) -> Iterator[Upstream]:
    """A repository that speaks TLS."""
    with upstream.running(certificate) as found:
        yield found
