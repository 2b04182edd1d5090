"""Where a service may connect beyond the services of the repository, for its NetworkPolicy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helmwright import names
from helmwright.model.exposure.exposure import EVERYWHERE
from helmwright.model.field import Field
from helmwright.model.graph import ExternalLink, Graph
from helmwright.model.inputs import Environment
from helmwright.model.service import Service

_PUBLIC = {
    "": {
        "cidrs": EVERYWHERE[:1],
        "except": ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"],
    },
    "/ipv6": {"cidrs": EVERYWHERE[1:], "except": ["fc00::/7", "fe80::/10"]},
}
"""Public addresses, as the service chart knows them."""


def outside(service: Service, environment: Environment, graph: Graph) -> dict[str, Field]:
    """What the environment calls outside and the service refers to, by id."""
    return {key: entry for link in graph.externals(service) for key, entry in _outside(link, environment)}


def _outside(link: ExternalLink, environment: Environment) -> Iterator[tuple[str, Field]]:
    """The addresses of what is called outside, every public one where the environment gives none."""
    given = environment.source.said("externals", link.name)
    ports = given["port"].gives([{"port": link.external.port}])
    key = f"{names.EXTERNAL_APP}/{link.name}"
    if "cidrs" in given:
        yield key, link.gives({"cidrs": given["cidrs"], "ports": ports})
        return
    for end, place in _PUBLIC.items():
        yield (
            f"{key}{end}",
            link.gives({**{name: [*ranges] for name, ranges in place.items()}, "ports": ports}),
        )


def entries(openings: Field, key: str) -> dict[str, Field]:
    """The openings that say who by `key`, by name."""
    return {name: entry for name, entry in openings.items() if key in entry}


def egress(openings: Field, key: str) -> dict[str, Any]:
    """The destinations that say where by `key`, by name."""
    return {name: _destination(entry) for name, entry in entries(openings, key).items()}


def _destination(entry: Field) -> Field:
    place: dict[str, Any] = {**entry.picked(("cidrs", "except", "namespace"))}
    if "port" in entry:
        place["ports"] = [{"port": entry["port"], "protocol": entry.value.get("protocol", "TCP")}]
    return entry.gives(place)
