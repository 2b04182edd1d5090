"""One row for each app and environment: what is deployed, and whom it waits for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from helmwright import layout, names
from helmwright.live.application import Application
from helmwright.live.waiting import Waiting, Who, waiting
from helmwright.live.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Row:
    """An app in an environment, or one service of it. `revision` is the commit it was last compared with, in full."""

    app: str
    service: str
    environment: str
    application: str
    revision: str
    sync: str
    health: str
    images: tuple[str, ...]
    waiting: Waiting | None


def rows(wanted: Iterable[Wanted], applications: Mapping[str, Application]) -> Iterator[Row]:
    """The row of each Application that is generated, whether or not it is among those that are there."""
    for item in wanted:
        environment = item.environment.name
        place = (item.app, item.service, environment, item.name)
        if found := applications.get(item.name):
            yield Row(*place, found.revision, found.sync, found.health, found.images, waiting(found))
        elif item.app == names.ROOT:
            apply = Waiting(Who.PERSON, f"kubectl apply -f {layout.root(environment)}")
            yield Row(*place, "", "Missing", "Missing", (), apply)
        else:
            yield Row(*place, "", "Missing", "Missing", (), Waiting(Who.ARGO_CD, "the root's sync"))
