"""What a Helm engine is to helmwright: one request in, the rendered templates out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from helmwright.kubernetes.manifests import Manifest
from helmwright.limits import RENDER_BYTES, RENDER_MEMORY, RENDER_SECONDS


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """Everything that decides what Helm renders, as Argo CD passes it.

    `chart` holds the umbrella chart's files by path relative to its folder, the vendored archives
    included. `kube_version` is `1.34.1` or `1.34`; `api_versions` are `apps/v1` or
    `apps/v1/Deployment`. `values` are JSON values over the chart's own, as `--values` gives them to Helm. `twice` asks
    to render it again, to see whether the chart makes the same of it.
    """

    release: str
    namespace: str
    chart: Mapping[str, bytes]
    kube_version: str
    api_versions: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    twice: bool = False

    @property
    def full_kube_version(self) -> str:
        """`kube_version` with all three numbers, as Argo CD passes it: `1.34.0`."""
        return self.kube_version if self.kube_version.count(".") > 1 else f"{self.kube_version}.0"


@dataclass(frozen=True, slots=True)
class Rendered:
    """What Helm made of a request: template path to text; CRDs of `crds/` folders included."""

    templates: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RenderFailure:
    """Why Helm refused a request, in the engine-independent words of the problem itself.

    `source` is the template's path when Helm named one, `line` its line or 0. `values_path` is the
    dotted path of the wrong value (`cart.resources.limits`) when the values schema refused it. `schema` is
    the path of a values schema in the chart that no Helm may see, since it would follow it elsewhere. `code`
    is the finding's when not the chart's words but how the render ended is the problem.
    """

    message: str
    source: str = ""
    line: int = 0
    values_path: str = ""
    schema: str = ""
    code: str = ""


Varying = tuple[Manifest, tuple[str | int, ...]]
"""An object that is another one at every render, with the path to a difference."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one request: its objects in a fixed order, or every reason why there are none.

    `varying` are the objects that were others when the chart was rendered again.
    """

    manifests: tuple[Manifest, ...]
    failures: tuple[RenderFailure, ...] = ()
    varying: tuple[Varying, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderLimits:
    """The most that one render may take: `seconds` of time, and bytes of `memory` and of `output`."""

    seconds: float = RENDER_SECONDS.value
    memory: int = RENDER_MEMORY.value
    output: int = RENDER_BYTES.value


class HelmCrashError(Exception):
    """Helm did not refuse a chart but ended by a fault of its own, with an exit code and what it said."""

    def __init__(self, code: int, log: str) -> None:
        super().__init__(f"exit code {code}")
        self.code = code
        self.log = log


class Helm(Protocol):
    """Helm itself, where it runs: a template that has no end has none here either."""

    @property
    def version(self) -> str:
        """The Helm version, without a leading v: `4.2.3`. Raises ValueError, with the reason, when it says none."""

    def template(self, request: RenderRequest) -> Rendered | tuple[RenderFailure, ...]:
        """The rendered templates and CRDs, or every reason why there are none. Raises HelmCrashError."""


class Renderer(Protocol):
    """A Helm engine that comes back from every render. `render` may be called from several threads at once."""

    @property
    def name(self) -> str:
        """`sdk` or `cli`."""

    @property
    def version(self) -> str:
        """The Helm version behind it, without a leading v: `4.2.3`. Raises ToolError when it does not work."""

    def render(self, request: RenderRequest) -> Result:
        """The rendered objects, or every reason why there are none. Raises ToolError when it does not work."""

    def stop(self) -> None:
        """Ends at once, and for good, what is being rendered in other threads."""
