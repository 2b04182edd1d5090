"""A git host: the bare repositories in a folder, over HTTPS or HTTP, by git's own `http-backend`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.argocd.https import serving
from tests.cluster.api_server import ApiServer
from tests.servers import in_thread


@contextmanager
def running(api: ApiServer, folder: Path) -> Iterator[str]:
    """The URL that the folder's repositories are below, until the block ends."""
    with serving(api, backend(folder)) as port:
        yield f"https://127.0.0.1:{port}"


@contextmanager
def without_tls(folder: Path) -> Iterator[str]:
    """The same as a git host in Argo CD's own cluster may have it."""
    with in_thread(ThreadingHTTPServer(("127.0.0.1", 0), backend(folder))) as server:
        yield f"http://127.0.0.1:{server.server_port}"


def backend(folder: Path) -> type[BaseHTTPRequestHandler]:
    """Answers requests by git itself, and keeps a log of them."""

    class Backend(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, body: bytes) -> None:
            path, _, query = self.path.partition("?")
            variables = {
                "GIT_PROJECT_ROOT": str(folder),
                "GIT_HTTP_EXPORT_ALL": "1",
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(len(body)),
                "REQUEST_METHOD": self.command,
                "PATH_INFO": path,
                "QUERY_STRING": query,
            }
            command = ["git", "http-backend"]
            done = subprocess.run(command, input=body, env={**os.environ, **variables}, stdout=-1, check=True)
            head, _, content = done.stdout.partition(b"\r\n\r\n")
            fields = dict(line.split(": ", 1) for line in head.decode().splitlines())
            self.send_response(int(fields.pop("Status", "200").split()[0]))
            # An end without a length is taken for a broken connection by GnuTLS.
            for name, value in {**fields, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            with (folder / "git.log").open("a") as log:
                log.write(format % args + "\n")

    return Backend
