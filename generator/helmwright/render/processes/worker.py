"""What a worker is: a process that renders what it reads from standard input, until that ends.

It reads everything of a chart, from the archives in it to the objects that it renders to: each of these steps can be
given work without end. A process of its own can be ended at any point of it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from dataclasses import replace
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

from helmwright.findings import cut
from helmwright.render import closed
from helmwright.render.engine import (
    Helm,
    HelmCrashError,
    Rendered,
    RenderFailure,
    RenderLimits,
    RenderRequest,
    Result,
)
from helmwright.render.helm.helm_errors import crashed, too_large
from helmwright.render.parse import parse
from helmwright.render.processes import frames, os_limits
from helmwright.render.varying import varying

Frames = SimpleQueue[tuple[frames.Head, bytes]]


def main() -> None:
    """Runs until standard input ends. The only argument is JSON: the `engine`, a `folder` to clear, the `limits`."""
    settings = json.loads(sys.argv[1])
    limits = RenderLimits(*settings["limits"])
    asked, replies = _streams()
    waiting: Frames = SimpleQueue()
    listening = Thread(target=_listen, args=(asked, waiting, settings["folder"]), daemon=True)
    listening.start()
    try:
        _work(settings["engine"], limits, waiting, replies)
    except BrokenPipeError:
        listening.join()  # nobody is there to answer: it ends this process


def _work(engine: str, limits: RenderLimits, waiting: Frames, replies: IO[bytes]) -> None:
    """Answers whatever is asked, or says at once why it cannot."""
    try:
        helm = _helm(engine)
    except Exception as error:  # the library does not load here: an error of its own class
        frames.write(replies, _json(unusable=str(error)))
        return
    at_first = os_limits.memory()
    frames.write(replies, _json(ready=True))
    while True:
        head, body = waiting.get()
        os_limits.allow(limits.seconds, limits.memory)
        answer = _answer(helm, head, body, limits)
        # What renders leave in memory is nothing to the next one, until it is much.
        is_last = os_limits.memory() - at_first > limits.memory // 2
        frames.write(replies, answer, [frames.LAST] if is_last else [])


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """Copies of standard input and output, so that nothing else reads or writes there."""
    asked, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    return asked, replies


def _helm(engine: str) -> Helm:
    """Helm's library, or the executable of that path. Each is imported only where it is used."""
    if not engine:
        from helmwright.render.helm.library import Library  # noqa: PLC0415

        return Library()
    from helmwright.render.helm.executable import Executable  # noqa: PLC0415

    return Executable(engine)


def _listen(asked: IO[bytes], waiting: Frames, folder: str) -> None:
    """Hands on what is asked; when whoever asks is gone, ends this process and its own, whatever they are doing."""
    while frame := frames.read(asked):
        waiting.put(frame)
    shutil.rmtree(folder, ignore_errors=True)
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _answer(helm: Helm, head: frames.Head, body: bytes, limits: RenderLimits) -> bytes:
    if "version" in head:
        try:
            return _json(version=helm.version)
        except ValueError as error:
            return _json(unusable=str(error))
    answer = frames.told(render(helm, frames.request(head, body), limits))
    return answer if len(answer) <= limits.output else frames.told(Result((), (too_large(limits),)))


def render(helm: Helm, request: RenderRequest, limits: RenderLimits) -> Result:
    """The objects of a request, or every reason why there are none."""
    try:
        rendered = closed.refused(request.chart) or helm.template(request)
        result = _read(rendered, limits)
        if result.failures or not request.twice:
            return result
        again = helm.template(request)
    except HelmCrashError as crash:
        return Result((), (crashed(crash.code, crash.log, limits),))
    # Most are the same text, and need not be read again.
    other = result if again == rendered else _read(again, limits)
    return replace(result, varying=tuple(varying(result.manifests, other.manifests)))


def _read(rendered: Rendered | tuple[RenderFailure, ...], limits: RenderLimits) -> Result:
    if not isinstance(rendered, Rendered):
        return Result((), tuple(replace(failure, message=cut(failure.message)) for failure in rendered))
    if sum(map(len, rendered.templates.values())) > limits.output:
        return Result((), (too_large(limits),))
    manifests, faults = parse(rendered)
    return Result((), faults) if faults else Result(manifests)


def _json(**fields: Any) -> bytes:
    return json.dumps(fields).encode()
