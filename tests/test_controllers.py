"""The page on what controllers refuse is true: what it names is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from tests import case_files

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/reference/controllers.md"
ROW = re.compile(r"^\| (?P<refused>[^|]+) \| (?P<found>[^|]+) \|$", re.M)
NOWHERE = ("*not made*", "*not seen*")


def rows() -> Iterator[tuple[str, str]]:
    """What is refused, and what finds it."""
    for row in ROW.finditer(PAGE.read_text(encoding="utf-8")):
        if row["refused"] != "refused":
            yield row["refused"], row["found"]


def is_there(found: str) -> bool:
    """Whether a case, an entry of a file of cases, or a test is there."""
    path, _, entry = found.partition(": ")
    if entry:
        return entry in yaml.safe_load((ROOT / path).read_bytes())
    path, _, test = found.partition("::")
    if test:
        return f"def {test}(" in (ROOT / path).read_text(encoding="utf-8")
    return (case_files.FOLDER / "invalid" / found / "findings.txt").is_file()


@pytest.mark.parametrize(("refused", "found"), [row for row in rows() if row[1] not in NOWHERE])
def test_what_a_controller_refuses_is_found(refused: str, found: str) -> None:
    assert is_there(found.strip("`")), refused


def test_every_controller_has_its_table() -> None:
    controllers = re.findall(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), re.M)
    assert len(controllers) == 7
    assert len(list(rows())) > 40
