"""`dev` of this repository comes up from nothing, as the README says, and is what helmwright renders."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from tests.argocd import bed
from tests.argocd.bed import Bed

from helmwright.kubernetes.quantities import amount

pytestmark = [pytest.mark.argocd, *(pytest.mark.tool(name) for name in bed.PROGRAMS)]


def test_bootstrap_from_nothing(dev: Bed, until_dev: float, tally: Callable[[str, int], None]) -> None:
    tally("ms: dev from nothing to Synced and Healthy", round(1000 * until_dev))
    assert set(dev.applications()) >= {"dev-root", "dev-namespaces", "dev-boutique", "dev-portfolio"}


def test_every_object_is_what_is_rendered(dev: Bed, tally: Callable[[str, int], None]) -> None:
    items = json.loads(dev.repository.helmwright("render", "--env", "dev", "--format", "json"))["items"]
    differences = {
        f"{item['kind']}/{item['metadata']['name']}": found
        for item in items
        if (found := unlike(item, dev.api.get(dev.api.path(item))))
    }
    assert differences == {}
    tally("objects equal to what is rendered", len(items))


def unlike(rendered: Any, live: Any, where: str = "") -> list[str]:
    """Where an object lacks what is rendered. A field that is rendered empty may be left out."""
    if isinstance(rendered, Mapping) and isinstance(live, Mapping):
        return [
            text for key, value in rendered.items() for text in unlike(value, live.get(key), f"{where}.{key}")
        ]
    if isinstance(rendered, list) and isinstance(live, list) and len(rendered) == len(live):
        pairs = enumerate(zip(rendered, live, strict=True))
        return [text for index, pair in pairs for text in unlike(*pair, f"{where}[{index}]")]
    is_same = rendered == live or (not rendered and live is None)
    is_same = is_same or (amount(rendered) is not None and amount(rendered) == amount(live))
    return [] if is_same else [f"{where}: {rendered!r}, and is {live!r}"]
