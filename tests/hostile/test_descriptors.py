"""Ten thousand mutated descriptors, and every odd form at every place, end in findings or a plan, in bounded time."""

from __future__ import annotations

import random
from collections.abc import Callable
from time import process_time

import pytest
from tests.case_files import valid
from tests.property.forms import FORMS, KEYS, SPOTS, Spot, check, put, put_key

pytestmark = pytest.mark.hostile

MOST_SECONDS = 5
"""Of one descriptor of at most some thousand bytes, in processor time, on a machine that is busy too."""
SIGNS = [
    *"\t\r\n\0:-?[]{},&*!|>'\"%@`#<=~\\/ é\x85",
    "\u2028",
    "\ufeff",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "<<: ",
    "!!int ",
    "0x",
    "1e400",
]


def texts() -> list[tuple[Spot, str]]:
    """Every descriptor of the cases as it is written, with the place that it has there."""
    found = {(spot.case, spot.source.path): spot for spot in SPOTS.values()}
    return [(spot, (valid(spot.case) / spot.source.path).read_text("utf-8")) for spot in found.values()]


def damaged(chance: random.Random, text: str) -> bytes:
    """The text after a few changes of its signs, lines or bytes."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((0, 1, 1, 2, 8, 40)))
        lines = text.splitlines(keepends=True) or [""]
        match chance.randrange(6):
            case 0 | 1:
                text = text[:at] + chance.choice(SIGNS) * chance.choice((1, 1, 1, 2, 60)) + text[end:]
            case 2:
                text = text[:at] + text[at:end] * chance.choice((0, 2, 3)) + text[end:]
            case 3:
                chance.shuffle(lines)
                text = "".join(lines)
            case 4:
                line = chance.randrange(len(lines))
                lines[line] = chance.choice(("", " ", "  ", "- ")) + lines[line].lstrip(
                    chance.choice((" ", ""))
                )
                text = "".join(lines)
            case 5:
                text = text[:at] + chance.choice(FORMS) + text[end:]
    content = text.encode("utf-8")
    if chance.randrange(5) == 0:
        at = chance.randrange(len(content) + 1)
        content = (
            content[:at]
            + bytes(chance.randrange(256) for _ in range(chance.choice((1, 2, 8))))
            + content[at:]
        )
    return content


def attempt(where: str, spot: Spot, content: bytes) -> None:
    """Checks the content; what goes wrong says what made it."""
    started = process_time()
    try:
        check(spot, content)
    except Exception as error:
        raise AssertionError(f"{where}, {spot.case}/{spot.source.path}: {content!r}") from error
    assert process_time() - started < MOST_SECONDS, where


def test_damaged_text_ends_in_findings_or_a_plan(
    trials: Callable[[int], int], tally: Callable[[str, int], None]
) -> None:
    known = texts()
    for seed in range(number := trials(10_000)):
        chance = random.Random(seed)  # noqa: S311
        spot, text = chance.choice(known)
        attempt(f"seed {seed}", spot, damaged(chance, text))
    tally("descriptors with damaged text, each ends in findings or a plan", number)


def test_every_odd_value_and_key_ends_in_findings_or_a_plan(
    trials: Callable[[int], int], tally: Callable[[str, int], None]
) -> None:
    """Every form of a value at every place that the schemas know, and every form of a key in every map."""
    maps = [spot for spot in SPOTS.values() if isinstance(spot.value, dict) and spot.value]
    every: list[tuple[Callable[[Spot, str], str], Spot, str]]
    every = [(put, spot, form) for spot in SPOTS.values() for form in FORMS]
    every += [(put_key, spot, key) for spot in maps for key in KEYS]
    random.Random(1).shuffle(every)  # noqa: S311
    chosen = every[: trials(len(every))]
    for change, spot, form in chosen:
        attempt(f"{form} at {spot.path}", spot, change(spot, form).encode())
    tally("descriptors with an odd value or key, each ends in findings or a plan", len(chosen))
