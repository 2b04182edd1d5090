"""An API server that answers what a test says, and a kubeconfig that leads to it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.servers import in_thread

ARGOPROJ = "/apis/argoproj.io/v1alpha1/namespaces/argocd"


class Asked(list[str]):
    """The requests, as `GET /version`, and what they were asked with."""

    def __init__(self) -> None:
        super().__init__()
        self.headers: list[Mapping[str, str]] = []


@contextmanager
def answering(folder: Path, answers: Mapping[str, Any]) -> Iterator[Asked]:
    """Serves objects by path, numbers as a status. `kubeconfig` in the folder has the contexts `here` and `nowhere`."""
    asked = Asked()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"GET {self.path}")
            asked.headers.append({name.lower(): value for name, value in self.headers.items()})
            answer = answers.get(self.path, answers.get(self.path.partition("?")[0], 404))
            status, body = (answer, {"message": "no"}) if isinstance(answer, int) else (200, answer)
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with in_thread(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as server:
        (folder / "kubeconfig").write_text(json.dumps(kubeconfig(server.server_address[1])))
        yield asked


def kubeconfig(port: int) -> Mapping[str, Any]:
    clusters = {"here": f"http://127.0.0.1:{port}", "nowhere": "http://127.0.0.1:1"}
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": name, "cluster": {"server": url}} for name, url in clusters.items()],
        "users": [{"name": "me", "user": {"token": "t0ken"}}],
        "contexts": [{"name": name, "context": {"cluster": name, "user": "me"}} for name in clusters],
        "current-context": "here",
    }


def listed(*items: Any, more: str = "") -> Mapping[str, Any]:
    """A list as an API server has it; `more` leads to the next part of it."""
    return {"metadata": {"continue": more} if more else {}, "items": [*items]}
