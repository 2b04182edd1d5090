"""The Helm engines, one of each for all tests: to start one costs more than most renders."""

from __future__ import annotations

from functools import cache

import pytest
from tests.executables import required

from helmwright.findings import Finding
from helmwright.render.engine import Renderer, RenderRequest, Result
from helmwright.render.engines.choose import renderer
from helmwright.render.engines.cli import CliRenderer

REAL = [pytest.param(name, marks=pytest.mark.tool(name)) for name in ("helm3", "helm4")]
"""The executables, as a test's parameters."""
ALL = ["sdk", *REAL]
"""They and the library."""


@cache
def started(name: str | None = None) -> Renderer:
    """The engine of that name; without one, what helmwright renders with here."""
    if name in ("helm3", "helm4"):
        return CliRenderer(required(name))
    found = renderer(name)
    assert not isinstance(found, Finding), found
    return found


class Counting:
    """A Helm engine that says how often it rendered."""

    def __init__(self) -> None:
        self._helm = started()
        self.name, self.version = self._helm.name, self._helm.version
        self.renders = 0

    def render(self, request: RenderRequest) -> Result:
        self.renders += 1
        return self._helm.render(request)

    def stop(self) -> None:
        self._helm.stop()
