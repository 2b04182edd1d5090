"""The engine is the one asked for, or the best that is here."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from helmwright.findings import Finding
from helmwright.render.engines.choose import renderer


@pytest.fixture
def no_sdk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "helm_python", None)


@pytest.fixture
def no_helm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
def a_helm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "helm"
    script.write_text("#!/bin/sh\necho v9.8.7\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")


def code(name: str | None) -> str:
    found = renderer(name)
    assert isinstance(found, Finding), found
    return found.code


@pytest.mark.usefixtures("a_helm")
def test_the_sdk_is_the_default() -> None:
    pytest.importorskip("helm_python", reason="helm-python-sdk is not installed")
    found = renderer()
    assert not isinstance(found, Finding)
    assert found.name == "sdk"


@pytest.mark.skipif(sys.platform == "win32", reason="the helm here is a shell script")
@pytest.mark.usefixtures("no_sdk", "a_helm")
@pytest.mark.parametrize("name", [None, "cli"])
def test_without_the_sdk_it_is_the_helm_on_path(name: str | None) -> None:
    found = renderer(name)
    assert not isinstance(found, Finding)
    assert (found.name, found.version) == ("cli", "9.8.7")


@pytest.mark.usefixtures("no_sdk", "no_helm")
@pytest.mark.parametrize(("name", "expected"), [(None, "T101"), ("sdk", "T102"), ("cli", "T103")])
def test_what_is_missing_is_a_finding(name: str | None, expected: str) -> None:
    assert code(name) == expected


@pytest.mark.skipif(sys.platform == "win32", reason="the helm here is a shell script")
@pytest.mark.usefixtures("no_sdk", "a_helm")
@pytest.mark.parametrize("name", [None, "cli"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"#!/bin/sh\necho no licence >&2\necho for you >&2\nexit 3\n", "exit code 3: no licence"),
        (b"#!/bin/sh\nexit 3\n", "exit code 3"),
        (b"\x7fELF\0of another machine", "exit code 126: .*Exec format error"),
        (b"#!/nowhere/sh\n", "exit code 12[67]: .*/helm.*"),
        (b"#!/bin/sh\necho Welcome to Helm\n", "its version is 'Welcome to Helm'"),
        (b"#!/bin/sh\nprintf '\\377'\n", "'utf-8' codec can't decode byte 0xff .*"),
        (b"#!/bin/sh\nprintf '\\377' >&2; exit 3\n", "'utf-8' codec can't decode byte 0xff .*"),
        (b"#!/bin/sh\n", "its version is ''"),
    ],
)
def test_a_helm_that_does_not_work_is_a_finding(
    content: bytes, reason: str, name: str | None, tmp_path: Path
) -> None:
    (tmp_path / "helm").write_bytes(content)
    found = renderer(name)
    assert isinstance(found, Finding), found
    assert found.code == "T103"
    assert re.fullmatch(f"{tmp_path}/helm does not work: {reason}", found.message)


@pytest.mark.usefixtures("no_helm")
def test_an_engine_that_is_asked_for_is_not_replaced() -> None:
    assert code("cli") == "T103"


def test_another_name_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no Helm engine is called 'kustomize'"):
        renderer("kustomize")
