"""Runs the stories, or with `--keep` a bed to look at: apart from all else, where Linux lets it."""

from __future__ import annotations

import os
import subprocess
import sys

PROCESSES = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]
"""Processes that end with the first of them, whatever ends it."""
NETWORK = ["--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
"""A network that nobody else reaches."""


def main(arguments: list[str]) -> None:
    """Becomes the program that does it."""
    rights = [] if os.getuid() == 0 else ["--map-root-user"]
    command, network = ["pytest", "-m", "argocd", "tests/argocd", *arguments], NETWORK
    if arguments == ["--keep"]:
        command, network = ["tests.argocd.keep"], []
    apart = [*PROCESSES, *rights, *network]
    if subprocess.run([*apart, "true"], stderr=subprocess.DEVNULL, check=False).returncode:
        apart = []
    whole = [*apart, sys.executable, "-m", *command]
    os.execvp(whole[0], whole)  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1:])
