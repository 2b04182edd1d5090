"""Where the real tools are that some tests compare with."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".tools" / "bin"
"""Where `nox -s tools` puts them; the plug-in has it from the configuration."""


def executable(name: str) -> str | None:
    """The path of a tool such as `helm4` or `zsh`: the pinned one of `nox -s tools`, else one on PATH."""
    return shutil.which(name, path=TOOLS) or shutil.which(name)


def required(name: str) -> str:
    """The path of a tool that the test is marked with."""
    path = executable(name)
    assert path is not None, f"mark the test with tool({name!r})"
    return path
