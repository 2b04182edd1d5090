"""helmwright explain"""

from __future__ import annotations

import pytest
from tests.cli.conftest import Golden, Run

from helmwright.catalog import CODES
from helmwright.codes.code import Code


def test_a_page(run: Run, golden: Golden) -> None:
    golden("explain-D101.txt", run("explain", "D101").stdout)


def test_several_pages_come_in_the_order_asked_for(run: Run) -> None:
    pages = [run("explain", code).stdout for code in ("R203", "d101")]
    assert run("explain", "R203", "d101").stdout == "\n".join(pages)


def test_of_several_codes_the_unknown_one_is_named_and_nothing_is_explained(run: Run) -> None:
    result = run("explain", "R203", "K999")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no code 'K999'; " in result.stderr


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_every_code_has_a_page_that_fits_a_terminal(code: Code, run: Run) -> None:
    result = run("explain", code.code.lower())
    assert result.exit_code == 0
    head, *page = result.stdout.split("\n\n")
    assert head == f"{code.code}: {code.title}\nSeverity: {code.severity}"
    assert [" ".join(text.split()) for text in page] == [code.why, code.fix, *filter(None, [code.choice])]
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_without_a_code_all_are_listed(run: Run) -> None:
    lines = run("explain").stdout.splitlines()
    assert [line.split(maxsplit=2) for line in lines] == [[c.code, c.severity, c.title] for c in CODES]


def test_an_unknown_code_is_wrong_usage(run: Run) -> None:
    result = run("explain", "K999")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no code 'K999'; " in result.stderr
