from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import copier
import pytest

from helmwright import resources
from helmwright.scaffold.create import init

Fill = Callable[[str, str, dict[str, str]], None]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "acme"
    init(root, {}, defaults=True)
    return root


@pytest.fixture
def repository(made: Path, tmp_path: Path) -> Path:
    """A new repository with default answers, in a folder named acme."""
    return shutil.copytree(made, tmp_path / "acme")


@pytest.fixture
def fill(repository: Path) -> Fill:
    """Fills a template by copier alone, into a folder of a new repository."""

    def run(template: str, folder: str, answers: dict[str, str]) -> None:
        source = str(resources.templates() / template)
        copier.run_copy(source, repository / folder, dict(answers), defaults=True, quiet=True)

    return run
