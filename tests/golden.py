"""Expected outputs as files that people read: each is compared by itself, and what differs is shown line by line."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

import pytest


def same_file(path: Path, text: str, config: pytest.Config) -> None:
    """Fails unless the file holds the text; with --update-golden it holds it from now on."""
    same_files(path.parent, {path.name: text}, [path] if path.is_file() else [], config)


def same_tree(folder: Path, texts: Mapping[str, str], config: pytest.Config) -> None:
    """Fails unless the texts, by their paths in the folder, are all its files; with --update-golden they become so."""
    same_files(folder, texts, [path for path in folder.rglob("*") if path.is_file()], config)


def same_files(folder: Path, texts: Mapping[str, str], known: list[Path], config: pytest.Config) -> None:
    """The same for those of the folder's files that are known."""
    if config.getoption("--update-golden"):
        for path in known:
            path.unlink()
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return
    expected = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in known}
    told = [f"{folder / name} is not there\n" for name in sorted(texts.keys() - expected.keys())]
    for name in sorted(texts.keys() | expected.keys()):
        before, after = (side.get(name, "").splitlines(keepends=True) for side in (expected, texts))
        told += difflib.unified_diff(before, after, str(folder / name), "what it is now")
    if told or texts != expected:
        pytest.fail(f"{''.join(told)}\nIf this is meant: nox -s golden", pytrace=False)
