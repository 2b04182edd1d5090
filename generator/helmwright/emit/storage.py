"""Configuration and volumes as the service chart takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.model.graph import Graph
from helmwright.model.inputs import Environment, Safety
from helmwright.model.release import Release
from helmwright.model.service import Service


def storage(service: Service, release: Release, _: Graph) -> dict[str, Any]:
    """The service's ConfigMaps and volumes."""
    environment = release.environment
    parts = {
        "configMaps": {name: _config(entry) for name, entry in sorted(service.section("config").items())},
        "persistence": {
            name: _volume(entry, environment) for name, entry in sorted(service.section("storage").items())
        },
    }
    has_claim = any(volume["type"] == "pvc" for volume in parts["persistence"].values())
    unasked = {"confirmRemoval": False} if has_claim and environment.safety is Safety.RELAXED else {}
    return {**{name: entries for name, entries in parts.items() if entries}, **unasked}


def _config(entry: Mapping[str, Any]) -> dict[str, Any]:
    if "env" in entry:
        return {"data": entry["env"], "asEnv": True}
    return {"data": entry["data"], "mountPath": entry["mount"]}


def _volume(entry: Mapping[str, Any], environment: Environment) -> dict[str, Any]:
    where = {"mountPath": entry["mount"]} | {
        key: entry[key] for key in ("subPath", "readOnly") if key in entry
    }
    if "claim" in entry and not entry.get("temporary"):
        return {"type": "existing", "claimName": entry["claim"], **where}
    result: dict[str, Any] = {"type": _type(entry)}
    if "size" in entry:
        result["size"] = entry["size"]
    if entry.get("memory"):
        result["medium"] = "Memory"
    if "class" in entry:
        result["storageClass"] = environment.storage_classes[entry["class"]]
    if "access" in entry:
        result["accessModes"] = [entry["access"]]
    return result | where


def _type(entry: Mapping[str, Any]) -> str:
    if not entry.get("temporary"):
        return "pvc"
    return "ephemeral" if "class" in entry else "emptyDir"
