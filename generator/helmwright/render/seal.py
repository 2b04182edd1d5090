"""The secret by which helmwright knows again what it wrote itself, on this machine and for this user.

It lies apart from what it seals: whoever can write a cache, or brings one from another machine, cannot seal it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

_SIZE = 32
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


class Seal:
    """Seals bytes under a name, by a secret that is kept in a file and made when it is missing.

    The file must be this user's alone. Where it is another's, a link or no file, and where none can be made, nothing
    is sealed and no seal holds.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._secret = _read(path) or _made(path)

    @property
    def usable(self) -> bool:
        """Whether there is a secret."""
        return self._secret is not None

    def of(self, name: str, content: bytes) -> bytes:
        """The seal of the content under the name, in 64 hexadecimal digits; empty without a secret."""
        if self._secret is None:
            return b""
        mac = hmac.new(self._secret, f"{len(name)} {name} ".encode(), hashlib.sha256)
        mac.update(content)
        return mac.hexdigest().encode()

    def holds(self, name: str, content: bytes, seal: bytes) -> bool:
        """Whether it is the seal of the content under the name."""
        return self.usable and hmac.compare_digest(self.of(name, content), seal)


def is_own(status: os.stat_result, others_may: int) -> bool:
    """Whether a file or folder is this user's, and others may do no more with it than the mode says."""
    if sys.platform == "win32":  # where a profile is the user's alone, and a mode says nothing
        return True
    return status.st_uid == os.geteuid() and not stat.S_IMODE(status.st_mode) & 0o077 & ~others_may


def _read(path: Path) -> bytes | None:
    with suppress(OSError), os.fdopen(os.open(path, _FLAGS), "rb") as file:
        status = os.fstat(file.fileno())
        if stat.S_ISREG(status.st_mode) and is_own(status, 0):
            secret = file.read(_SIZE + 1)
            return secret if len(secret) == _SIZE else None
    return None


def _made(path: Path) -> bytes | None:
    """A new secret in the file, or the one that another run has made meanwhile; none when something stands there."""
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", delete=False) as file:
            file.write(secrets.token_bytes(_SIZE))
        try:
            os.link(file.name, path)
        finally:
            Path(file.name).unlink()
    return _read(path)
