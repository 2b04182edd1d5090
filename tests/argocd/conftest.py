"""The bed that all stories share."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from tests.argocd import bed
from tests.argocd.bed import Bed


@pytest.fixture(scope="session")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bed]:
    with bed.running(tmp_path_factory.mktemp("bed")) as found:
        yield found


@pytest.fixture(scope="session")
def until_dev(up: Bed) -> float:
    """Brings `dev` up; the seconds until all of it is."""
    start = time.monotonic()
    up.bootstrap("dev")
    for name in ("root", "namespaces", "boutique", "portfolio"):
        up.settles(f"dev-{name}", seconds=180)
    return time.monotonic() - start


@pytest.fixture
def dev(up: Bed, until_dev: float) -> Bed:
    """The bed with `dev` in it."""
    return up
