"""The table of codes: what `explain`, the docs and the reports rely on."""

from __future__ import annotations

import re

import pytest

from helmwright.catalog import CODES
from helmwright.codes.code import Code


def test_a_code_stands_for_one_thing() -> None:
    assert len({code.code for code in CODES}) == len({code.title for code in CODES}) == len(CODES)


def test_codes_of_a_stage_stand_together_in_order() -> None:
    letters = [code.code[0] for code in CODES]
    stages = list(dict.fromkeys(letters))
    in_order = sorted(CODES, key=lambda code: (stages.index(code.code[0]), code.code))
    assert list(CODES) == in_order


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_a_page_says_what_why_and_how_to_mend_it(code: Code) -> None:
    assert re.fullmatch(r"[A-Z][0-9]{3}", code.code)
    assert re.fullmatch(r"[^\n]*[^.\n]", code.title)
    assert len(code.title) < 60
    for text in (code.why, code.fix):
        assert re.fullmatch(r"[A-Z0-9a-z][^\n]*\.", text)
        assert "  " not in text
