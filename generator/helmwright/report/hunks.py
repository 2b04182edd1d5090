"""The hunks of a unified diff, found in about the time that reading the lines takes."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from helmwright.limits import COMPARED_LINES


def hunks(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Lines of `before` and `after` as git prints them, with their ends, three lines of context around each change.

    Of more than COMPARED_LINES those that each side has once are found first, as in Bram Cohen's patience diff, and
    difflib works on what lies between them; what is still longer is one change.
    """
    for group in _Matcher(before, after).get_grouped_opcodes():
        first, last = group[0], group[-1]
        yield f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n"
        for tag, start, end, other_start, other_end in group:
            if tag == "equal":
                yield from (f" {line}" for line in before[start:end])
            else:
                yield from (f"-{line}" for line in before[start:end])
                yield from (f"+{line}" for line in after[other_start:other_end])


def _range(start: int, end: int) -> str:
    """As in https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html."""
    count = end - start
    return f"{start + 1}" if count == 1 else f"{start + (count > 0)},{count}"


class _Matcher(difflib.SequenceMatcher[str]):
    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        self._sides = before, after
        super().__init__(None, before, after)

    def get_matching_blocks(self) -> list[difflib.Match]:
        blocks = [difflib.Match(0, 0, 0)]
        for start, other, size in _matches(*self._sides):
            last = blocks[-1]
            if (last.a + last.size, last.b + last.size) == (start, other):
                blocks[-1] = last._replace(size=last.size + size)
            else:
                blocks.append(difflib.Match(start, other, size))
        return [
            *(block for block in blocks if block.size),
            difflib.Match(len(self._sides[0]), len(self._sides[1]), 0),
        ]


def _matches(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """What is the same from here in `before` and from there in `after`, for so many lines, in order."""
    start = other = 0
    long = max(len(before), len(after)) > COMPARED_LINES.value
    for end, other_end in [*(_anchors(before, after) if long else ()), (len(before), len(after))]:
        if 0 < end - start <= COMPARED_LINES.value and 0 < other_end - other <= COMPARED_LINES.value:
            between = difflib.SequenceMatcher(None, before[start:end], after[other:other_end])
            for block in between.get_matching_blocks():
                yield start + block.a, other + block.b, block.size
        if end < len(before):
            yield end, other_end, 1
        start, other = end + 1, other_end + 1


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Where the lines are that each side has once, in the longest run that is in order on both sides."""
    once, other_once = _once(before), _once(after)
    found = [(place, other_once[line]) for line, place in once.items() if line in other_once]
    ends: list[int] = []  # the lowest other place in which a run of each length ends so far
    last: list[int] = []  # which of those found that is
    before_it: list[int] = []
    for index, (_, other) in enumerate(found):
        length = bisect_left(ends, other)
        ends[length : length + 1], last[length : length + 1] = [other], [index]
        before_it.append(last[length - 1] if length else -1)
    run: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        run.append(found[index])
        index = before_it[index]
    return run[::-1]


def _once(lines: Sequence[str]) -> dict[str, int]:
    counts = Counter(lines)
    return {line: place for place, line in enumerate(lines) if counts[line] == 1}
