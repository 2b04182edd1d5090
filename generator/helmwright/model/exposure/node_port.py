"""Exposure by a port of every node."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.model.exposure.exposure import Exposure
from helmwright.model.exposure.own_service import OwnService

CODES = (
    Code(
        "R871",
        "one node port for several ports",
        "Ports of one protocol cannot share a node port. The API server refuses the Service.",
        "Remove the number, so that the cluster chooses one for each port, or expose one port there.",
    ),
)


class NodePort(OwnService):
    """A Service with a port of every node."""

    openness = "a node port lets in whoever reaches a node, whose address hides theirs"

    def refuses(self, exposures: Sequence[Exposure]) -> Iterator[tuple[Finding, str]]:
        for exposure in exposures:
            key, protocols = exposure.asked.key, [port.protocol for port in exposure.ports]
            if key in exposure.given.node_ports and len(protocols) > len(set(protocols)):
                pinned = exposure.environment.source.at(("exposure", "nodePorts", key))
                message = f"one node port is pinned for {key}, which exposes several ports of one protocol"
                hint = "remove it, so that the cluster chooses a number for each"
                yield Finding("R871", pinned, message, hint), exposure.environment.name
