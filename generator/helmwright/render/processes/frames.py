"""What this process and a worker say to each other: JSON, and the bytes of charts after it.

No pickles: whatever a template did to the process that ran it, what comes back is JSON values.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import IO, Any

from helmwright.kubernetes.manifests import Manifest
from helmwright.render.engine import RenderFailure, RenderRequest, Result

_LENGTHS = struct.Struct("!QQ")
LAST = b"last"
"""Follows the last answer that a worker gives."""
Head = Mapping[str, Any]


class TooLongError(ValueError):
    """A frame is longer than the reader allows."""


def write(stream: IO[bytes], head: bytes, parts: Sequence[bytes] = ()) -> None:
    """Writes one frame: its head, JSON, and the bytes that follow."""
    stream.write(_LENGTHS.pack(len(head), sum(map(len, parts))) + head)
    for part in parts:
        stream.write(part)
    stream.flush()


def read(stream: IO[bytes], limit: int | None = None) -> tuple[Head, bytes] | None:
    """The next frame, None when the stream ends before it is whole. Raises TooLongError before reading it."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head_size, size = _LENGTHS.unpack(lengths)
    if limit is not None and head_size + size > limit:
        raise TooLongError
    head, body = stream.read(head_size), stream.read(size)
    if len(head) < head_size or len(body) < size:
        return None
    return json.loads(head), body


def asked(request: RenderRequest) -> tuple[bytes, Sequence[bytes]]:
    """A request as the head of a frame and the bytes after it."""
    head = {
        "release": request.release,
        "namespace": request.namespace,
        "files": [[path, len(content)] for path, content in request.chart.items()],
        "kube_version": request.kube_version,
        "api_versions": request.api_versions,
        "values": request.values,
        "twice": request.twice,
    }
    return json.dumps(head).encode(), tuple(request.chart.values())


def request(head: Head, body: bytes) -> RenderRequest:
    """The request in a frame."""
    chart: dict[str, bytes] = {}
    at = 0
    for path, size in head["files"]:
        chart[path] = body[at : at + size]
        at += size
    return RenderRequest(
        head["release"],
        head["namespace"],
        chart,
        head["kube_version"],
        tuple(head["api_versions"]),
        head["values"],
        head["twice"],
    )


def told(result: Result) -> bytes:
    """A result as the head of a frame."""
    told = {
        "objects": [(manifest.source, manifest.object) for manifest in result.manifests],
        "failures": list(map(astuple, result.failures)),
        "varying": [(manifest.source, manifest.object, path) for manifest, path in result.varying],
    }
    return json.dumps(told).encode()


def result(head: Head) -> Result:
    """The result in a frame."""
    return Result(
        tuple(Manifest(source, item) for source, item in head["objects"]),
        tuple(RenderFailure(*fields) for fields in head["failures"]),
        tuple((Manifest(source, item), tuple(path)) for source, item, path in head["varying"]),
    )
