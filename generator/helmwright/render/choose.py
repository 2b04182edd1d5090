"""Picks the Helm engine."""

from __future__ import annotations

import importlib
import shutil

from helmwright.findings import Finding, Location
from helmwright.render.engine import Renderer

ENGINES = ("sdk", "cli")
_HERE = Location(".")
_INSTALL_HELM = "install helm 3.19 or newer and put it on PATH: https://helm.sh/docs/intro/install/"


def renderer(name: str | None = None) -> Renderer | Finding:
    """The engine of that name; without one, the SDK where it is installed and else the `helm` on PATH.

    A finding says what is missing or does not work, and how to install it. The engines' libraries are
    imported only here: they cost a fifth of a second. Raises ValueError for a name that is not in `ENGINES`.
    """
    if name not in (None, *ENGINES):
        raise ValueError(f"no Helm engine is called {name!r}")
    sdk = _sdk() if name != "cli" else None
    return sdk or (_cli() if name != "sdk" else None) or _missing(name)


def _sdk() -> Renderer | None:
    try:
        importlib.import_module("helm_python")
    except Exception:  # not installed, or its library does not load here: an error of its own class
        return None
    from helmwright.render.sdk import SdkRenderer  # noqa: PLC0415

    return SdkRenderer()


def _cli() -> Renderer | Finding | None:
    executable = shutil.which("helm")
    if executable is None:
        return None
    from helmwright.render.cli import CliRenderer  # noqa: PLC0415

    found = CliRenderer(executable)
    try:
        _ = found.version  # which it remembers
    except ValueError as error:
        return Finding("T103", _HERE, f"{executable} does not work: {error}", _INSTALL_HELM)
    return found


def _missing(name: str | None) -> Finding:
    sdk = "pip install helm-python-sdk (Linux and macOS on arm64, Linux and Windows on x86-64)"
    match name:
        case "sdk":
            return Finding("T102", _HERE, "helm-python-sdk is not installed", sdk)
        case "cli":
            return Finding("T103", _HERE, "there is no helm on PATH", _INSTALL_HELM)
        case _:
            return Finding("T101", _HERE, "there is no Helm to render with", f"{sdk}, or {_INSTALL_HELM}")
