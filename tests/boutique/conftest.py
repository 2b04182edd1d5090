"""Online Boutique twice: as its authors release it, and as we render it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.helms import started

from helmwright import pipeline

from .comparison import Difference, differences, table
from .shape import Facts, Object, facts

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ENVIRONMENTS = ("dev", "prod")
"""The two that differ most: fixed numbers and node ports, autoscaling and load balancers."""


def rendered_objects(environment: str) -> list[Object]:
    """The objects of the boutique in an environment, as the descriptors say now."""
    name = f"{environment}-boutique"
    rendered = pipeline.render(ROOT, pipeline.Tools(started(), None, 1), lambda release: release.name == name)
    assert name in rendered.manifests, rendered.findings
    return [manifest.object for manifest in rendered.manifests[name]]


@pytest.fixture(scope="session")
def theirs() -> dict[str, Facts]:
    """The authors' facts by service."""
    return table(yaml.safe_load((HERE / "facts.yaml").read_text()))


@pytest.fixture(scope="session")
def ours() -> dict[str, dict[str, Facts]]:
    """Our facts by environment and service."""
    return {environment: facts(rendered_objects(environment)) for environment in ENVIRONMENTS}


@pytest.fixture(scope="session")
def exceptions() -> Mapping[str, Any]:
    """What differences.yaml says: services that are absent, and facts that are different."""
    listed: Mapping[str, Any] = yaml.safe_load((HERE / "differences.yaml").read_text())
    return listed


@pytest.fixture(scope="session")
def listed(exceptions: Mapping[str, Any], theirs: dict[str, Facts]) -> list[Difference]:
    """The differences that are meant."""
    return differences(exceptions["different"], theirs, ENVIRONMENTS)
