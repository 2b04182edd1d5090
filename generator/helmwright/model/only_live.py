"""What of an add-on is for the live ones of an environment's clusters alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helmwright.model.inputs import AddonSource
from helmwright.model.merge import Fields

ONLY_LIVE = "onlyLive"
"""The switch of what runs on live clusters alone."""


def here(entries: Fields, live: bool) -> Fields:
    """The entries that are for a cluster that is live, or not."""
    return {
        name: {key: value for key, value in entry.items() if key != ONLY_LIVE}
        for name, entry in entries.items()
        if live or entry.get(ONLY_LIVE) is not True
    }


def for_live(source: AddonSource) -> Iterator[tuple[str, ...]]:
    """The paths of all instances and objects that are for live clusters alone."""
    layers: list[tuple[tuple[str, ...], Fields]] = [((), source.fields)]
    layers += [(("environments", name), said) for name, said in source.environments.items()]
    for path, fields in layers:
        for field in ("instances", "objects"):
            for name, said in fields.get(field, {}).items():
                if isinstance(said, Mapping) and said.get(ONLY_LIVE) is True:
                    yield *path, field, name
