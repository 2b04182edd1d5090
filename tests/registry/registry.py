"""A real registry on this machine: docker-registry of Debian, on a free port and with a folder of its own."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.executables import required

NAME, PASSWORD = "reader", "s3cret"
_HTPASSWD = f"{NAME}:$2b$05$helmwrighthelmwrighthekI3qbX43cgwKVvF3nK8uvLmW6INRyQa\n"


@contextmanager
def running(folder: Path, *, login: bool = False) -> Iterator[str]:
    """The address of a registry that stores in the folder; with `login` it wants NAME and PASSWORD."""
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    (folder / "htpasswd").write_text(_HTPASSWD)
    auth = f"auth: {{htpasswd: {{realm: charts, path: {folder}/htpasswd}}}}\n" if login else ""
    (folder / "config.yml").write_text(
        f"version: 0.1\nstorage: {{filesystem: {{rootdirectory: {folder}/data}}}}\n"
        f"http: {{addr: {address}}}\nlog: {{level: error}}\n{auth}"
    )
    command = [required("docker-registry"), "serve", str(folder / "config.yml")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(address, process)
            yield address
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    host, _, port = address.rpartition(":")
    for _ in range(200):
        assert process.poll() is None, "the registry does not start"
        try:
            socket.create_connection((host, int(port)), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the registry does not answer")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a registry."""
    with running(tmp_path / "registry") as found:
        yield found


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[str]:
    """A registry that wants a login."""
    with running(tmp_path / "registry", login=True) as found:
        yield found
