"""What is deployed: one app in one environment, or one service of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from helmwright import layout, names
from helmwright.charts.package import ChartPin
from helmwright.model.content import Content
from helmwright.model.grouping import Grouping
from helmwright.model.inputs import App, Environment
from helmwright.model.service import Service
from helmwright.model.source import Source


@dataclass(frozen=True, slots=True)
class Release:
    """An app in an environment, or one service of it: one umbrella chart and one Argo CD Application."""

    app: App
    environment: Environment
    namespace: str
    owner: str
    """The team whose AppProject the Application belongs to, empty when the services do not agree."""
    content: Content
    service: str = ""
    """The service that it is of, empty where it is of the whole app."""
    could: Content | None = None
    """What it would deploy if its cluster were a live one, where that is something else."""

    @property
    def if_live(self) -> Release | None:
        """The release as it would be in a live cluster, where that is something else."""
        return replace(self, content=self.could, could=None) if self.could else None

    @property
    def services(self) -> tuple[Service, ...]:
        """Its services, none where its content is something else."""
        return tuple(part for part in self.content.parts if isinstance(part, Service))

    @property
    def is_addon(self) -> bool:
        """Whether it deploys a chart of others, or of the repository's own, and no services."""
        return not isinstance(self.content.parts[0], Service)

    @property
    def source(self) -> Source:
        """The file that stands for it: its service's, the app's, else that of its first part."""
        own = (part.layers.source for part in self.content.parts if part.name == self.service)
        return next(own, None) or self.app.source or self.content.parts[0].layers.source

    @property
    def chart(self) -> ChartPin:
        """The chart that is used: a released one where it is pinned, else the current one."""
        return next(iter(self.pins), ChartPin(self.content.chart))

    @property
    def pins(self) -> tuple[ChartPin, ...]:
        """The released charts that are asked for: the content's own, or the app's and below it the environment's."""
        if self.content.pins:
            return tuple(self.content.pins)
        asked = (self.app.chart, self.environment.charts.get(self.content.chart))
        return tuple(pin for pin in asked if pin and pin.chart == self.content.chart)

    @property
    def name(self) -> str:
        """The name of the Application."""
        return names.application(self.environment.name, self.app.name, self.service)

    @property
    def instance(self) -> str:
        """The name of the Helm release. Selectors have it, which cannot change, so it is that of the whole app."""
        return names.application(self.environment.name, self.app.name)

    @property
    def key(self) -> str:
        """What it is of in its environment: `app`, or `app/service`."""
        return f"{self.app.name}/{self.service}" if self.service else self.app.name

    @property
    def title(self) -> str:
        """What it is of, as a phrase."""
        return f"the {'service' if self.service else 'app'} '{self.key}'"

    @property
    def folder(self) -> str:
        """The folder of the umbrella chart."""
        return layout.umbrella(self.app.name, self.environment.name, self.service)

    @property
    def file(self) -> str:
        """The file of the Application."""
        return layout.application(self.environment.name, self.app.name, self.service)


def superseded(releases: Iterable[Release]) -> tuple[Release, ...]:
    """What the other grouping has in place of these, where an app changes its grouping; not what each deploys."""
    found: dict[str, Release] = {}
    for release in releases:
        if release.app.regrouping:
            grouped = release.app.grouping is Grouping.SERVICE
            for service in ("",) if grouped else (part.name for part in release.content.parts):
                other = replace(release, service=service)
                found.setdefault(other.name, other)
    return tuple(found.values())
