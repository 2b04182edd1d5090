"""How the services of an app are grouped into Applications."""

from __future__ import annotations

from enum import StrEnum


class Grouping(StrEnum):
    """What an Application of an app is of: all of its services, or one."""

    APP = "app"
    SERVICE = "service"
