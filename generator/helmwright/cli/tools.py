"""What the pipeline works with, as the options ask for it."""

from __future__ import annotations

from helmwright.cache import Cache
from helmwright.cli.errors import unable
from helmwright.cli.progress import Progress
from helmwright.cli.session import Session
from helmwright.findings import Finding
from helmwright.pipeline import Tools
from helmwright.render import choose


def tools(session: Session, engine: str | None, jobs: int, progress: Progress) -> Tools:
    """The Helm engine with the cache of its renders. Raises Unable when the engine is missing."""
    renderer = choose.renderer(engine)
    if isinstance(renderer, Finding):
        raise unable(renderer)
    cache = Cache()
    session.detail(f"Helm {renderer.version} ({renderer.name}), {jobs} at a time, cache {cache.folder}")
    return Tools(renderer, cache, jobs, progress)
