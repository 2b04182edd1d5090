"""The unified diff of planned changes, compared with what git itself prints.

`changes.diff` is the output of `git diff` without its `index` lines (blob names), its headings after
`@@`, and with the one byte that is not UTF-8 spelled out.
"""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from helmwright.limits import COMPARED_LINES
from helmwright.report import unified_diff
from helmwright.report.hunks import hunks
from helmwright.tree import Change

CASES = Path(__file__).parents[1] / "cases" / "reports"

LONG = "".join(f"key{n}: {n}\n" for n in range(20))
CHANGES = (
    Change("apps/old/prod/Chart.yaml", b"apiVersion: v2\nname: old\n", None),
    Change("apps/shop/prod/charts/service-1.0.0.tgz", b"\x1f\x8b\x00old", b"\x1f\x8b\x00new"),
    Change("apps/shop/prod/charts/service-1.1.0.tgz", None, b"\x1f\x8b\x00new"),
    Change("apps/shop/prod/empty.yaml", None, b""),
    Change("apps/shop/prod/end.yaml", b"a: 1\nb: 2", b"a: 1\nb: 2\n"),
    Change("apps/shop/prod/latin.yaml", b"\xe9\n", b"\xc3\xa9\n"),
    Change(
        "apps/shop/prod/long.yaml",
        LONG.encode(),
        LONG.replace("key2: 2", "key2: two").replace("key17: 17\n", "").encode(),
    ),
    Change("apps/shop/prod/new.yaml", None, "café: \u00fc\n\tnext".encode()),
)


def test_the_diff_is_what_git_prints() -> None:
    assert unified_diff(CHANGES) == (CASES / "changes.diff").read_text(encoding="utf-8")


def test_no_changes_are_no_text() -> None:
    assert unified_diff(()) == ""


def test_colour_is_that_of_git() -> None:
    change = Change("a.yaml", b"same\nold\n", b"same\nnew\n")
    assert unified_diff([change], color=True).splitlines() == [
        "\x1b[1mdiff --git a/a.yaml b/a.yaml\x1b[0m",
        "\x1b[1m--- a/a.yaml\x1b[0m",
        "\x1b[1m+++ b/a.yaml\x1b[0m",
        "\x1b[36m@@ -1,2 +1,2 @@\x1b[0m",
        " same",
        "\x1b[31m-old\x1b[0m",
        "\x1b[32m+new\x1b[0m",
    ]


def test_only_a_line_feed_ends_a_line_and_other_controls_are_spelled_out() -> None:
    change = Change("a\x1b[2J.yaml", "one\rmore\r\nfree\u2028\x1b[2J\n".encode(), b"one\n")
    assert unified_diff([change]).splitlines() == [
        r"diff --git a/a\x1b[2J.yaml b/a\x1b[2J.yaml",
        r"--- a/a\x1b[2J.yaml",
        r"+++ b/a\x1b[2J.yaml",
        "@@ -1,2 +1 @@",
        r"-one\rmore\r",
        r"-free\u2028\x1b[2J",
        "+one",
    ]


CONTENTS = st.none() | st.binary(max_size=20) | st.text("ab\n\t\r\x1b", max_size=20).map(str.encode)


@given(st.text(), CONTENTS, CONTENTS)
def test_any_change_is_shown_in_printable_lines(path: str, before: bytes | None, after: bytes | None) -> None:
    output = unified_diff([Change(path, before, after)])
    assert output.startswith("diff --git a/")
    assert output.endswith("\n")
    assert output.replace("\n", "").replace("\t", "").isprintable()


def lines(count: int, changed: str, *, of: int) -> list[str]:
    """Every other one is changed, and each of the rest is one of so many."""
    return [f"{n % of}\n" if n % 2 else f"{changed}{n}\n" for n in range(count)]


LINES = st.lists(st.sampled_from("abcdefgh"), max_size=30)
MANY = COMPARED_LINES.value + 1


@given(LINES, LINES)
@example(lines(MANY, "x", of=MANY // 2), lines(MANY, "y", of=MANY // 2))
def test_the_hunks_make_one_side_of_the_other(before: list[str], after: list[str]) -> None:
    made: list[str] = []
    place = 0
    for line in hunks(before, after):
        if head := re.match(r"@@ -(\d+)(,0)?", line):
            start = int(head[1]) - (not head[2])
            made += before[place:start]
            place = start
            continue
        if line[0] in "- ":
            assert line[1:] == before[place]
            place += 1
        if line[0] in "+ ":
            made.append(line[1:])
    assert made + before[place:] == after


def test_each_change_of_a_long_file_is_found() -> None:
    """By difflib alone this takes more than an hour."""
    before, after = (lines(100_000, changed, of=100_000) for changed in "xy")
    found = list(hunks(before, after))
    assert [sum(line[0] == sign for line in found) for sign in "@-+ "] == [1, 50_000, 50_000, 50_000]


def test_long_texts_of_repeated_lines_are_one_change() -> None:
    before, after = (lines(MANY, changed, of=MANY // 2) for changed in "xy")
    found = list(hunks(before, after))
    assert [sum(line[0] == sign for line in found) for sign in "@-+ "] == [1, MANY, MANY, 0]
