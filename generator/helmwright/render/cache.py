"""Remembers what charts rendered to, between runs.

An entry is named by a hash of everything that decides its content, so it can never be out of date, only
missing: the folder may be deleted at any time, and one that cannot be read or written is as good as empty. An entry
is sealed with a secret that lies elsewhere: one that somebody else put there is as good as none.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import platformdirs

from helmwright import __version__, disk
from helmwright.kubernetes.manifests import Manifest, Object
from helmwright.limits import CACHE_BYTES, CACHE_ENTRY_BYTES
from helmwright.render.engine import Renderer, RenderRequest
from helmwright.render.seal import Seal, is_own

_LARGE = 16_384
"""Characters of an object that has an entry of its own: a definition is the same in many."""
_NAME = re.compile(r"[0-9a-f]{64}(\.\w+)?")
"""An entry, or one that is being written."""


class Cache:
    """Rendered objects in the files of one folder. Threads and processes may share it.

    The secret that seals them lies in `state`, a folder of the user's that no cache of a CI system keeps.
    """

    def __init__(self, folder: Path | None = None, state: Path | None = None) -> None:
        self.folder = folder or platformdirs.user_cache_path("helmwright") / "renders"
        self._state = state or platformdirs.user_state_path("helmwright")
        self._objects: dict[str, Object] = {}

    @cached_property
    def seal(self) -> Seal:
        """What entries are sealed with."""
        return Seal(self._state / "cache.key")

    @property
    def trouble(self) -> str:
        """What stands in the way of keeping anything, and what helps; empty when nothing does."""
        if not self.seal.usable:
            return f"nothing is kept: make {self.seal.path} a place for a file of yours alone"
        if self.folder.is_symlink() or (self.folder.exists() and not _is_own(self.folder)):
            return f"nothing is kept: remove {self.folder}, which is not a folder of yours alone"
        return ""

    def get(self, key: str) -> tuple[Manifest, ...] | None:
        """The objects of the entry, None when there is none, or it is not as this user wrote it."""
        if not _is_own(self.folder):
            return None
        try:
            return tuple(
                Manifest(source, self._large(item) if isinstance(item, str) else item)
                for source, item in self._read(key)
            )
        except (OSError, ValueError, TypeError, RecursionError):
            return None

    def _large(self, key: str) -> Object:
        """An object of an entry of its own. It is read once: many entries hold the same."""
        if key not in self._objects:
            self._objects[key] = self._read(key)
        return self._objects[key]

    def _read(self, key: str) -> Any:
        """The JSON value of a file. Raises OSError, and ValueError where this user did not write it."""
        seal, _, body = disk.Folder(self.folder).read(key, CACHE_ENTRY_BYTES).partition(b"\n")
        if not self.seal.holds(key, body, seal):
            raise ValueError(key)
        os.utime(self.folder / key)
        return json.loads(body)

    def put(self, key: str, manifests: Sequence[Manifest]) -> tuple[Manifest, ...]:
        """Stores the entry, all of it or none, and returns its objects: a large one is that of every entry with it."""
        with suppress(OSError, RecursionError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.seal.usable and _is_own(self.folder):
                kept = [(manifest.source, *self._kept(manifest.object)) for manifest in manifests]
                rows = ",".join(f"[{json.dumps(source)},{text}]" for source, text, _ in kept)
                self._write(key, f"[{rows}]")
                return tuple(Manifest(source, item) for source, _, item in kept)
        return tuple(manifests)

    def _kept(self, item: Object) -> tuple[str, Object]:
        """What an entry has for an object, itself or the name of an entry for it alone, and the object of that."""
        text = json.dumps(item)
        if len(text) <= _LARGE:
            return text, item
        name = hashlib.sha256(text.encode()).hexdigest()
        if name not in self._objects:
            self._write(name, text)
            self._objects[name] = item
        return f'"{name}"', self._objects[name]

    def _write(self, key: str, text: str) -> None:
        """Stores one file, all of it or, where it would be too large, none."""
        body = text.encode()
        if len(body) < CACHE_ENTRY_BYTES.value:
            with NamedTemporaryFile(dir=self.folder, prefix=f"{key}.", delete=False) as file:
                file.write(self.seal.of(key, body) + b"\n" + body)
            Path(file.name).replace(self.folder / key)

    def prune(self, limit: int = CACHE_BYTES.value) -> None:
        """Removes the entries that have been unused for longest, until at most `limit` bytes are left."""
        size = 0
        for _, path, bytes_ in sorted(self.entries(), reverse=True):
            size += bytes_
            if size > limit:
                with suppress(OSError):
                    Path(path).unlink()

    def entries(self) -> Iterator[tuple[float, str, int]]:
        """When each entry was used last, its path and its size in bytes."""
        if _is_own(self.folder):
            with suppress(OSError), os.scandir(self.folder) as found:
                for entry in found:
                    if _NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                        status = entry.stat(follow_symlinks=False)
                        yield status.st_mtime, entry.path, status.st_size


def key_of(request: RenderRequest, renderer: Renderer) -> str:
    """The name of the entry: a hash of the request, the engine and helmwright itself."""
    parts = hashlib.sha256()
    head = (
        __version__,
        _program(),
        renderer.name,
        renderer.version,
        request.release,
        request.namespace,
        request.kube_version,
    )
    parts.update(json.dumps([head, request.api_versions, request.values]).encode())
    for path in sorted(request.chart):
        parts.update(json.dumps([path, len(request.chart[path])]).encode())
        parts.update(request.chart[path])
    return parts.hexdigest()


_PARTS = ("archive", "charts", "jsonio", "kubernetes", "render", "yamlio")
"""What has a say in what a request renders to."""


@functools.cache
def _program() -> str:
    """A hash of the source that renders and reads: in a checkout it changes while the version does not."""
    parts = hashlib.sha256()
    package = Path(__file__).parents[1]
    for module in sorted(module for part in _PARTS for module in (package / part).rglob("*.py")):
        parts.update(module.read_bytes())
    return parts.hexdigest()


def _is_own(folder: Path) -> bool:
    """Whether the folder is one of this user's, no link, and nobody else may write in it."""
    with suppress(OSError):
        status = folder.lstat()
        return stat.S_ISDIR(status.st_mode) and is_own(status, others_may=0o055)
    return False
