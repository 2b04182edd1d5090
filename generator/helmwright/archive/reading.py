"""Reads chart archives, and only those that have one meaning.

Helm reads them with Go's compress/gzip and archive/tar, which join gzip members, follow several dialects of tar
and skip what they do not know. Whatever another reader could understand differently is refused here, so that what
is checked is what Helm deploys. Archives of `helm package`, and of ordinary tools, are plain.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping

from helmwright.archive.header import BLOCK, CHARSET, LONG_NAME, Header, parse, records
from helmwright.archive.plain import ArchiveError, check_path, check_size, checked
from helmwright.limits import ARCHIVE_BYTES, ARCHIVE_DEPTH, ARCHIVE_FILES, ARCHIVE_HEADER_BYTES

_GZIP = b"\x1f\x8b\x08"
_EXTRA, _NAME, _COMMENT = 0x04, 0x08, 0x10
_LONGEST_TEXT = 511
"""The most that Go reads of a name or a comment."""
_CHUNK = 1 << 14
_ENTRY = 4 * BLOCK
"""The most that a file takes in an archive beside its content: headers, and zeros up to the next block."""
_SUBCHART = re.compile(r"(?:charts/[^/_.][^/]*/)*charts/[^/_.][^/]*\.tgz")
"""The archives in an archive that Helm reads: https://github.com/helm/helm/blob/main/pkg/chart/v2/loader/load.go"""
_REPACK = "pack the chart again with `helm package`"


def unpack(archive: bytes) -> dict[str, bytes]:
    """The files of a chart archive by path below its top folder, in the archive's order, as Helm sees them.

    Any archive that `helm package` or `pack` makes is read, and what GNU tar and gzip make. Needs memory for what
    it returns, little beyond. Raises ArchiveError for one that is damaged, not plain, or over a limit of
    `limits`; the charts that are packed in it are looked at too.
    """
    return _unpack(archive, _Allowance(), 1)


