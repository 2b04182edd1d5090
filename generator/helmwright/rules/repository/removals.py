"""What descriptors take away is there."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, Location, dotted
from helmwright.model.removals import idle, nulls, takes
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R119",
        "removal of nothing",
        "null takes away what a lower layer gives: the defaults for a service, or the service for one of its "
        "environments. Where none gives it, the name is most often misspelt, and what was meant stays.",
        "Correct the name, or remove the line.",
    ),
)


def removals(resolved: Resolved) -> Iterator[Finding]:
    """What a service or an add-on takes away is given by a lower layer, in one environment at least."""
    pointless: dict[Location, str] = {}
    useful: set[Location] = set()
    beside = (release.content.beside for release in resolved.releases)
    taking = {source.path for source in resolved.inputs.sources if takes(source.data)}
    for part in (*(part for _, part in resolved.parts()), *filter(None, beside)):
        layers = part.layers
        if layers.source.path not in taking:
            continue
        unneeded = set(idle(layers))
        for position, layer in enumerate(layers.items):
            for path in nulls(layer.fields) if layer.source is layers.source else ():
                if (position, path) in unneeded:
                    pointless[layer.at(path)] = dotted(path)
                else:
                    useful.add(layer.at(path))
    for at, name in pointless.items():
        if at not in useful:
            yield Finding("R119", at, f"no lower layer gives {name}", "remove the line")


RULES = (removals,)
