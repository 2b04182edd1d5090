"""The Helm engines, one of each for all tests: to start one costs more than most renders."""

from __future__ import annotations

import json
import zlib
from functools import cache
from hashlib import sha256

import pytest
from tests.executables import TOOLS

from chartwright.testing.engines import engine
from helmwright.findings import Finding
from helmwright.render.engine import Renderer, RenderRequest, Result
from helmwright.render.engines import sdk
from helmwright.render.engines.choose import renderer
from helmwright.render.processes import frames

REAL = [pytest.param(name, marks=pytest.mark.tool(name)) for name in ("helm3", "helm4")]
"""The executables, as a test's parameters."""
ALL = ["sdk", *REAL]
"""They and the library."""


class Remembering:
    """A Helm engine that renders once what is asked more often. What it gives is the asker's own every time.

    Not so what is to be rendered twice, to see whether it is the same. How a render ended that was stopped or crashed
    is not the chart's doing, and not remembered.
    """

    def __init__(self, helm: Renderer) -> None:
        self._helm = helm
        self._known: dict[bytes, bytes] = {}
        self.name = helm.name

    @property
    def version(self) -> str:
        return self._helm.version

    def render(self, request: RenderRequest) -> Result:
        if request.twice:
            return self._helm.render(request)
        head, parts = frames.asked(request)
        key = sha256(b"".join((head, *parts))).digest()
        if key not in self._known:
            result = self._helm.render(request)
            if any(failure.code for failure in result.failures):
                return result
            self._known[key] = zlib.compress(frames.told(result), 1)
        return frames.result(json.loads(zlib.decompress(self._known[key])))

    def stop(self) -> None:
        self._helm.stop()


_REMEMBERING: dict[int, Remembering] = {}


def remembering(helm: Renderer) -> Renderer:
    """The engine with what it has rendered for any test of this process."""
    return _REMEMBERING.setdefault(id(helm), Remembering(helm))


def started(name: str | None = None) -> Renderer:
    """The engine of that name, which remembers; without a name, what helmwright renders with here."""
    return remembering(forgetful(name))


@cache
def forgetful(name: str | None = None) -> Renderer:
    """The engine itself, for what looks at two renders of the same."""
    found = renderer() if name is None and not sdk.package() else engine(name or "sdk", TOOLS)
    assert not isinstance(found, Finding | str), found
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
