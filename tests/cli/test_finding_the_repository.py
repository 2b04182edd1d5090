"""Which folder is the repository: the nearest with helmwright.yaml, and never one further up because that is broken."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda file: file.symlink_to("gone"), "helmwright.yaml: error L115: the link leads nowhere\n"),
        (
            lambda file: file.symlink_to("/dev/zero"),
            "helmwright.yaml: error L114: the link leads out of the repository\n",
        ),
        (lambda file: file.with_name("Helmwright.yaml").touch(), "Helmwright.yaml: error L120: "),
        (lambda file: file.mkdir(), "helmwright.yaml: error L115: this is not a file\n"),
        (os.mkfifo, "helmwright.yaml: error L115: this is not a file\n"),
    ],
    ids=["nowhere", "device", "case", "folder", "pipe"],
)
def test_a_broken_repository_inside_another_is_the_one_that_is_looked_at(
    run: Run,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path], object],
    expected: str,
) -> None:
    inner = repository / "inner"
    inner.mkdir()
    spoil(inner / "helmwright.yaml")
    monkeypatch.chdir(inner)
    result = run("lint")
    assert (result.exit_code, result.stdout.startswith(expected)) == (1, True), result.output
