"""What git tracks in a repository, asked so that nothing in the repository decides what runs.

A repository's own `.git/config` can name programs for git to run. One plumbing command that needs none of them is
asked, with those switched off that it might start all the same, without the network, and without the variables by
which a caller's git points elsewhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from helmwright import layout
from helmwright.limits import GIT_SECONDS
from helmwright.removals import Index

_QUIET = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
}
_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
_SUBMODULE = b"160000"


def index(root: Path) -> Index | str:
    """What git's index holds of the repository at `root`, or in words why that is not known. Raises nothing."""
    executable = shutil.which("git")
    if executable is None:
        return "git is not installed"
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    places = (layout.REPOSITORY, layout.ENVIRONMENTS, layout.APPS)
    command = [
        str(Path(executable).absolute()),
        *settings,
        "--literal-pathspecs",
        "ls-files",
        "-z",
        "--stage",
        "--",
        *places,
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | _QUIET
    try:
        done = subprocess.run(  # noqa: S603
            command,
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=GIT_SECONDS.value,
        )
    except subprocess.TimeoutExpired:
        return f"git did not answer within {GIT_SECONDS.value} seconds"
    except OSError as error:
        return f"git cannot be run: {error.strerror}"
    if done.returncode:
        lines = done.stderr.decode(errors="replace").splitlines()
        return (lines or ["git failed"])[0].removeprefix("fatal: ")
    return _read(done.stdout)


def _read(output: bytes) -> Index | str:
    entries = [entry.partition(b"\t") for entry in output.split(b"\0") if entry]
    files = tuple(os.fsdecode(path) for head, _, path in entries if not head.startswith(_SUBMODULE))
    if layout.REPOSITORY not in files:
        return f"{layout.REPOSITORY} is not in git's index"
    return Index(files, tuple(os.fsdecode(path) for head, _, path in entries if head.startswith(_SUBMODULE)))
