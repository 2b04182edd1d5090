"""No command asks the network for anything or shows what is in a file elsewhere, whatever the repository says."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingTCPServer
from typing import Any

import pytest
from tests import outside as ways
from tests.cli.conftest import Run, files
from tests.outside import CANARY, COMMANDS, CRD, WAYS, write
from tests.servers import in_thread

CONNECTING = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "urllib.Request",
)
STARTING = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile")


class Watch:
    """What this process does while it is watched: connections that it begins, and files that it opens."""

    def __init__(self) -> None:
        self.on = False
        self.connections: list[str] = []
        self.opened: set[str] = set()
        self.started: set[str] = set()

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.on and event in CONNECTING:
            self.connections.append(f"{event} {arguments}")
        if self.on and event == "open" and isinstance(arguments[0], str):
            self.opened.add(arguments[0])
        if self.on and event in STARTING:
            self.started.add(str(arguments[0]))


WATCH = Watch()
sys.addaudithook(WATCH)  # for good: Python lets nobody take one away


@pytest.fixture
def watch() -> Iterator[Watch]:
    WATCH.connections, WATCH.opened, WATCH.started, WATCH.on = [], set(), set(), True
    yield WATCH
    WATCH.on = False


def test_the_watch_sees_a_connection(watch: Watch) -> None:
    import socket

    with pytest.raises(OSError, match=r"."), socket.create_connection(("127.0.0.1", 9), timeout=1):
        pass
    assert watch.connections


@pytest.fixture
def url(watch: Watch) -> Iterator[str]:
    """An address of this machine where every connection counts: those of libraries too, which Python does not see."""

    class Handler(BaseHTTPRequestHandler):
        def setup(self) -> None:
            watch.connections.append(f"from {self.client_address}")
            super().setup()

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"const": CANARY}).encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with in_thread(ThreadingTCPServer(("127.0.0.1", 0), Handler)) as server:
        yield f"http://127.0.0.1:{server.server_address[1]}"


@pytest.fixture
def outside(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, watch: Watch, run: Run
) -> Callable[..., None]:
    """Runs commands in a repository that wants out in one way, and holds them to the law."""

    def check(way: str, *commands: str, holds: int = 0) -> None:
        root, canary = tmp_path / "repository", tmp_path / "canary.json"
        canary.write_text(json.dumps({"const": CANARY, "enum": [CANARY]}), encoding="utf-8")
        ways.repository(root, way, url, canary)
        write(root, {"crd.yaml": CRD.replace("URL", url).replace("CANARY", str(canary))})
        monkeypatch.chdir(root)
        watch.opened.clear()
        for command in commands:
            result = run(*COMMANDS[command])
            assert result.exit_code in (0, 1, 2), result.output
            assert CANARY not in result.output
        assert watch.connections == []
        assert str(canary) not in watch.opened
        shown = (path for path, content in files(root).items() if CANARY.encode() in content)
        assert sum(not (root / path).is_symlink() for path in shown) == holds

    return check


@pytest.mark.parametrize("way", WAYS)
def test_no_repository_leads_elsewhere(way: str, outside: Callable[..., None]) -> None:
    outside(way, "validate")


@pytest.mark.parametrize("way", ["chart $ref to a file", "CRD schema to an address", "links"])
def test_no_command_follows_one(way: str, outside: Callable[..., None]) -> None:
    outside(way, *COMMANDS)


def test_no_repository_starts_a_program(outside: Callable[..., None], watch: Watch, tmp_path: Path) -> None:
    """Neither one that it brings along, nor Python with what it brings along."""
    for name in ("helm", "kubeconform", "git", "sitecustomize.py", "helmwright.py", "conftest.py", "yaml.py"):
        path = tmp_path / "repository" / name
        write(
            path.parent, {name: f"#!/bin/sh\necho {CANARY}\n" if "." not in name else f"print('{CANARY}')\n"}
        )
        path.chmod(0o755)
    outside("descriptor", *COMMANDS, holds=7)
    assert {path for path in watch.started if path.startswith(str(tmp_path))} == set()


@pytest.mark.tool("helm4")
@pytest.mark.parametrize("engine", ["sdk", "cli"])
def test_no_configuration_of_helm_reaches_a_render(
    engine: str,
    run: Run,
    watch: Watch,
    url: str,
    repository: Path,
    on_path: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on_path("helm", "helm4")
    monkeypatch.setenv("HELM_DRIVER", "sql")
    database = f"{url.replace('http', 'postgres')}/a?sslmode=disable&connect_timeout=1"
    monkeypatch.setenv("HELM_DRIVER_SQL_CONNECTION_STRING", database)
    monkeypatch.setenv("HELM_KUBEAPISERVER", url)
    monkeypatch.setenv("HELM_DEBUG", "true")
    result = run("validate", "--engine", engine)
    assert result.exit_code == 0, result.output
    assert watch.connections == []
