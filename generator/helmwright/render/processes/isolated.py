"""Renders in processes of its own, which are ended when a render has no end."""

from __future__ import annotations

import json
import weakref
from functools import cached_property

from helmwright.findings import Finding, ToolError
from helmwright.render.engine import RenderFailure, RenderLimits, RenderRequest, Result
from helmwright.render.processes import frames
from helmwright.render.processes.worker_process import Ended, Killed, Worker


class Isolated:
    """A Helm engine in as many workers as threads ask it at once, each started when it is first needed.

    A worker that meets a limit or crashes ends with a failure for that render alone, and another takes its place.
    The workers end with this object, and with this process however it ends.
    """

    name = ""

    def __init__(self, engine: str, limits: RenderLimits | None = None) -> None:
        self._engine = engine
        self._limits = limits or RenderLimits()
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []
        self._stopped = False
        weakref.finalize(self, _end, self._workers)

    def unusable(self, reason: str) -> Finding:
        """That the engine does not work, for this reason."""
        raise NotImplementedError

    @cached_property
    def version(self) -> str:
        """The Helm version, without a leading v. Raises ToolError when it does not work."""
        return self.asked_version

    @cached_property
    def asked_version(self) -> str:
        """What Helm itself says. Raises ToolError when it does not work."""
        try:
            worker = self._start()
            answer = worker.ask(json.dumps({"version": True}).encode())
        except Ended as ended:
            raise ToolError(self.unusable(ended.failure.message)) from ended
        if "unusable" in answer:
            raise ToolError(self.unusable(answer["unusable"]))
        self._release(worker)
        return str(answer["version"])

    def render(self, request: RenderRequest) -> Result:
        """The rendered objects, or every reason why there are none. Raises ToolError when Helm does not start."""
        head, parts = frames.asked(request)
        try:
            worker = self._free() or self._start()
        except (ToolError, Killed) as error:
            if self._stopped:
                return Result((), (RenderFailure("the run was interrupted"),))
            if isinstance(error, Killed):
                return Result((), (error.failure,))
            raise
        try:
            answer = worker.ask(head, parts)
        except Ended as ended:
            self._workers.discard(worker)
            return Result((), (ended.failure,))
        self._release(worker)
        return frames.result(answer)

    def stop(self) -> None:
        """Ends all workers at once, and for good."""
        self._stopped = True
        for worker in tuple(self._workers):
            worker.kill()  # the thread that waits for it does the rest
        while idle := self._free():
            idle.end()

    def _release(self, worker: Worker) -> None:
        if worker.is_done:
            self._workers.discard(worker)
            worker.end()
        else:
            self._idle.append(worker)

    def _free(self) -> Worker | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _start(self) -> Worker:
        """A worker that can be asked. Raises ToolError when the engine does not work, and Killed."""
        try:
            worker = Worker(self._engine, self._limits)
            self._workers.add(worker)
            if self._stopped:
                worker.kill()
            worker.wait_until_ready()
        except Killed:
            self._workers.discard(worker)
            raise
        except Ended as ended:
            raise ToolError(self.unusable(ended.failure.message)) from ended
        return worker


def _end(workers: set[Worker]) -> None:
    for worker in tuple(workers):
        worker.end()
