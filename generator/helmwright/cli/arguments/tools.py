"""What the pipeline works with, as the options ask for it."""

from __future__ import annotations

from helmwright.cli.exit_codes import unable
from helmwright.cli.session import Session
from helmwright.cli.terminal.progress import Progress
from helmwright.findings import Finding
from helmwright.pipeline import Tools
from helmwright.render.cache import Cache
from helmwright.render.engine import Renderer
from helmwright.render.engines import choose


def renderer(session: Session, engine: str | None) -> Renderer:
    """The Helm engine, the same one for the whole run. Raises Unable when it is missing."""
    if engine not in session.engines:
        chosen = choose.renderer(engine)
        if isinstance(chosen, Finding):
            raise unable(chosen)
        session.engines[engine] = chosen
    return session.engines[engine]


def tools(session: Session, engine: str | None, jobs: int, progress: Progress) -> Tools:
    """The Helm engine with the cache of its renders. Raises Unable when the engine is missing."""
    chosen, cache = renderer(session, engine), Cache()
    session.detail(f"Helm {chosen.version} ({chosen.name}), {jobs} at a time, cache {cache.folder}")
    return Tools(chosen, cache, jobs, progress)
