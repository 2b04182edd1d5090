"""What the pipeline works with, as the options ask for it."""

from __future__ import annotations

from helmwright.cache import Cache
from helmwright.cli.errors import unable
from helmwright.cli.progress import Progress
from helmwright.cli.session import Session
from helmwright.findings import Finding
from helmwright.pipeline import Tools
from helmwright.render import choose
from helmwright.render.engine import Renderer


def tools(session: Session, engine: str | None, jobs: int, progress: Progress) -> Tools:
    """The Helm engine with the cache of its renders. Raises Unable when the engine is missing."""
    found = renderer(engine)
    cache = Cache()
    session.detail(f"Helm {found.version} ({found.name}), {jobs} at a time, cache {cache.folder}")
    return Tools(found, cache, jobs, progress)


def renderer(engine: str | None = None) -> Renderer:
    """The Helm engine alone. Raises Unable when it is missing."""
    found = choose.renderer(engine)
    if isinstance(found, Finding):
        raise unable(found)
    return found
