"""Picks the Helm engine."""

from __future__ import annotations

import shutil

from helmwright.findings import Finding, Location, ToolError
from helmwright.render.engine import Renderer
from helmwright.render.engines import cli, sdk

ENGINES = ("sdk", "cli")
_HERE = Location(".")


def renderer(name: str | None = None) -> Renderer | Finding:
    """The engine of that name; without one, the SDK where it is installed and else the `helm` on PATH.

    A finding says what is missing or does not work, and how to install it. Whether an SDK that is installed works
    shows when it first renders. Raises ValueError for a name that is not in `ENGINES`.
    """
    if name not in (None, *ENGINES):
        raise ValueError(f"no Helm engine is called {name!r}")
    sdk = _sdk() if name != "cli" else None
    return sdk or (_cli() if name != "sdk" else None) or _missing(name)


def _sdk() -> Renderer | None:
    return sdk.SdkRenderer() if sdk.package() else None


def _cli() -> Renderer | Finding | None:
    executable = shutil.which("helm")
    if executable is None:
        return None
    found = cli.CliRenderer(executable)
    try:
        _ = found.version  # which it remembers
    except ToolError as error:
        return error.finding
    return found


def _missing(name: str | None) -> Finding:
    match name:
        case "sdk":
            return Finding("T102", _HERE, "helm-python-sdk is not installed", sdk.INSTALL)
        case "cli":
            return Finding("T103", _HERE, "there is no helm on PATH", cli.INSTALL)
        case _:
            return Finding(
                "T101", _HERE, "there is no Helm to render with", f"{sdk.INSTALL}, or {cli.INSTALL}"
            )
