"""Secrets as the service chart takes them, each form in a map of its own."""

from __future__ import annotations

from typing import Any

from helmwright.model.field import Field
from helmwright.model.graph import Graph
from helmwright.model.inputs import Environment
from helmwright.model.release import Release
from helmwright.model.secret import Form, form
from helmwright.model.service import Service

_CSI_TYPES = {"secretsManager": "secretsmanager", "parameterStore": "ssmparameter"}


def secrets(service: Service, release: Release, _: Graph) -> dict[str, Any]:
    """The service's secrets, and Reloader where the environment has it."""
    result: dict[str, Any] = {}
    for name, entry in service.said.section("secrets").items():
        match form(entry.value):
            case Form.EXISTING:
                field, value = "secretRefs", _existing(entry)
            case Form.SEALED:
                field, value = "sealedSecrets", _sealed(entry)
            case Form.CSI:
                field, value = "csiSecrets", _csi(entry, release.environment)
            case Form.STORE:
                field, value = "externalSecrets", _external(entry, release.environment)
        result.setdefault(field, {})[name] = entry.gives(value | _variables(entry))
    if result and release.environment.reloader:
        result["reloader"] = release.environment.source.said("reloader").gives({"enabled": True})
    return result


def _variables(entry: Field) -> dict[str, Any]:
    return {"env": entry["env"].ordered()} if entry.section("env") else {}


def _mount(entry: Field) -> dict[str, Any]:
    return {**entry.picked({"mount": "mountPath"})}


def _external(entry: Field, environment: Environment) -> dict[str, Any]:
    name = entry.value.get("store", "default")
    store = environment.secret_stores[name]
    place = environment.source.said("secretStores", name)
    result = {"store": place.gives({"name": store.name, "kind": store.kind})}
    result |= entry.picked({"refresh": "refreshInterval"})
    if "mount" in entry:
        return {**result, "extract": entry["key"], **_mount(entry)}
    key, variables = entry.value["key"], entry.section("env")
    properties = sorted(set(variables.value.values()))
    return result | {"data": variables.gives({name: {"key": key, "property": name} for name in properties})}


def _existing(entry: Field) -> dict[str, Any]:
    optional = {"optional": True} if entry.value.get("optional") else {}
    return {"name": entry["existing"], **optional, **_mount(entry)}


def _sealed(entry: Field) -> dict[str, Any]:
    return {"encryptedData": entry["sealed"].ordered(), **entry.picked(("scope",)), **_mount(entry)}


def _csi(entry: Field, environment: Environment) -> dict[str, Any]:
    """What the AWS provider mounts with the pods' role, by IRSA unless it is told.

    Without a region the provider asks the API server for the node's, at every mount
    (https://docs.aws.amazon.com/secretsmanager/latest/userguide/ascp-examples.html).
    """
    source = environment.source
    region = {"region": source.said("cluster", "region")} if environment.cluster.region else {}
    pods = environment.identity == "podIdentity"
    way = {"usePodIdentity": source.said("identity", "type").gives("true")} if pods else {}
    parameters = {"parameters": region | way} if region or way else {}
    kind = entry["csi"].gives(_CSI_TYPES[entry.value["csi"]])
    return {"key": entry["key"], "type": kind, **parameters, **_mount(entry)}
