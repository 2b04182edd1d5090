"""The default engine: Helm 4 as a library, through helm-python-sdk."""

from __future__ import annotations

import os
import re
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from helmwright.findings import Finding, Location
from helmwright.render.engine import RenderLimits
from helmwright.render.environment import OTHER_LIBRARY
from helmwright.render.processes.isolated import Isolated

INSTALL = "pip install helm-python-sdk (Linux and macOS on arm64, Linux and Windows on x86-64)"
_VERSION = re.compile(r'^EXPECTED_HELM_SDK_VERSION: Final = "v?(\d+\.\d+\.\d+[^"]*)"$', re.MULTILINE)


class SdkRenderer(Isolated):
    """Renders charts in memory: no disk, no cluster."""

    name = "sdk"

    def __init__(self, limits: RenderLimits | None = None) -> None:
        super().__init__("", limits)

    @cached_property
    def version(self) -> str:
        """The Helm version that the library was built from.

        Read from the package, since nothing may have to be rendered at all; asked when the library is another.
        """
        folder = package()
        known = None if folder is None or os.environ.get(OTHER_LIBRARY) else _VERSION.search(_source(folder))
        return known[1] if known else self.asked_version

    def unusable(self, reason: str) -> Finding:
        return Finding(
            "T102", Location("."), f"helm-python-sdk does not work: {reason}", f"{INSTALL}, or --engine cli"
        )


def package() -> Path | None:
    """The folder of helm-python-sdk, None where it is not installed. Does not import it: that loads the library."""
    try:
        spec = find_spec("helm_python")
    except ValueError:  # a module that was put in its place
        return None
    return Path(spec.origin).parent if spec and spec.origin else None


def _source(folder: Path) -> str:
    try:
        return (folder / "_native.py").read_text(encoding="utf-8")
    except OSError:
        return ""
