"""The other engine: a real `helm` of version 3 or 4."""

from __future__ import annotations

from helmwright.findings import Finding, Location
from helmwright.render.engine import RenderLimits
from helmwright.render.processes.isolated import Isolated

INSTALL = "install helm 3.19 or newer and put it on PATH: https://helm.sh/docs/intro/install/"


class CliRenderer(Isolated):
    """Runs `helm template` as Argo CD does. `executable` is a path or a name on PATH."""

    name = "cli"

    def __init__(self, executable: str, limits: RenderLimits | None = None) -> None:
        super().__init__(executable, limits)

    def unusable(self, reason: str) -> Finding:
        return Finding("T103", Location("."), f"{self._engine} does not work: {reason}", INSTALL)