def chart(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a chart by path, as Helm sees them, if they are plain and so are the charts packed in them.

    Raises ArchiveError, also for what would be over a limit once it is packed.
    """
    allowance = _Allowance()
    allowance.take(sum(_ENTRY + len(content) for content in files.values()), len(files))
    return _chart(files, allowance, 1)


def is_subchart(path: str) -> bool:
    """Whether Helm reads the file at the path in a chart as another chart's archive."""
    return _SUBCHART.fullmatch(path) is not None


class _Allowance:
    """What an archive may still hold, together with those in it."""

    def __init__(self) -> None:
        self.bytes, self.files = ARCHIVE_BYTES.value, ARCHIVE_FILES.value

    def take(self, size: int, files: int = 0) -> None:
        self.bytes -= size
        self.files -= files
        if self.bytes < 0:
            raise ArchiveError(f"holds more than {ARCHIVE_BYTES.value} bytes")
        if self.files < 0:
            raise ArchiveError(f"holds more than {ARCHIVE_FILES.value} files")


def _chart(files: Mapping[str, bytes], allowance: _Allowance, depth: int) -> dict[str, bytes]:
    found = checked(files)
    for path, content in found.items():
        if is_subchart(path):
            if depth == ARCHIVE_DEPTH.value:
                raise ArchiveError(f"holds archives in archives, more than {ARCHIVE_DEPTH.value} deep")
            try:
                _unpack(content, allowance, depth + 1)
            except ArchiveError as error:
                raise ArchiveError(f"holds {path}, an archive that {error}") from error
    return found


def _unpack(archive: bytes, allowance: _Allowance, depth: int) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    top = ""
    for name, content in _members(_Inflated(archive, allowance)):
        folder, _, path = name.partition("/")
        top = top or folder
        if content is not None and (not path or folder == "Chart.yaml"):
            raise ArchiveError(f"holds {name}, a path that no chart archive has; {_REPACK}")
        if folder != top:
            raise ArchiveError(f"holds {name} beside {top}/, and a chart is one folder; {_REPACK}")
        if path in files:
            raise ArchiveError(f"holds {path} twice; {_REPACK}")
        if content is not None:
            files[path] = content
    if not files:
        raise ArchiveError("holds no files")
    return _chart(files, allowance, depth)


def _members(source: _Inflated) -> Iterator[tuple[str, bytes | None]]:
    """The name of each file with its content, and of each folder with None."""
    name = ""
    while (block := source.exactly(BLOCK)) != bytes(BLOCK):
        header = parse(block)
        if header.extends:
            if name:
                raise ArchiveError(f"gives {name} two extended headers; {_REPACK}")
            name = _extension(header, source)
            continue
        name = name or header.name
        name = name.removesuffix("/") if header.is_folder else name
        check_path(name)
        check_size(name, header.size)
        source.allowance.take(0, files=1)
        yield name, None if header.is_folder else _content(header, source)
        name = ""
    if name:
        raise ArchiveError(f"has no file where {name} is announced")
    if source.exactly(BLOCK) != bytes(BLOCK) or not source.ends_in_zeros():
        raise ArchiveError(f"goes on after its end; {_REPACK}")


def _extension(header: Header, source: _Inflated) -> str:
    """The name that an extended header gives to the next file, empty when it gives none."""
    if header.size > ARCHIVE_HEADER_BYTES.value:
        raise ArchiveError(f"has an extended header of more than {ARCHIVE_HEADER_BYTES.value} bytes")
    content = _content(header, source)
    if header.type != LONG_NAME:
        return records(content, header.type).get("path", "")
    name, end, rest = content.partition(b"\0")
    if not name or not end or rest:
        raise ArchiveError(f"has a long name that is not plain; {_REPACK}")
    try:
        return name.decode(CHARSET)
    except UnicodeDecodeError as error:
        raise ArchiveError(f"holds {name!r}, a name that is not UTF-8; rename the file") from error


def _content(header: Header, source: _Inflated) -> bytes:
    content = source.exactly(header.size)
    if source.exactly(-header.size % BLOCK).strip(b"\0"):
        raise ArchiveError(f"has something between its files; {_REPACK}")
    return content


class _Inflated:
    """The content of a gzip file of one member, unpacked as far as it is asked for."""

    def __init__(self, archive: bytes, allowance: _Allowance) -> None:
        _check_head(archive)
        self.allowance = allowance
        self._reader = zlib.decompressobj(wbits=31)
        self._rest = memoryview(archive)

    def exactly(self, size: int) -> bytes:
        """The next `size` bytes."""
        content = b"".join(self._read(size))
        if len(content) < size:
            raise ArchiveError("ends too early")
        return content

    def ends_in_zeros(self) -> bool:
        """Whether nothing but zeros follows, and nothing follows the gzip member."""
        while part := b"".join(self._read(_CHUNK)):
            if part.strip(b"\0"):
                return False
        return not self._reader.unused_data and not self._rest

    def _read(self, size: int) -> Iterator[bytes]:
        while size and not self._reader.eof:
            held: bytes | memoryview = self._reader.unconsumed_tail
            if not held:
                held, self._rest = self._rest[:_CHUNK], self._rest[_CHUNK:]
            try:
                part = self._reader.decompress(held, size)
            except zlib.error as error:
                raise ArchiveError(f"is not a gzip file: {error}") from error
            if not part and not held and not self._reader.eof:
                raise ArchiveError("ends too early")
            self.allowance.take(len(part))
            size -= len(part)
            yield part


def _check_head(archive: bytes) -> None:
    """Raises ArchiveError for a gzip header with more than a name, a comment and an extra field."""
    if archive[:3] != _GZIP:
        raise ArchiveError("is not a gzip file")
    flags = archive[3:4] or b"\0"
    if flags[0] & ~(_EXTRA | _NAME | _COMMENT):
        raise ArchiveError(f"has a gzip header that is not plain; {_REPACK}")
    at = 10
    if flags[0] & _EXTRA:
        at += 2 + int.from_bytes(archive[at : at + 2], "little")
    for flag in (_NAME, _COMMENT):
        if flags[0] & flag:
            end = archive.find(b"\0", at, at + _LONGEST_TEXT + 1)
            if end < 0:
                raise ArchiveError(f"has a gzip header that is not plain; {_REPACK}")
            at = end + 1
