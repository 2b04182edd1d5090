"""The real tools are only ever the pinned ones."""

from __future__ import annotations

import hashlib
import http.server
import io
import re
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.servers import in_thread
from tools import install
from tools.install import NotThereError, Tool

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the tools here are shell scripts")

SCRIPT = b"#!/bin/sh\necho v1.2.3+g0\n"
DEMO = Tool(
    name="demo1",
    version="1.2.3",
    command="demo",
    ask=("version",),
    url="http://127.0.0.1:1/{version}/demo-{platform}.tar.gz",
    sums={},
    package="example.invalid/demo@v1.2.3",
    variables={},
)


def archive(name: str = "linux/demo", content: bytes = SCRIPT) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        tar.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A web server on a folder."""
    folder = tmp_path / "served"
    folder.mkdir()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, directory=str(folder), **kwargs)  # type: ignore[arg-type]

        def log_message(self, *args: object) -> None:
            pass

    with in_thread(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as server:
        yield f"http://127.0.0.1:{server.server_port}", folder


def released(served: tuple[str, Path], content: bytes, pinned: bytes) -> Tool:
    """The tool with a release of this content, pinned to that one."""
    url, folder = served
    (folder / "demo.tar.gz").write_bytes(content)
    return replace(
        DEMO, url=f"{url}/demo.tar.gz", sums={install._platform(): hashlib.sha256(pinned).hexdigest()}
    )


@pytest.fixture(autouse=True)
def empty_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing but a shell on PATH, so that no Go builds anything."""
    (tmp_path / "path").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    return tmp_path / "path"


def test_a_release_with_the_pinned_sum_is_installed_once(served: tuple[str, Path], tmp_path: Path) -> None:
    tool = released(served, archive(), archive())
    assert install.install(tool, tmp_path / "bin").startswith("from http://127.0.0.1")
    assert install.version(tool, tmp_path / "bin" / "demo1") == "1.2.3"
    assert install.install(tool, tmp_path / "bin") == "already there"


def test_another_file_than_the_pinned_one_is_refused(served: tuple[str, Path], tmp_path: Path) -> None:
    tool = released(served, archive(content=b"#!/bin/sh\nrm -rf /\n"), archive())
    with pytest.raises(NotThereError, match=r"demo\.tar\.gz is not the file that is pinned"):
        install.install(tool, tmp_path / "bin")
    assert list((tmp_path / "bin").iterdir()) == []


def test_a_release_without_the_tool_is_refused(served: tuple[str, Path], tmp_path: Path) -> None:
    tool = released(served, archive("LICENSE"), archive("LICENSE"))
    with pytest.raises(NotThereError, match="the release holds no demo"):
        install.install(tool, tmp_path / "bin")


@pytest.mark.parametrize("name", ["demo", "demo1"])
def test_the_right_version_on_path_is_taken(name: str, empty_path: Path, tmp_path: Path) -> None:
    (empty_path / name).write_bytes(SCRIPT)
    (empty_path / name).chmod(0o755)
    assert install.install(DEMO, tmp_path / "bin") == f"from {empty_path / name}"


def test_every_reason_is_given_when_there_is_no_way(empty_path: Path, tmp_path: Path) -> None:
    (empty_path / "demo").write_bytes(SCRIPT.replace(b"1.2.3", b"1.2.4"))
    (empty_path / "demo").chmod(0o755)
    with pytest.raises(NotThereError) as caught:
        install.install(replace(DEMO, sums={install._platform(): "0"}), tmp_path / "bin")
    assert re.fullmatch(
        r"no demo 1\.2\.3 on PATH; http://127\.0\.0\.1:1/\S+ cannot be reached: .*; no Go to build it with",
        str(caught.value),
    )


def test_every_tool_is_pinned_for_the_usual_platforms() -> None:
    for tool in install.TOOLS:
        assert list(tool.sums) == ["linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64"]
        assert all(re.fullmatch("[0-9a-f]{64}", checksum) for checksum in tool.sums.values())
        assert tool.package.endswith(f"@v{tool.version}")
