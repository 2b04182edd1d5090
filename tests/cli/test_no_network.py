"""No command asks the network for anything or shows what is in a file elsewhere, whatever the repository says."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run, files
from tests.outside import CANARY, COMMANDS, CRD, WAYS, repository, write

CONNECTING = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "urllib.Request",
)
STARTING = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile")
URL = "http://127.0.0.1:9"


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
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, watch: Watch, run: Run) -> Callable[..., None]:
    """Runs commands in a repository that wants out in one way, and holds them to the law."""

    def check(way: str, *commands: str, holds: int = 0) -> None:
        root, canary = tmp_path / "repository", tmp_path / "canary.json"
        canary.write_text(json.dumps({"const": CANARY, "enum": [CANARY]}), encoding="utf-8")
        repository(root, way, URL, canary)
        write(root, {"crd.yaml": CRD.replace("URL", URL).replace("CANARY", str(canary))})
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
    outside(way, "generate", "validate", "charts lint")


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
