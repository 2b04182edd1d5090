"""This repository itself: its descriptors are clean, what it generates is current, and all of it is valid."""

from __future__ import annotations

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
