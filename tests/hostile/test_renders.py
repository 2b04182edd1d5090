"""Charts that render without end beside sound ones, through every engine, with the limits that users have.

Some bombs at a time are rendered between two sound charts. Laws: each comes back within the limit of time and two
seconds, the sound charts are rendered, no process is left, and neither this process nor any of its workers has had
more memory than the limit allows.
"""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable

import pytest
from tests.engines.bombs import BOMBS, bomb
from tests.engines.charts import umbrella
from tests.executables import required
from tests.processes import children

from helmwright.render.engine import Renderer, RenderLimits, RenderRequest, Result
from helmwright.render.engines.cli import CliRenderer
from helmwright.render.engines.sdk import SdkRenderer
from helmwright.render.run import render_all

pytestmark = pytest.mark.hostile

GOOD = umbrella("cart: {replicas: 3}")
ENGINES: dict[str, Callable[[], Renderer]] = {
    "sdk": SdkRenderer,
    "helm3": lambda: CliRenderer(required("helm3")),
    "helm4": lambda: CliRenderer(required("helm4")),
}
AT_ONCE = 3
SPARE_SECONDS = 2
OF_ITS_OWN = 400 * 2**20
"""What an engine has in memory without any chart."""


class Timed:
    """An engine that notes how many seconds each of its renders takes."""

    def __init__(self, engine: Renderer) -> None:
        self._engine = engine
        self.name = engine.name
        self.version = engine.version
        self.stop = engine.stop
        self.seconds: list[float] = []

    def render(self, request: RenderRequest) -> Result:
        started = time.monotonic()
        result = self._engine.render(request)
        self.seconds.append(time.monotonic() - started)
        return result


@pytest.mark.tool("helm3", "helm4")
def test_a_bomb_ends_alone(trials: Callable[[int], int], tally: Callable[[str, int], None]) -> None:
    limits = RenderLimits()
    before = children()
    left = trials(len(BOMBS) * len(ENGINES))
    for kind, engine_of in ENGINES.items():
        names = random.Random(1).sample(list(BOMBS), min(len(BOMBS), -(-left // len(ENGINES))))  # noqa: S311
        for at in range(0, len(names), AT_ONCE):
            together = names[at : at + AT_ONCE]
            engine = Timed(engine_of())
            render_all([GOOD] * (AT_ONCE + 1), engine, jobs=AT_ONCE + 1)  # all workers have started
            first, *bad, last = render_all([GOOD, *map(bomb, together), GOOD], engine, jobs=AT_ONCE + 1)
            assert max(engine.seconds) < limits.seconds + SPARE_SECONDS, (together, kind)
            assert first.manifests == last.manifests != (), (together, kind)
            engine.stop()
            assert children() <= before, (together, kind)
            for name, result in zip(together, bad, strict=True):
                (code,) = {failure.code for failure in result.failures}
                tally(f"charts without end, ended alone: {code or 'refused by Helm'}", 1)
                assert not result.manifests, (name, kind)
    for who, most in (
        (resource.RUSAGE_SELF, OF_ITS_OWN),
        (resource.RUSAGE_CHILDREN, limits.memory + OF_ITS_OWN),
    ):
        assert resource.getrusage(who).ru_maxrss * 1024 < most
