"""What every container has, whatever it is for, as the service chart takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.emit.env import env
from helmwright.model.graph import Graph
from helmwright.model.layers import Path
from helmwright.model.release import Release
from helmwright.model.service import Service


def container(
    service: Service, path: Path, fields: Mapping[str, Any], release: Release, graph: Graph
) -> dict[str, Any]:
    """Image, command, variables and resources, where `fields` say them; `path` leads there among the service's."""
    result: dict[str, Any] = {}
    if "image" in fields:
        result["image"] = image(fields["image"], release.environment.registry)
    for name in ("command", "args"):
        if name in fields:
            result[name] = fields[name]
    if variables := env(service, (*path, "env"), fields.get("env", {}), graph):
        result["env"] = variables
    if sources := fields.get("envFrom"):
        result["envFrom"] = dict(sorted(sources.items()))
    if "resources" in fields:
        result["resources"] = fields["resources"]
    return result


def image(data: Mapping[str, str], registry: Mapping[str, str]) -> dict[str, str]:
    """An image with its registry replaced by the environment's mirror; a digest stands for the tag."""
    repository = data["repository"]
    for prefix in sorted(registry, key=len, reverse=True):
        if repository == prefix or repository.startswith(prefix + "/"):
            repository = registry[prefix] + repository[len(prefix) :]
            break
    rest = {"digest": data["digest"]} if "digest" in data else {"tag": data["tag"]}
    policy = {"pullPolicy": data["pullPolicy"]} if "pullPolicy" in data else {}
    return {"repository": repository, **rest, **policy}
