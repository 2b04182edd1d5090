"""Renders many charts at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from helmwright.render.cache import Cache, key_of
from helmwright.render.engine import Renderer, RenderRequest, Result


def render_all(
    requests: Sequence[RenderRequest],
    renderer: Renderer,
    cache: Cache | None = None,
    jobs: int = 1,
    on_done: Callable[[int], None] = lambda _: None,
) -> tuple[Result, ...]:
    """The results in the order of the requests, worked on by `jobs` threads.

    Threads suffice: the engines work in other processes. `on_done` is called in this thread with
    how many are done. An interrupt ends what is being rendered and drops what has not begun.
    """

    if not requests:
        return ()

    def work(request: RenderRequest) -> Result:
        return _cached(request, renderer, cache) if cache else renderer.render(request)

    results: list[Result] = []
    with ThreadPoolExecutor(max_workers=max(1, jobs), thread_name_prefix="render") as pool:
        try:
            for result in pool.map(work, requests):
                results.append(result)
                on_done(len(results))
        except BaseException:
            renderer.stop()  # or the pool would wait for what is under way
            raise
    if cache:
        cache.prune()
    return tuple(results)


def _cached(request: RenderRequest, renderer: Renderer, cache: Cache) -> Result:
    key = key_of(request, renderer)
    known = cache.get(key)
    if known is not None:
        return Result(known)
    result = renderer.render(request)
    if not result.failures and not result.varying:
        return Result(cache.put(key, result.manifests))
    return result
