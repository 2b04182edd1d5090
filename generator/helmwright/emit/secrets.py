"""Secrets as the service chart takes them, each form in a map of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.model.graph import Graph
from helmwright.model.inputs import Environment
from helmwright.model.release import Release
from helmwright.model.secret import Form, form
from helmwright.model.service import Service

_CSI_TYPES = {"secretsManager": "secretsmanager", "parameterStore": "ssmparameter"}


def secrets(service: Service, release: Release, _: Graph) -> dict[str, Any]:
    """The service's secrets, and Reloader where the environment has it."""
    result: dict[str, Any] = {}
    for name, entry in sorted(service.section("secrets").items()):
        match form(entry):
            case Form.EXISTING:
                field, value = "secretRefs", _existing(entry)
            case Form.SEALED:
                field, value = "sealedSecrets", _sealed(entry)
            case Form.CSI:
                field, value = "csiSecrets", _csi(entry, release.environment)
            case Form.STORE:
                field, value = "externalSecrets", _external(entry, release.environment)
        result.setdefault(field, {})[name] = value | _variables(entry)
    return result | ({"reloader": {"enabled": True}} if result and release.environment.reloader else {})


def _variables(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"env": dict(sorted(entry["env"].items()))} if entry.get("env") else {}


def _mount(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"mountPath": entry["mount"]} if "mount" in entry else {}


def _external(entry: Mapping[str, Any], environment: Environment) -> dict[str, Any]:
    store = environment.secret_stores[entry.get("store", "default")]
    result: dict[str, Any] = {"store": {"name": store.name, "kind": store.kind}}
    if "refresh" in entry:
        result["refreshInterval"] = entry["refresh"]
    if "mount" in entry:
        return result | {"extract": entry["key"], **_mount(entry)}
    properties = sorted(set(entry.get("env", {}).values()))
    return result | {"data": {name: {"key": entry["key"], "property": name} for name in properties}}


def _existing(entry: Mapping[str, Any]) -> dict[str, Any]:
    optional = {"optional": True} if entry.get("optional") else {}
    return {"name": entry["existing"], **optional, **_mount(entry)}


def _sealed(entry: Mapping[str, Any]) -> dict[str, Any]:
    scope = {"scope": entry["scope"]} if "scope" in entry else {}
    return {"encryptedData": dict(sorted(entry["sealed"].items())), **scope, **_mount(entry)}


def _csi(entry: Mapping[str, Any], environment: Environment) -> dict[str, Any]:
    """What the AWS provider mounts with the pods' role, by IRSA unless it is told.

    Without a region the provider asks the API server for the node's, at every mount
    (https://docs.aws.amazon.com/secretsmanager/latest/userguide/ascp-examples.html).
    """
    region = {"region": environment.cluster.region} if environment.cluster.region else {}
    way = {"usePodIdentity": "true"} if environment.identity == "podIdentity" else {}
    parameters = {"parameters": region | way} if region or way else {}
    return {"key": entry["key"], "type": _CSI_TYPES[entry["csi"]], **parameters, **_mount(entry)}
