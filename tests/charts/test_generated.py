"""The schema, the documented values and the README's table are generated, and current."""

from __future__ import annotations

import pytest

from chartwright.docs.generate import check

from .support import FILES


def test_the_generated_files_are_current() -> None:
    assert [change.path for change in check(FILES)] == []


@pytest.mark.parametrize("path", ["values.schema.json", "values.yaml", "README.md"])
def test_a_change_by_hand_is_noticed(path: str) -> None:
    changed = {**FILES, path: FILES[path].replace(b"preStopSleepSeconds", b"preStop")}
    assert [change.path for change in check(changed)] == [path]
