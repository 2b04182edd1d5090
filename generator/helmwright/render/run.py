"""Renders many charts at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from helmwright import cache as caching
from helmwright.cache import Cache
from helmwright.manifests import Manifest
from helmwright.render import closed
from helmwright.render.engine import Rendered, Renderer, RenderFailure, RenderRequest
from helmwright.render.parse import parse


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one request: its objects in a fixed order, or every reason why there are none."""

    manifests: tuple[Manifest, ...]
    failures: tuple[RenderFailure, ...] = ()


def render(request: RenderRequest, renderer: Renderer) -> Result:
    """The objects of one chart."""
    rendered = closed.refused(request.chart) or renderer.render(request)
    if not isinstance(rendered, Rendered):
        return Result((), rendered)
    manifests, faults = parse(rendered)
    return Result((), faults) if faults else Result(manifests)


def render_all(
    requests: Sequence[RenderRequest],
    renderer: Renderer,
    cache: Cache | None = None,
    jobs: int = 1,
    on_done: Callable[[int], None] = lambda _: None,
) -> tuple[Result, ...]:
    """The results in the order of the requests, worked on by `jobs` threads.

    Threads suffice: the engines work outside the interpreter. `on_done` is called in this thread with
    how many are done. An interrupt drops what has not begun.
    """

    def work(request: RenderRequest) -> Result:
        return _cached(request, renderer, cache) if cache else render(request, renderer)

    results: list[Result] = []
    with ThreadPoolExecutor(max_workers=max(1, jobs), thread_name_prefix="render") as pool:
        for result in pool.map(work, requests):
            results.append(result)
            on_done(len(results))
    if cache:
        cache.prune()
    return tuple(results)


def _cached(request: RenderRequest, renderer: Renderer, cache: Cache) -> Result:
    key = caching.key(request, renderer)
    known = cache.get(key)
    if known is not None:
        return Result(known)
    result = render(request, renderer)
    if not result.failures:
        cache.put(key, result.manifests)
    return result
