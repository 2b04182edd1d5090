"""Remembers what charts rendered to, between runs.

An entry is named by a hash of everything that decides its content, so it can never be out of date, only
missing: the folder may be deleted at any time, and one that cannot be read or written is as good as empty.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import platformdirs

from helmwright import __version__, jsontext
from helmwright.limits import CACHE_BYTES
from helmwright.manifests import Manifest
from helmwright.render.engine import Renderer, RenderRequest


class Cache:
    """Rendered objects in the files of one folder. Threads and processes may share it."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or platformdirs.user_cache_path("helmwright") / "renders"

    def get(self, key: str) -> tuple[Manifest, ...] | None:
        """The objects of the entry, None when there is none or it is damaged."""
        path = self.folder / key
        try:
            digest, body = path.read_bytes().split(b"\n", 1)
            if digest != _digest(body):
                return None
            os.utime(path)
            return tuple(Manifest(source, item) for source, item in jsontext.loads(body))
        except (OSError, ValueError, TypeError):
            return None

    def put(self, key: str, manifests: Sequence[Manifest]) -> None:
        """Stores the entry, all of it or none."""
        body = json.dumps([(manifest.source, manifest.object) for manifest in manifests]).encode()
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, prefix=".", delete=False) as file:
                file.write(_digest(body) + b"\n" + body)
            Path(file.name).replace(self.folder / key)

    def prune(self, limit: int = CACHE_BYTES.value) -> None:
        """Removes the entries that have been unused for longest, until at most `limit` bytes are left."""
        with suppress(OSError):
            entries = sorted(_entries(self.folder), reverse=True)
            size = 0
            for _, path, bytes_ in entries:
                size += bytes_
                if size > limit:
                    path.unlink(missing_ok=True)


def key(request: RenderRequest, renderer: Renderer) -> str:
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


@functools.cache
def _program() -> str:
    """A hash of the source of `render`: in a checkout it changes while the version does not."""
    parts = hashlib.sha256()
    for module in sorted(Path(__file__).with_name("render").glob("*.py")):
        parts.update(module.read_bytes())
    return parts.hexdigest()


def _entries(folder: Path) -> Iterator[tuple[float, Path, int]]:
    with os.scandir(folder) as found:
        for entry in found:
            status = entry.stat()
            yield status.st_mtime, Path(entry.path), status.st_size


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()
