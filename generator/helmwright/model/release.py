"""What is deployed: one app in one environment."""

from __future__ import annotations

from dataclasses import dataclass

from helmwright import names
from helmwright.charts.package import ChartPin
from helmwright.model.content import Content
from helmwright.model.inputs import App, Environment
from helmwright.model.service import Service
from helmwright.model.source import Source


@dataclass(frozen=True, slots=True)
class Release:
    """An app in an environment: one umbrella chart and one Argo CD Application."""

    app: App
    environment: Environment
    namespace: str
    owner: str
    """The team whose AppProject the Application belongs to, empty when the services do not agree."""
    content: Content

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
        """The file that stands for it: the app's, else that of its first part."""
        return self.app.source or self.content.parts[0].layers.source

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
        """The name of the Application and of the Helm release."""
        return names.application(self.environment.name, self.app.name)
