"""`python -m tools.bench.stages ROOT CACHE`: the seconds that each stage takes in this process."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

_STARTED = time.perf_counter()
T = TypeVar("T")


def main(root: Path, cache: Path) -> None:
    """Prints a line for each stage: its name, a tab and seconds."""
    from helmwright import pipeline, resources
    from helmwright.cli.program import COLLECT_AFTER
    from helmwright.render.cache import Cache
    from helmwright.render.engine import Renderer
    from helmwright.render.engines.choose import renderer
    from helmwright.validate.embedded import EmbeddedValidator
    from helmwright.writing.writer import alone

    gc.set_threshold(COLLECT_AFTER)
    engine = renderer()
    if not hasattr(engine, "render"):
        raise SystemExit(str(engine))
    chosen: Renderer = engine  # type: ignore[assignment]
    tools = pipeline.Tools(chosen, Cache(cache), jobs=2)
    print(f"start\t{time.perf_counter() - _STARTED}")
    _timed("lint", lambda: pipeline.lint(root))
    planned = _timed("generate, nothing cached", lambda: pipeline.generate(root, tools))
    if planned.tree is None:
        raise SystemExit("\n".join(map(str, planned.findings)))
    with alone(root) as writer:
        _timed("write", lambda: writer.apply(planned.changes))
    validator = EmbeddedValidator((resources.schemas() / "crds",))
    _timed("validate", lambda: pipeline.validate(planned, validator))
    _timed("check, nothing changed", lambda: pipeline.generate(root, tools))


def _timed(name: str, stage: Callable[[], T]) -> T:
    started = time.perf_counter()
    result = stage()
    print(f"{name}\t{time.perf_counter() - started}")
    return result


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
