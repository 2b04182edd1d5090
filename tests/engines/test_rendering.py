"""The SDK and the helm executables, version 3 and 4, render and refuse alike."""

from __future__ import annotations

import pytest
from tests.engines.charts import REFUSED, RENDERED
from tests.executables import required

from helmwright.render.cli import CliRenderer
from helmwright.render.engine import Renderer
from helmwright.render.sdk import SdkRenderer

HELMS = [pytest.param(name, marks=pytest.mark.tool(name)) for name in ("helm3", "helm4")]


@pytest.fixture(params=["sdk", *HELMS])
def engine(request: pytest.FixtureRequest) -> Renderer:
    return SdkRenderer() if request.param == "sdk" else CliRenderer(required(request.param))


@pytest.mark.parametrize("case", REFUSED)
def test_every_engine_refuses_with_the_same_words(case: str, engine: Renderer) -> None:
    request, failures = REFUSED[case]
    assert engine.render(request).failures == failures


@pytest.mark.parametrize("helm", HELMS)
@pytest.mark.parametrize("case", RENDERED)
def test_every_engine_renders_the_same_objects(case: str, helm: str) -> None:
    ours = SdkRenderer().render(RENDERED[case])
    assert ours.failures == ()
    assert ours == CliRenderer(required(helm)).render(RENDERED[case])


@pytest.mark.parametrize("helm", HELMS)
def test_helm_says_which_version_it_is(helm: str) -> None:
    assert CliRenderer(required(helm)).version.split(".")[0] == helm.removeprefix("helm")
