"""What a pod is made of, as the service chart takes it: shutdown and security."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.kubernetes.quantities import seconds
from helmwright.model.drain import chart_drain, default_drain
from helmwright.model.field import Field
from helmwright.model.inputs import Environment
from helmwright.model.service import Service, Workload


def shutdown(service: Service, workload: Workload, environment: Environment) -> dict[str, Any]:
    """How long a pod drains and how long it has to stop."""
    said = service.said
    given = service.at(workload.path).section("shutdown")
    entry: dict[str, Any] = {}
    drain = default_drain(service, workload, environment)
    if "drain" in given:
        entry |= given.picked({"drain": "preStopSleepSeconds"}, seconds)
    elif drain != chart_drain(workload):  # which what faces outwards makes so
        entry["preStopSleepSeconds"] = said["expose"].gives(drain)
    entry |= given.picked({"grace": "terminationGracePeriodSeconds"}, seconds)
    return {"shutdown": entry} if entry else {}


_OF_THE_POD = ("runAsUser", "runAsGroup", "fsGroup")


def security(service: Service) -> dict[str, Any]:
    """The overrides of the secure default, without their reasons."""
    given = service.said.section("security")
    pod = given.picked(_OF_THE_POD)
    container = given.picked(tuple(name for name in given.value if name not in _OF_THE_POD))
    return {
        **({"podSecurityContext": given.gives(security_context(pod))} if pod else {}),
        **({"securityContext": given.gives(security_context(container))} if container else {}),
    }


def security_context(overrides: Mapping[str, Field]) -> dict[str, Any]:
    """Overrides as the settings of a pod or of a container."""
    result: dict[str, Any] = {name: override["value"] for name, override in overrides.items()}
    if "runAsUser" in result and result["runAsUser"].value == 0:
        result["runAsNonRoot"] = result["runAsUser"].gives(False)
    if "runAsUser" in result:  # the files of an image belong most often to a user and a group of one number
        result.setdefault("runAsGroup", result["runAsUser"])
    if "addCapabilities" in result:
        added = result.pop("addCapabilities")
        result["capabilities"] = added.gives({"add": added.value})
    return result
