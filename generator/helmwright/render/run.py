"""Renders many charts at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from helmwright.kubernetes.manifests import Manifest
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

    def work(request: RenderRequest) -> Result:
        return _cached(request, renderer, cache) if cache else _rendered(request, renderer)

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
    result = _rendered(request, renderer)
    if not result.failures and not result.varying:
        cache.put(key, result.manifests)
    return result


def _rendered(request: RenderRequest, renderer: Renderer) -> Result:
    result = renderer.render(request)
    if result.failures or not request.twice:
        return result
    again = renderer.render(request)
    return replace(result, varying=tuple(_varying(result.manifests, again.manifests)))


def _varying(
    first: Sequence[Manifest], second: Sequence[Manifest]
) -> Iterator[tuple[Manifest, tuple[str | int, ...]]]:
    for one, other in zip_longest(first, second):
        if one != other:
            alike = (
                one and other and (one.source, one.kind, one.name) == (other.source, other.kind, other.name)
            )
            yield (one or other), _difference(one.object, other.object) if alike else ()


def _difference(one: Any, other: Any) -> tuple[str | int, ...]:
    """The path to the first value that only one of two unequal values has."""
    steps: Sequence[str | int] = ()
    if isinstance(one, Mapping) and isinstance(other, Mapping) and one.keys() == other.keys():
        steps = [*one]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        steps = range(len(one))
    return next(
        ((step, *_difference(one[step], other[step])) for step in steps if one[step] != other[step]), ()
    )
