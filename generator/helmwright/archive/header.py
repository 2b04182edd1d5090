"""The headers of a tar file: those of POSIX and GNU, as far as they mean a plain file or folder.

Sources: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html,
https://www.gnu.org/software/tar/manual/html_node/Standard.html.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from helmwright.archive.plain import ArchiveError

BLOCK = 512
CHARSET = "utf-8"
LONG_NAME = b"L"
_FILE, _OLD_FILE, _FOLDER, _PAX, _PAX_OF_ALL = b"0", b"\0", b"5", b"x", b"g"
_POSIX, _GNU = b"ustar\x0000", b"ustar  \0"
_FIELDS = struct.Struct("100s8s8s8s12s12s8s1s100s8s32s32s8s8s155s12s")
_OCTAL = re.compile(rb" *([0-7]*)[ \0]*")
_RECORD = re.compile(rb"([1-9][0-9]{0,6}) ([^=\0]+)=")
_TIME, _NUMBER, _ANY = (
    re.compile(r"-?[0-9]{1,18}(\.[0-9]*)?"),
    re.compile(r"[0-9]{1,18}"),
    re.compile(r"[^\0]+"),
)
_KNOWN = {
    "path": _ANY, "mtime": _TIME, "atime": _TIME, "ctime": _TIME,
    "uid": _NUMBER, "gid": _NUMBER, "uname": _ANY, "gname": _ANY, "comment": _ANY,
}  # fmt: skip
"""What an extended header may say of the next file, and in which form. A size, a link or holes would change it."""
_FOREIGN = ("LIBARCHIVE.", "SCHILY.xattr.")
"""What bsdtar adds, and nobody reads here."""
_REPACK = "pack the chart again with `helm package`"


@dataclass(frozen=True, slots=True)
class Header:
    """One header. `size` is that of what follows, in bytes."""

    name: str
    type: bytes
    size: int

    @property
    def is_folder(self) -> bool:
        return self.type == _FOLDER

    @property
    def extends(self) -> bool:
        """Whether it describes the file that comes next."""
        return self.type in (_PAX, _PAX_OF_ALL, LONG_NAME)


def parse(block: bytes) -> Header:
    """The header in a block. Raises ArchiveError."""
    (
        name, mode, uid, gid, size, mtime, checksum, kind, link, magic, _, _, major, minor, prefix, rest,
    ) = _FIELDS.unpack(block)  # fmt: skip
    if magic not in (_POSIX, _GNU) or _octal(checksum) != sum(block) - sum(checksum) + 8 * ord(" "):
        raise ArchiveError("is not a tar file")
    shown = _text(name)
    for field in (mtime, major, minor):
        _octal(field)
    for field in (uid, gid):
        if field[0] != 0x80:  # GNU's way to write a large one
            _octal(field)
    if kind == LONG_NAME and magic != _GNU:
        kind = b"?"
    if kind not in (_FILE, _OLD_FILE, _FOLDER, _PAX, _PAX_OF_ALL, LONG_NAME) or link.strip(b"\0"):
        raise ArchiveError(f"holds {shown}, which is not a plain file; {_REPACK}")
    folder = kind == _FOLDER
    # Helm skips a file whose mode says that it is a folder.
    if _octal(mode) & ~0o7777 not in (0, 0o040000 if folder else 0o100000) or (folder and _octal(size)):
        raise ArchiveError(f"holds {shown}, which is not a plain file; {_REPACK}")
    if rest.strip(b"\0") or (magic == _GNU and prefix.strip(b"\0")):
        raise ArchiveError(f"has a header of {shown} that is not plain; {_REPACK}")
    return Header(f"{_text(prefix)}/{shown}" if prefix.strip(b"\0") else shown, kind, _octal(size))


def records(content: bytes, kind: bytes) -> dict[str, str]:
    """What an extended header of POSIX says. Raises ArchiveError for a word that changes more than a name.

    A header of all files may hold a comment alone, as that of `git archive` does: Helm leaves it out.
    """
    found: dict[str, str] = {}
    at = 0
    while at < len(content):
        match = _RECORD.match(content, at)
        end = at + int(match[1]) if match else 0
        if not match or not match.end() < end <= len(content) or content[end - 1 : end] != b"\n":
            raise ArchiveError(f"has an extended header that is not plain; {_REPACK}")
        key, value = _decoded(match[2]), content[match.end() : end - 1]
        if not key.startswith(_FOREIGN) or kind == _PAX_OF_ALL:
            allowed = {"comment": _ANY} if kind == _PAX_OF_ALL else _KNOWN
            text = _decoded(value)
            if key in found or key not in allowed or not allowed[key].fullmatch(text):
                raise ArchiveError(f"has an extended header with {key!r}, which is not plain; {_REPACK}")
            found[key] = text
        at = end
    return found


def _octal(field: bytes) -> int:
    match = _OCTAL.fullmatch(field)
    if match is None:
        raise ArchiveError(f"has a number in a header that is not plain; {_REPACK}")
    return int(match[1] or b"0", 8)


def _text(field: bytes) -> str:
    text = field.rstrip(b"\0")
    if b"\0" in text:
        raise ArchiveError(f"holds {text!r}, a name with a NUL in it; {_REPACK}")
    return _decoded(text)


def _decoded(text: bytes) -> str:
    try:
        return text.decode(CHARSET)
    except UnicodeDecodeError as error:
        raise ArchiveError(f"holds {text!r}, a name that is not UTF-8; rename the file") from error
