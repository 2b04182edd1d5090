"""A copy of this repository on a git host, and what people do in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.executables import ROOT

PARTS = ("helmwright.yaml", "environments", "apps", "bootstrap", "charts")
AUTHOR = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "bed"), ("EMAIL", "bed@example.org"))
}


@dataclass(frozen=True)
class Repository:
    """A checkout whose pushes somebody hears of."""

    folder: Path
    url: str
    hears: Callable[[Mapping[str, Any]], None]

    def write(self, path: str, text: str) -> None:
        """Writes a file that people write."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def change(self, path: str, before: str, after: str) -> None:
        """Changes one place of a file."""
        text = (self.folder / path).read_text(encoding="utf-8")
        assert text.count(before) == 1, text
        self.write(path, text.replace(before, after))

    def remove(self, *paths: str) -> None:
        """Removes files and folders from git too, by which helmwright knows that it is meant."""
        self._git("rm", "--quiet", "-r", *paths)

    def forget(self) -> None:
        """Drops what is not pushed."""
        self._git("reset", "--quiet", "--hard")
        self._git("clean", "--quiet", "--force", "-d")

    def push(self, message: str) -> str:
        """Generates, commits and pushes all that has changed. The commit."""
        self.helmwright("generate", "--yes")
        self.publish(message)
        return self.tell()

    def publish(self, message: str) -> None:
        """Commits and pushes all that has changed, as it is."""
        self._git("add", "--all")
        self._git("commit", "--quiet", "--message", message)
        self._git("push", "--quiet", "origin", "main")

    def tell(self) -> str:
        """Tells whoever hears of pushes of the last commit, which is pushed. The commit."""
        before, after = self._git("rev-parse", "HEAD~1"), self.head()
        self.hears(
            pushed(self.url, before, after, self._git("diff", "--name-only", before, after).splitlines())
        )
        return after

    def head(self) -> str:
        """The last commit."""
        return self._git("rev-parse", "HEAD")

    def helmwright(self, *arguments: str) -> str:
        """What helmwright prints. Raises ValueError with it when that are findings."""
        command = [sys.executable, "-m", "helmwright", *arguments]
        done = subprocess.run(command, cwd=self.folder, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise ValueError(done.stdout)
        return done.stdout

    def _git(self, *arguments: str) -> str:
        command = ["git", "-C", str(self.folder), *arguments]
        environment = {**os.environ, **AUTHOR}
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout.strip()


def copied(checkout: Path, bare: Path, url: str, hears: Callable[[Mapping[str, Any]], None]) -> Repository:
    """A copy that is generated for `url`, where the bare repository is read from, and committed there."""
    cloned(checkout, bare)
    for part in PARTS:
        source = ROOT / part
        shutil.copytree(source, checkout / part) if source.is_dir() else shutil.copy(source, checkout)
    found = Repository(checkout, url, hears)
    settings = (checkout / "helmwright.yaml").read_text(encoding="utf-8")
    found.write("helmwright.yaml", re.sub("(?m)^repoURL: .*$", f"repoURL: {url}", settings))
    found.push("Take over what there is")
    return found


def cloned(checkout: Path, bare: Path) -> None:
    """Makes a bare repository, and a checkout of it with a first commit."""
    for command in (
        ["git", "init", "--quiet", "--bare", "--initial-branch=main", str(bare)],
        ["git", "clone", "--quiet", str(bare), str(checkout)],
        ["git", "-C", str(checkout), "commit", "--quiet", "--allow-empty", "--message=Begin"],
    ):
        subprocess.run(command, env={**os.environ, **AUTHOR}, check=True, stderr=subprocess.DEVNULL)


def pushed(url: str, before: str, after: str, files: list[str]) -> Mapping[str, Any]:
    """What GitHub tells of a push (https://docs.github.com/en/webhooks/webhook-events-and-payloads#push)."""
    return {
        "ref": "refs/heads/main",
        "before": before,
        "after": after,
        "repository": {"html_url": url.removesuffix(".git"), "default_branch": "main"},
        "commits": [{"added": [], "modified": files, "removed": []}],
    }
