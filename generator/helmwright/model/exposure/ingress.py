"""Exposure by an Ingress of the environment's class."""

from __future__ import annotations

from typing import Any

from helmwright.model.exposure.exposure import Exposure, Kind
from helmwright.model.field import Field
from helmwright.model.inputs import Provider

ANY = "*"
"""What the service chart calls a rule for every host."""


class Ingress(Kind):
    """An Ingress that a controller in the cluster reads."""

    router = "an Ingress"
    openness = "an Ingress lets in whomever its controller lets in"
    uses = frozenset({"anyHost", "className", "controllerNamespace", "tls"})
    keeps_certificates = True

    def made(self, _: Exposure) -> tuple[str, str]:
        return "Ingress", "ingress"

    def entry(self, exposure: Exposure) -> dict[str, Any]:
        said = exposure.given.said
        entry: dict[str, Any] = {**said.picked(("className",))}
        if exposure.annotations:
            entry["annotations"] = exposure.annotations
        entry["hosts"] = hosts(exposure)
        if exposure.given.tls and exposure.hosts:
            named = exposure.said["tlsSecret"] if exposure.asked.certificate else said["tls"]
            entry["tls"] = named.gives({exposure.asked.tls_secret: list(exposure.hosts)})
        return entry

    def entry_point(self, exposure: Exposure) -> str:
        return str(exposure.given.said.value.get("className", "the default IngressClass"))

    def drains(self, provider: Provider) -> bool:
        return provider is Provider.EKS


def hosts(exposure: Exposure) -> Field:
    """An Ingress's rules: every path of every host leads to the port."""
    port = {"port": exposure.ports[0].name}
    paths = exposure.said.section("paths").gives(dict.fromkeys(exposure.asked.paths, port))
    names = (ANY,) if exposure.any_host else exposure.hosts
    return exposure.said.section("hosts").gives({host: {"paths": paths} for host in names})
