"""The SDK and the helm executables, version 3 and 4, render and refuse alike."""

from __future__ import annotations

import pytest
from tests.engines.charts import REFUSED, RENDERED
from tests.helms import ALL, REAL, started

from helmwright.render.engine import Renderer


@pytest.fixture(params=ALL)
def engine(request: pytest.FixtureRequest) -> Renderer:
    return started(request.param)


@pytest.mark.parametrize("case", REFUSED)
def test_every_engine_refuses_with_the_same_words(case: str, engine: Renderer) -> None:
    request, failures = REFUSED[case]
    assert engine.render(request).failures == failures


@pytest.mark.parametrize("helm", REAL)
@pytest.mark.parametrize("case", RENDERED)
def test_every_engine_renders_the_same_objects(case: str, helm: str) -> None:
    ours = started("sdk").render(RENDERED[case])
    assert ours.failures == ()
    assert ours == started(helm).render(RENDERED[case])


@pytest.mark.parametrize("helm", REAL)
def test_helm_says_which_version_it_is(helm: str) -> None:
    assert started(helm).version.split(".")[0] == helm.removeprefix("helm")
