"""helmwright, imported once and forked for each run: many runs, some of which die at a chosen moment.

A program of its own, since a fork of the tests' process would take the threads of a Helm engine with it. It reads one
JSON list of runs a line, starts them all at once, and answers with what became of each.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import click

from helmwright.cli import main
from helmwright.cli.terminal.table import SECTIONS

STEPS = {"os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.chmod"}
"""What changes a file system, besides files that are opened for writing."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def _run(run: dict[str, Any]) -> None:
    """Does one run in a process of its own. It dies before the step `die_at` in its folder, if it comes to that."""
    os.chdir(run["cwd"])
    output = os.open(run["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(output, stream)
    steps = 0

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal steps
        is_write = event in STEPS or (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES
        )
        if is_write and isinstance(arguments[0], str | Path):
            path = os.path.abspath(arguments[0])  # noqa: PTH100
            if path.startswith(run["within"]):
                if steps == run["die_at"]:
                    os.kill(os.getpid(), signal.SIGKILL)
                steps += 1

    sys.addaudithook(count)
    code: Any = 70
    try:
        main(run["arguments"], prog_name="helmwright")
    except SystemExit as end:
        code = end.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        Path(run["output"] + ".steps").write_text(str(steps))
        os._exit(code if isinstance(code, int) else 0)


def _all(runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    started = time.monotonic()
    pids: list[int] = []
    for run in runs:
        pid = os.fork()
        if not pid:
            _run(run)
        pids.append(pid)
    if runs[0]["die_after"] is not None:
        time.sleep(runs[0]["die_after"])
        os.kill(pids[0], signal.SIGKILL)
    codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
    seconds = time.monotonic() - started
    return [
        {
            "code": code,
            "output": Path(run["output"]).read_text("utf-8", "replace"),
            "steps": int(Path(run["output"] + ".steps").read_text()) if code >= 0 else 0,
            "seconds": seconds,
        }
        for run, code in zip(runs, codes, strict=True)
    ]


if __name__ == "__main__":
    for command in (name for section in SECTIONS.values() for name in section):
        main.get_command(click.Context(main), command)
    importlib.import_module("helmwright.scaffold.create")
    for line in sys.stdin:
        print(json.dumps(_all(json.loads(line))), flush=True)
