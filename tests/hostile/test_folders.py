"""Something else at every path of a repository: a link, a pipe, a device, nothing.

No command crashes, waits, reads elsewhere or removes what was generated.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.outside import CANARY, FILES, write
from tests.program import helmwright

from helmwright.charts.chart import from_folder
from helmwright.charts.releases import Store
from helmwright.tree import Tree

pytestmark = [
    pytest.mark.hostile,
    pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the operating system has no named pipes"),
]

SEED = 1024
PATIENCE = 60
"""Seconds until a command counts as waiting for ever."""
NOBODY = 65534
COMMANDS = (
    ("lint",),
    ("generate", "--yes"),
    ("generate", "--check"),
    ("validate",),
    ("charts", "lint", "charts/service"),
    ("charts", "package", "charts/service", "-d", "packed"),
    ("charts", "release", "--check", "charts/service"),
    ("crds", "import", "definitions"),
)
CRD = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  names: {kind: Widget, plural: widgets}
  versions:
    - name: v1
      served: true
      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
"""
OLD = {"Chart.yaml": b"apiVersion: v2\nname: service\nversion: 0.9.0\n"}


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with all that is read: apps, environments, a chart, releases, schemas, definitions, and git."""
    root = tmp_path_factory.mktemp("rich") / "repository"
    write(root, FILES)
    cart = (root / "apps/shop/services/cart.yaml").read_bytes()
    environment = (root / "environments/dev.yaml").read_bytes()
    write(
        root,
        {
            "apps/second/app.yaml": (root / "apps/shop/app.yaml").read_bytes(),
            "apps/second/services/web.yaml": cart,
            "environments/prod.yaml": environment.replace(b"name: dev", b"name: prod"),
            "charts/service/ci/test-values.yaml": "image: {tag: a}\n",
            "charts/service/CHANGELOG.md": "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- All.\n",
            **{
                f"charts/releases/{path}": content
                for path, content in Store({}).added(from_folder(OLD)).items()
            },
            "definitions/widgets.yaml": CRD,
        },
    )
    for name in ("crds import definitions", "generate"):
        result = helmwright("-C", str(root), *name.split())
        assert result.exit_code == 0, result.output
    for name in ("init -q", "add ."):
        subprocess.run(["git", "-C", str(root), *name.split()], check=True)
    copy = shutil.copytree(root, root.with_name("copy"))
    # All is well, and every module is imported before the process gives up its rights.
    for arguments in (*COMMANDS, ("generate",)):
        result = helmwright("-C", str(copy), *arguments)
        assert result.exit_code == 0, f"{arguments}: {result.output}"
    return root


def _paths(root: Path) -> list[str]:
    found = (path.relative_to(root).as_posix() for path in root.rglob("*"))
    return sorted(path for path in found if path.partition("/")[0] != ".git")


def _gone(path: Path) -> bool:
    """Takes away what is there; whether that was a folder."""
    folder = path.is_dir()
    if folder:
        shutil.rmtree(path)
    else:
        path.unlink()
    return folder


def _out(path: Path, outside: Path) -> None:
    shutil.move(path, outside / "moved") if path.is_dir() else path.unlink()
    target = outside / "moved" if (outside / "moved").exists() else outside / "canary"
    if target.is_dir():
        for file in [
            one for one in target.rglob("*") if one.is_file() and one.suffix in (".yaml", ".json", ".md")
        ]:
            file.write_text(f"{file.read_text()}# {CANARY}\n")
    path.symlink_to(target)


def _replace(make: Callable[[Path], object]) -> Callable[[Path, Path], None]:
    def spoil(path: Path, _: Path) -> None:
        _gone(path)
        make(path)

    return spoil


SPOILS: dict[str, Callable[[Path, Path], None]] = {
    "a link to nothing": _replace(lambda path: path.symlink_to("nothing")),
    "a link to itself": _replace(lambda path: path.symlink_to(path.name)),
    "a link out": _out,
    "a link to a device": _replace(lambda path: path.symlink_to("/dev/zero")),
    "a link to where it is": _replace(lambda path: path.symlink_to("..")),
    "a link to credentials": _replace(
        lambda path: path.symlink_to(os.path.relpath(_config(path), path.parent))
    ),
    "a pipe": _replace(os.mkfifo),
    "an empty folder": _replace(lambda path: path.mkdir()),
    "an empty file": _replace(lambda path: path.touch()),
    "a huge file": _replace(lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 3 * 1024**3)),
    "another case": lambda path, _: os.rename(path, path.with_name(path.name.upper())),  # noqa: PTH104
    "no permission": lambda path, _: path.chmod(0),
}


def _config(path: Path) -> Path:
    root = next(folder for folder in path.parents if (folder / ".git").is_dir())
    with (root / ".git/config").open("a") as file:
        file.write(f"# {CANARY}\n")
    return root / ".git/config"


@contextmanager
def patience() -> Iterator[None]:
    def give_up(*_: object) -> None:
        raise AssertionError(f"still waiting after {PATIENCE} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def as_nobody(root: Path) -> Iterator[None]:
    """Root may read what nobody may: the command runs as the owner of the repository."""
    if os.geteuid() != 0:
        yield
        return
    for path in (root, *root.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def contents(root: Path) -> Tree:
    """Every plain file of the repository, links not followed."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.stat().st_size < 10_000_000 else b""
        for path in root.rglob("*")
        if path.is_file() and not any(one.is_symlink() for one in (path, *path.parents))
    }


def generated(files: Tree) -> set[str]:
    return {path for path in files if path.startswith("bootstrap/") or "/dev/" in path or "/prod/" in path}


def test_whatever_is_at_a_path_nothing_is_lost_and_nothing_let_in(
    rich: Path, tmp_path: Path, trials: Callable[[int], int], tally: Callable[[str, int], None]
) -> None:
    dice = random.Random(SEED)  # noqa: S311  # the trials are to be the same again
    every = [(path, spoil) for path in _paths(rich) for spoil in SPOILS]
    dice.shuffle(every)
    chosen = every[: trials(len(every))]
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:2]:
        parent.chmod(stat.S_IMODE(parent.stat().st_mode) | 0o055)  # /tmp keeps what others need of it
    for number, (path, spoil) in enumerate(chosen):
        work = tmp_path / str(number)
        root, outside = work / "repository", work / "outside"
        shutil.copytree(rich, root, symlinks=True)
        outside.mkdir()
        (outside / "canary").write_text(CANARY)
        SPOILS[spoil](root / path, outside)
        before = contents(root)
        for command in (dice.choice(COMMANDS), ("generate",)):
            where = f"{' '.join(command)} with {spoil} at {path} (seed {SEED})"
            with patience(), as_nobody(root) if spoil == "no permission" else patience():
                result = helmwright("-C", str(root), *command)
            assert result.exit_code in (0, 1, 2), f"{where}: {result.output}"
            assert CANARY not in result.output, where
            after = contents(root)
            # A generated file in another case is one that nobody wants any more, and is made again in its own.
            upper = f"{path.rpartition('/')[0]}/{path.rpartition('/')[2].upper()}"
            assert {
                file for file in generated(before) - generated(after) if not file.startswith(upper)
            } == set(), where
            new = {name for name in after if after[name] != before.get(name) and not name.startswith(".git/")}
            assert not [name for name in new if CANARY.encode() in after[name]], where
        (root / path).chmod(0o755, follow_symlinks=False) if spoil == "no permission" else None
        shutil.rmtree(work)
    tally("somethings at a path, nothing lost and nothing let in", 2 * len(chosen))
