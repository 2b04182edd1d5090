"""Renders many charts at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from helmwright.render.cache import Cache, key_of
from helmwright.render.engine import Renderer, RenderRequest, Result


def render_all(
    requests: Sequence[RenderRequest],
    renderer: Renderer,
    cache: Cache | None = None,
    jobs: int = 1,
    on_done: Callable[[int], None] = lambda _: None,
) -> tuple[Result, ...]:
    """The results in the order of the requests; those that the cache does not have are worked on by `jobs` threads.

    Threads suffice: the engines work in other processes. `on_done` is called in this thread with
    how many are done. An interrupt ends what is being rendered and drops what has not begun.
    """

    def begun(request: RenderRequest) -> Callable[[], Result]:
        """The result, as soon as it is there."""
        key = key_of(request, renderer) if cache else ""
        known = cache.get(key) if cache else None
        if known is not None:
            return partial(Result, known)
        return pool.submit(_rendered, request, renderer, cache, key).result

    results: list[Result] = []
    with ThreadPoolExecutor(max_workers=max(1, jobs), thread_name_prefix="render") as pool:
        try:
            for result in [begun(request) for request in requests]:
                results.append(result())
                on_done(len(results))
        except BaseException:
            renderer.stop()  # or the pool would wait for what is under way
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    if cache and requests:
        cache.prune()
    return tuple(results)


def _rendered(request: RenderRequest, renderer: Renderer, cache: Cache | None, key: str) -> Result:
    result = renderer.render(request)
    if cache and not result.failures and not result.varying:
        return Result(cache.put(key, result.manifests))
    return result
