"""What a pod is made of, as the service chart takes it: shutdown and security."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.kubernetes.quantities import seconds
from helmwright.model.drain import chart_drain, default_drain
from helmwright.model.inputs import Environment
from helmwright.model.service import Service, Workload


def shutdown(service: Service, workload: Workload, environment: Environment) -> dict[str, Any]:
    """How long a pod drains and how long it has to stop."""
    given = workload.section("shutdown")
    entry: dict[str, int] = {}
    drain = seconds(given["drain"]) if "drain" in given else default_drain(service, workload, environment)
    if "drain" in given or drain != chart_drain(workload):
        entry["preStopSleepSeconds"] = drain
    if "grace" in given:
        entry["terminationGracePeriodSeconds"] = seconds(given["grace"])
    return {"shutdown": entry} if entry else {}


_OF_THE_POD = ("runAsUser", "runAsGroup", "fsGroup")


def security(service: Service) -> dict[str, Any]:
    """The overrides of the secure default, without their reasons."""
    given = service.section("security")
    pod = security_context({name: given[name] for name in _OF_THE_POD if name in given})
    container = security_context({name: given[name] for name in given if name not in _OF_THE_POD})
    return {
        **({"podSecurityContext": pod} if pod else {}),
        **({"securityContext": container} if container else {}),
    }


def security_context(overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Overrides as the settings of a pod or of a container."""
    result: dict[str, Any] = {name: override["value"] for name, override in overrides.items()}
    if result.get("runAsUser") == 0:
        result["runAsNonRoot"] = False
    if "addCapabilities" in result:
        result["capabilities"] = {"add": result.pop("addCapabilities")}
    return result
