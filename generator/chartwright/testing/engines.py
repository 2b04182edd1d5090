"""The Helm engines that tests can ask for by name."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from helmwright.findings import Finding, ToolError
from helmwright.render.engine import Renderer
from helmwright.render.engines.choose import renderer
from helmwright.render.engines.cli import CliRenderer

ENGINES = ("sdk", "helm3", "helm4")
"""Helm 4 as a library, and real helm executables of both major versions."""


@cache
def engine(name: str, folder: Path | None = None) -> Renderer | str:
    """The engine of that name, or why there is none.

    `helm3` and `helm4` are executables of that name, else a `helm` of that major version; in `folder`, else
    on PATH. Raises ValueError for a name that is not in `ENGINES`.
    """
    if name not in ENGINES:
        raise ValueError(f"no Helm engine is called {name!r}; there are {', '.join(ENGINES)}")
    if name == "sdk":
        found = renderer("sdk")
        return f"{found.message}: {found.hint}" if isinstance(found, Finding) else found
    for executable in (name, "helm"):
        path = (folder and shutil.which(executable, path=folder)) or shutil.which(executable)
        if path and _is_major(helm := CliRenderer(path), name.removeprefix("helm")):
            return helm
    return f"there is no {name} on PATH, and no helm of that version"


def _is_major(helm: Renderer, version: str) -> bool:
    try:
        return helm.version.partition(".")[0] == version
    except ToolError:
        return False
