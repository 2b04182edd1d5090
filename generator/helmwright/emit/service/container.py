"""What every container has, whatever it is for, as the service chart takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.emit.service.env import env
from helmwright.model.field import Field
from helmwright.model.graph import Graph
from helmwright.model.release import Release
from helmwright.model.service import Service


def container(given: Field, service: Service, release: Release, graph: Graph) -> dict[str, Any]:
    """Image, command, variables and resources, where the fields of a container of the service say them."""
    result: dict[str, Any] = {}
    if "image" in given:
        own = given["image"]
        result["image"] = own.gives(image(own.value, release.environment.registry))
    result |= given.picked(("command", "args"))
    if variables := env(given.section("env"), service, graph):
        result["env"] = variables
    if sources := given.section("envFrom"):
        result["envFrom"] = sources.ordered()
    return result | given.picked(("resources",))


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
