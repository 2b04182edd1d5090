"""`unshare -n -m python alone.py`: runs commands where the only network is a loopback that somebody listens on.

Reads jobs from standard input as JSON, `[{"command": [...], "folder": "...", "env": {...}}, ...]`, and writes for each
its exit code, all that it said, and how often it connected to the listener or asked it for a name.
"""

from __future__ import annotations

import http.server
import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

PORT = 8099
RESOLVER = "/etc/resolv.conf"


def main(answer: bytes) -> None:
    """Runs the jobs; everything that the listener is asked gets `answer`."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    asked: list[str] = []
    _resolver(asked)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), _handler(answer, asked))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    results = [_run(job, asked) for job in json.load(sys.stdin)]
    json.dump(results, sys.stdout)


def _run(job: dict[str, Any], asked: list[str]) -> dict[str, Any]:
    asked.clear()
    done = subprocess.run(
        job["command"],
        cwd=job["folder"],
        env={**os.environ, **job["env"]},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return {"code": done.returncode, "said": done.stdout.decode(errors="replace"), "asked": list(asked)}


def _handler(answer: bytes, asked: list[str]) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def setup(self) -> None:
            asked.append(f"connection from {self.client_address}")
            super().setup()

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    return Handler


def _resolver(asked: list[str]) -> None:
    """Makes this process the one that names are asked of; it answers nothing."""
    file = Path("/tmp/helmwright-resolv.conf")  # noqa: S108
    file.write_text("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n", encoding="utf-8")
    subprocess.run(["mount", "--bind", file, RESOLVER], check=True)
    listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listener.bind(("127.0.0.1", 53))

    def listen() -> None:
        while True:
            listener.recvfrom(4096)
            asked.append("a name")

    threading.Thread(target=listen, daemon=True).start()


if __name__ == "__main__":
    main(sys.argv[1].encode())
