"""What a release deploys, whatever form it has: only what makes a form, and what emits it, asks which one it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from helmwright.charts.package import ChartPin
from helmwright.model.field import Field
from helmwright.model.inputs import Environment
from helmwright.model.merge import Fields
from helmwright.model.origins import Layers, Path


class Part(Protocol):
    """A chart under an alias of its own in the umbrella chart, and where its values are said."""

    @property
    def name(self) -> str:
        """The alias."""

    @property
    def key(self) -> str:
        """`app/name`, unique in an environment."""

    @property
    def namespace(self) -> str: ...

    @property
    def owner(self) -> str:
        """The team that it says it belongs to, empty where that is for the app to say."""

    @property
    def fields(self) -> Fields:
        """Its fields after every layer is merged."""

    @property
    def layers(self) -> Layers:
        """Where its fields come from."""

    @property
    def said(self) -> Field:
        """Its fields, each of which knows where it was set: its values, unless `emit` makes others of them."""


class Content(Protocol):
    """All that a release deploys."""

    @property
    def chart(self) -> str:
        """The name of the chart that each part is an instance of."""

    @property
    def parts(self) -> Sequence[Part]:
        """By their names, at least one."""

    @property
    def pins(self) -> Sequence[ChartPin]:
        """The versions of the chart that it asks for itself, the one that counts first; none where its app may."""

    @property
    def beside(self) -> Part | None:
        """Whole objects in the umbrella chart beside those of its parts, by ids, if there are any."""

    @property
    def ignored_differences(self) -> Sequence[Mapping[str, Any]]:
        """Fields that Argo CD leaves alone, as an Application has them."""

    def objects(self, environment: Environment, /) -> Iterator[tuple[Part, str, str, Path]]:
        """Kind and name of objects that another part could make too, with the part and the field behind."""
