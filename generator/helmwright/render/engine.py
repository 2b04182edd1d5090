"""What a Helm engine is to helmwright: one request in, the rendered templates out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """Everything that decides what Helm renders, as Argo CD passes it.

    `chart` holds the umbrella chart's files by path relative to its folder, the vendored archives
    included. `kube_version` is `1.34.1` or `1.34`; `api_versions` are `apps/v1` or
    `apps/v1/Deployment`. `values` are JSON values over the chart's own, as `--values` gives them to Helm.
    """

    release: str
    namespace: str
    chart: Mapping[str, bytes]
    kube_version: str
    api_versions: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)

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
    the path of a values schema in the chart that no Helm may see, since it would follow it elsewhere.
    """

    message: str
    source: str = ""
    line: int = 0
    values_path: str = ""
    schema: str = ""


class Renderer(Protocol):
    """A Helm engine. `render` may be called from several threads at once."""

    @property
    def name(self) -> str:
        """`sdk` or `cli`."""

    @property
    def version(self) -> str:
        """The Helm version behind it, without a leading v: `4.2.3`."""

    def render(self, request: RenderRequest) -> Rendered | tuple[RenderFailure, ...]:
        """The rendered templates, or every reason why there are none."""
