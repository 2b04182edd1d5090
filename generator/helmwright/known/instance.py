"""What an EC2 instance type has, as far as it decides how many pods a node takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InstanceType:
    """`memory` in MiB as EC2 counts it; `addresses` are IPv4 addresses of one of the default card's `interfaces`."""

    name: str
    vcpus: int
    memory: int
    interfaces: int
    addresses: int
    architecture: str
    hypervisor: str


def instances(text: str) -> Iterator[InstanceType]:
    """The rows of the data file, in its order. Raises ValueError where it has another shape."""
    head, *rows = (line for line in text.splitlines() if not line.startswith("#"))
    if tuple(head.split(",")) != _COLUMNS:
        raise ValueError(head)
    for row in rows:
        name, vcpus, memory, interfaces, addresses, architecture, hypervisor = row.split(",")
        yield InstanceType(
            name, int(vcpus), int(memory), int(interfaces), int(addresses), architecture, hypervisor
        )


_COLUMNS = ("type", "vcpus", "memory", "interfaces", "addresses", "architecture", "hypervisor")
