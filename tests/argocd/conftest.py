"""The bed that all stories share."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager

import pytest
from tests.argocd import bed, descriptors
from tests.argocd.bed import Bed

Took = Callable[[str], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bed]:
    with bed.running(tmp_path_factory.mktemp("bed")) as found:
        yield found


@pytest.fixture
def took(tally: Callable[[str, int], None]) -> Took:
    """Says at the end of the run how long a block took."""

    @contextmanager
    def measured(what: str) -> Iterator[None]:
        start = time.monotonic()
        yield
        tally(f"ms: {what}", round(1000 * (time.monotonic() - start)))

    return measured


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
    """The bed with `dev` in it, and without what another story has left half done."""
    up.repository.forget()
    return up


@pytest.fixture(scope="session")
def until_guarded(up: Bed, until_dev: float) -> None:
    """Brings a guarded environment up beside `dev`."""
    up.repository.forget()
    up.repository.write("environments/guarded.yaml", descriptors.environment("guarded", 30190))
    revision = up.repository.push("Add a guarded environment")
    up.bootstrap("guarded")
    for name in ("root", "namespaces", "boutique", "portfolio"):
        up.settles(f"guarded-{name}", revision, seconds=180)


@pytest.fixture
def guarded(dev: Bed, until_guarded: None) -> Bed:
    """The bed with `dev` and a guarded environment in it, whose namespaces end with `-guarded`."""
    return dev


@pytest.fixture
def new_app(dev: Bed) -> Callable[..., None]:
    """Adds an app with these services to `dev`, or to another environment, and waits until it runs.

    `parts` are the services that have an Application each.
    """

    def added(
        name: str,
        services: Mapping[str, str],
        text: str = "",
        environment: str = "dev",
        parts: Sequence[str] = (),
    ) -> None:
        for path, content in descriptors.files(name, services, text).items():
            dev.repository.write(path, content)
        revision = dev.repository.push(f"Add {name}")
        for one in [f"{name}-{part}" for part in parts] or [name]:
            dev.settles(f"{environment}-{one}", revision)

    return added
