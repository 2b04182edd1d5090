"""What a pod is made of, as the service chart takes it: probes, shutdown, placement and security."""

from __future__ import annotations

from typing import Any

from helmwright.model.drain import chart_drain, default_drain
from helmwright.model.inputs import Environment
from helmwright.model.service import Service, Workload
from helmwright.units import seconds

_PROBE_TIMES = {
    "initialDelay": "initialDelaySeconds",
    "period": "periodSeconds",
    "timeout": "timeoutSeconds",
}
_PROBE_KEYS = {
    "http": ("path", "headers"),
    "tcp": (),
    "grpc": ("service",),
    "exec": ("command",),
}


def probes(workload: Workload) -> dict[str, Any]:
    """The probes by kind, each with the keys that its type knows."""
    result: dict[str, Any] = {}
    for kind in ("startup", "readiness", "liveness"):
        probe = workload.section("probes").get(kind)
        if probe is None:
            continue
        keys = _PROBE_KEYS[probe["type"]]
        entry: dict[str, Any] = {"type": probe["type"]}
        entry |= {key: probe[key] for key in keys if key in probe}
        port = workload.port(probe.get("port", ""))
        if probe["type"] != "exec" and port is not None:
            entry["port"] = port.name
        for name, value in _PROBE_TIMES.items():
            if name in probe:
                entry[value] = seconds(probe[name])
        for name in ("failureThreshold", "successThreshold"):
            if name in probe:
                entry[name] = probe[name]
        result[kind] = entry
    return result


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


_SPREAD = {"zone": (), "node": ("zone",), "none": ("node", "zone")}


def placement(service: Service) -> dict[str, Any]:
    """On which nodes the pods run."""
    given = service.section("placement")
    names = {"selector": "nodeSelector", "tolerations": "tolerations", "priority": "priorityClassName"}
    result = {chart: given[name] for name, chart in names.items() if given.get(name)}
    if off := _SPREAD[given.get("spread", "zone")]:
        result["topologySpread"] = {name: {"enabled": False} for name in off}
    return result


def security(service: Service) -> dict[str, Any]:
    """The overrides of the secure default, without their reasons."""
    given = {name: override["value"] for name, override in service.section("security").items()}
    pod: dict[str, Any] = {
        name: given[name] for name in ("runAsUser", "runAsGroup", "fsGroup") if name in given
    }
    if pod.get("runAsUser") == 0:
        pod["runAsNonRoot"] = False
    container: dict[str, Any] = {}
    if "readOnlyRootFilesystem" in given:
        container["readOnlyRootFilesystem"] = given["readOnlyRootFilesystem"]
    if "addCapabilities" in given:
        container["capabilities"] = {"add": given["addCapabilities"]}
    return {
        **({"podSecurityContext": pod} if pod else {}),
        **({"securityContext": container} if container else {}),
    }
