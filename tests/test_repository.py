"""This repository itself: its descriptors are clean, what it generates is current, and all of it is valid."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.helms import started

from helmwright import pipeline, resources
from helmwright.pipeline import Result, Tools
from helmwright.validate.embedded import EmbeddedValidator

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def planned() -> Result:
    """The plan of this repository."""
    return pipeline.generate(ROOT, Tools(started(), None, 1))


def test_nothing_is_wrong_with_the_descriptors(planned: Result) -> None:
    assert planned.findings == ()


def test_what_is_generated_is_committed(planned: Result) -> None:
    assert [(change.action.value, change.path) for change in planned.changes] == []


def test_everything_that_would_be_deployed_is_valid(planned: Result) -> None:
    assert pipeline.validate(planned, EmbeddedValidator([resources.schemas() / "crds"])) == ()


def test_no_two_paths_differ_only_in_case() -> None:
    """A disk of macOS or Windows would hold one of them."""
    folders = (
        "apps",
        "bootstrap",
        "charts",
        "docs",
        "environments",
        "generator",
        "schemas",
        "tests",
        "tools",
    )
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    seen = Counter(path.as_posix().casefold() for path in paths)
    assert [path for path in paths if seen[path.as_posix().casefold()] > 1] == []
