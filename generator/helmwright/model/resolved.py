"""A repository whose descriptors are read, merged and linked: what rules check and the plan is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helmwright.graph import Graph
from helmwright.model.inputs import Inputs
from helmwright.model.release import Release


@dataclass(frozen=True, slots=True)
class Resolved:
    """The descriptors, the releases they make, and the graph of each environment by its name."""

    inputs: Inputs
    releases: tuple[Release, ...]
    graphs: Mapping[str, Graph]
