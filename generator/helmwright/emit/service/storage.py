"""Configuration and volumes as the service chart takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.model.field import Field
from helmwright.model.graph import Graph
from helmwright.model.inputs import Environment, Safety
from helmwright.model.release import Release
from helmwright.model.service import Service


def storage(service: Service, release: Release, _: Graph) -> dict[str, Any]:
    """The service's ConfigMaps and volumes."""
    environment = release.environment
    volumes = service.said.section("storage").each(lambda entry: _volume(entry, service, environment))
    parts = {"configMaps": service.said.section("config").each(_config), "persistence": volumes}
    has_claim = any(volume.value["type"] == "pvc" for volume in volumes.value.values())
    unkept = (
        {"keepClaims": environment.source.said("safety").gives(False)}
        if has_claim and environment.safety is Safety.RELAXED
        else {}
    )
    return {**{name: entries for name, entries in parts.items() if entries}, **unkept}


def _config(entry: Field) -> Field:
    if "env" in entry:
        return entry.gives({"data": entry["env"], "asEnv": True})
    content = entry.picked({"existing": "name"} if "existing" in entry else {"from": "data", "data": "data"})
    return entry.gives({**content, "mountPath": entry["mount"], **entry.picked(("file",))})


def _volume(entry: Field, service: Service, environment: Environment) -> Field:
    said = entry.value
    where = entry.picked({"mount": "mountPath", "subPath": "subPath", "readOnly": "readOnly"})
    if "claim" in said and not said.get("temporary"):
        return entry.gives({"type": "existing", "claimName": entry["claim"], **where})
    result: dict[str, Any] = {"type": _type(said), **entry.picked(("size",))}
    if said.get("memory"):
        limit = service.said["resources"]["limits"]["memory"]
        result.setdefault("size", limit)
        result["medium"] = entry["memory"].gives("Memory")
    if "class" in said:
        result["storageClass"] = entry["class"].gives(environment.storage_classes[said["class"]])
    if "access" in said:
        result["accessModes"] = entry["access"].gives([said["access"]])
    return entry.gives(result | where)


def _type(entry: Mapping[str, Any]) -> str:
    if not entry.get("temporary"):
        return "pvc"
    return "ephemeral" if "class" in entry else "emptyDir"
