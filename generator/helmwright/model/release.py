"""What is deployed: one app in one environment."""

from __future__ import annotations

from dataclasses import dataclass

from helmwright import layout, names
from helmwright.charts.package import ChartPin
from helmwright.model.inputs import App, Environment
from helmwright.model.service import Service


@dataclass(frozen=True, slots=True)
class Release:
    """An app in an environment: one umbrella chart and one Argo CD Application."""

    app: App
    environment: Environment
    namespace: str
    owner: str
    """The team whose AppProject the Application belongs to, empty when the services do not agree."""
    services: tuple[Service, ...]

    @property
    def chart(self) -> ChartPin | None:
        """The released service chart that is used, None for the current one."""
        return next(iter(self.pins), None)

    @property
    def pins(self) -> tuple[ChartPin, ...]:
        """The released service charts that are asked for: the app's, and below it the environment's."""
        asked = (self.app.chart, self.environment.charts.get(layout.SERVICE_CHART))
        return tuple(pin for pin in asked if pin)

    @property
    def name(self) -> str:
        """The name of the Application and of the Helm release."""
        return names.application(self.environment.name, self.app.name)
