"""What git tracks and ignores in a repository, asked so that nothing in the repository decides what runs.

A repository's own `.git/config` can name programs for git to run. One plumbing command that needs none of them is
asked, with those switched off that it might start all the same, without the network, and without the variables by
which a caller's git points elsewhere.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from pathlib import Path

from helmwright import aws_files, layout, programs
from helmwright.checkout.unasked_removals import Index
from helmwright.limits import GIT_SECONDS

_QUIET = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # unlike a setting, no protocol.<name>.allow in a repository is stronger
    "GIT_NO_REPLACE_OBJECTS": "1",
}
_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "safe.bareRepository=explicit",
)
_LINK, _SUBMODULE = b"120000", b"160000"


def index(root: Path) -> Index | str:
    """What git's index holds of the repository at `root`, or in words why that is not known. Raises nothing.

    What descriptors are read through, links and submodules, is looked into too.
    """
    own_chart = layout.chart(layout.SERVICE_CHART)
    found = _index(root, "", layout.REPOSITORY, layout.ENVIRONMENTS, layout.APPS, own_chart)
    if isinstance(found, Index) and layout.REPOSITORY not in found.files:
        return f"{layout.REPOSITORY} is not in git's index"
    return found


def ignored(root: Path) -> frozenset[str]:
    """The paths of files in generated areas that git ignores and does not track; none where it does not say.

    None either where it ignores the repository as a whole, a scratch folder in a checkout of something else.
    """
    places = (layout.REPOSITORY, layout.APPS, layout.BOOTSTRAP, aws_files.FOLDER)
    output = _listed(root, ("--others", "--ignored", "--exclude-standard"), places)
    found = frozenset() if isinstance(output, str) else frozenset(map(os.fsdecode, output.split(b"\0")))
    return frozenset() if layout.REPOSITORY in found else found


def _index(root: Path, prefix: str, *places: str) -> Index | str:
    output = _listed(root / prefix, ("--stage",), places)
    if isinstance(output, str):
        return output
    files: list[str] = []
    submodules: list[str] = []
    for head, _, name in (entry.partition(b"\t") for entry in output.split(b"\0") if entry):
        path, mode = prefix + os.fsdecode(name), head.partition(b" ")[0]
        (submodules if mode == _SUBMODULE else files).append(path)
        leads_on = mode in (_LINK, _SUBMODULE) and layout.leads_to_descriptors(path)
        if leads_on and (root / path).is_dir():
            behind = _index(root, f"{path}/")
            if isinstance(behind, str):
                return behind
            files += behind.files
            submodules += behind.submodules
    return Index(tuple(files), tuple(submodules))


def _listed(folder: Path, options: Collection[str], places: Collection[str]) -> bytes | str:
    executable = shutil.which("git")
    if executable is None:
        return "git is not installed"
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    command = [
        str(Path(executable).absolute()),
        *settings,
        "--literal-pathspecs",
        "ls-files",
        "-z",
        *options,
        "--",
        *places,
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | _QUIET
    try:
        done = programs.run(command, seconds=GIT_SECONDS.value, folder=folder, environment=environment)
    except programs.UnfinishedError as error:
        return f"git does not answer: {error}"
    except OSError as error:
        return f"git cannot be run: {error.strerror}"
    said = done.errors.splitlines()
    if done.code:
        return (said or ["git failed"])[0].removeprefix("fatal: ")
    # A folder of a sparse index whose tree is missing is left out, and git calls that a success.
    return next((line.removeprefix("error: ") for line in said if line.startswith("error: ")), done.stdout)
