"""What several unit tests work with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

NOBODY = 65534


@pytest.fixture
def nobodys_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of somebody who may not read and write everything, as root may; the test runs as its owner."""
    if not hasattr(os, "geteuid"):
        pytest.skip("the operating system knows no such owners")
    if os.geteuid() != 0:
        yield tmp_path
        return
    os.seteuid(NOBODY)
    try:
        with TemporaryDirectory() as folder:  # root's tmp_path is closed to others
            yield Path(folder)
    finally:
        os.seteuid(0)
