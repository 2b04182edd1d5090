"""An Application that deploys nothing, while others take over what it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PARKED: Mapping[str, str] = {"exclude": "*"}
"""The `directory` of its source. Of a folder without files nothing is wanted, and what is still there is its own."""


def is_parked(spec: Any) -> bool:
    """Whether an Application's spec is that of one that deploys nothing."""
    source = spec.get("source") if isinstance(spec, Mapping) else None
    return isinstance(source, Mapping) and source.get("directory") == PARKED
