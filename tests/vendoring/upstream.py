"""A chart repository of somebody else, on this machine: an index and the archives that it names."""

from __future__ import annotations

import gzip
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.servers import in_thread

from helmwright import archive
from helmwright.tree import digest
from helmwright.yamlio.writer import emit


def packed(name: str = "dns", version: str = "1.2.3", more: Mapping[str, bytes] = {}) -> bytes:
    """A chart with more files as others pack it: not byte for byte as we do."""
    metadata = f"apiVersion: v2\nname: {name}\nversion: {version}\n".encode()
    return gzip.compress(gzip.decompress(archive.pack(name, {"Chart.yaml": metadata, **more})), mtime=0)


@dataclass(frozen=True)
class Said:
    """An answer."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class Upstream(ThreadingHTTPServer):
    """Answers each path with what it was given for it; a list is answered one by one, the last one for good.

    With `login` it wants that header. `seen` are the paths that were asked for, each with its login.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scheme, self.login = "http", ""
        self.answers: dict[str, Said | list[Said]] = {}
        self.seen: list[tuple[str, str]] = []
        self.rows: dict[str, list[dict[str, Any]]] = {}

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}/stable"

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for."""
        return [path for path, _ in self.seen]

    def publish(self, content: bytes, name: str = "dns", version: str = "1.2.3", **row: Any) -> None:
        """Serves an archive, and names it in the index; `row` is what the index says otherwise."""
        file = f"{name}-{version}.tgz"
        self.answers[f"/stable/{file}"] = Said(body=content)
        stated = {"name": name, "version": version, "urls": [file], "digest": digest(content)[7:], **row}
        self.rows.setdefault(name, []).append(stated)
        self.answers["/stable/index.yaml"] = Said(
            body=emit({"apiVersion": "v1", "entries": self.rows}).encode()
        )


class _Handler(BaseHTTPRequestHandler):
    server: Upstream

    def do_GET(self) -> None:
        login = self.headers.get("Authorization", "")
        self.server.seen.append((self.path, login))
        answer = self.server.answers.get(self.path, Said(404))
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if login != self.server.login and self.server.login:
            answer = Said(401)
        self.send_response(answer.status)
        for name, value in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def running(certificate: Path | None = None) -> Iterator[Upstream]:
    """A repository that answers until the block ends, over TLS with a certificate, whose key is beside it."""
    server = Upstream()
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, certificate.with_suffix(".key"))
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.scheme = "https"
    with in_thread(server):
        yield server
