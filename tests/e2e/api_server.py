"""A real API server on this machine, with an etcd of its own, on free ports and in a folder of its own."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.executables import required

from helmwright.kubernetes.manifests import Object
from helmwright.yamlio.writer import emit


@dataclass(frozen=True)
class ApiServer:
    """Speaks to the server as its administrator."""

    port: int
    token: str
    context: ssl.SSLContext

    def apply(self, item: Object, namespace: str = "", query: str = "") -> list[str]:
        """Applies an object on the server's side, strictly; in `namespace` unless it says. What is wrong with it."""
        group = f"/{'apis' if '/' in item['apiVersion'] else 'api'}/{item['apiVersion']}"
        kind = self._kind(group, item["kind"])
        metadata = {**item["metadata"]}
        if kind["namespaced"]:
            group += f"/namespaces/{metadata.setdefault('namespace', namespace)}"
        path = f"{group}/{kind['name']}/{metadata['name']}"
        path += f"?fieldManager=argocd-controller&force=true&fieldValidation=Strict{query}"
        answer = self.call("PATCH", path, emit({**item, "metadata": metadata}))
        refused = [json.loads(answer.read())["message"]] if answer.status >= http.client.BAD_REQUEST else []
        return refused + [warning.removeprefix("299 - ") for warning in answer.headers.get_all("Warning", ())]

    def call(self, method: str, path: str, body: str | None = None) -> http.client.HTTPResponse:
        """The answer to one request."""
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.context)
        headers = {"Authorization": f"Bearer {self.token}"}
        if body is not None:
            headers["Content-Type"] = "application/apply-patch+yaml"
        connection.request(method, path, body and body.encode(), headers)
        return connection.getresponse()

    def _kind(self, group: str, kind: str) -> Mapping[str, Any]:
        """How the server calls a kind, and whether its objects are in namespaces. A new one takes it a moment."""
        found: list[Mapping[str, Any]] = []

        def known() -> bool:
            rows = json.loads(self.call("GET", group).read()).get("resources", ())
            found.extend(row for row in rows if row["kind"] == kind and "/" not in row["name"])
            return bool(found)

        _wait(known, f"{group} has no {kind}")
        return found[0]

    def is_ready(self) -> bool:
        """Whether everything in the server has started."""
        try:
            return self.call("GET", "/readyz").status == http.client.OK
        except OSError:
            return False


@contextmanager
def running(folder: Path) -> Iterator[ApiServer]:
    """An API server with the admission plug-ins that are on by default; it ends with the block."""
    clients, peers, port = _free_ports(3)
    store, certificates, token = f"http://127.0.0.1:{clients}", folder / "certificates", "administrator"
    (folder / "tokens.csv").write_text(f'{token},admin,admin,"system:masters"\n')
    key = certificates / "apiserver.key"
    with ExitStack() as stack:
        for name, options in {
            "etcd": f"--data-dir={folder}/etcd --unsafe-no-fsync --listen-client-urls={store}"
            f" --advertise-client-urls={store} --listen-peer-urls=http://127.0.0.1:{peers}",
            "kube-apiserver": f"--etcd-servers={store} --bind-address=127.0.0.1 --secure-port={port}"
            f" --cert-dir={certificates} --token-auth-file={folder}/tokens.csv --authorization-mode=RBAC"
            " --allow-privileged --service-cluster-ip-range=10.96.0.0/16"
            " --service-account-issuer=https://kubernetes.default.svc"
            f" --service-account-key-file={key} --service-account-signing-key-file={key}",
        }.items():
            log = stack.enter_context((folder / f"{name}.log").open("wb"))
            process = subprocess.Popen([required(name), *options.split()], stdout=log, stderr=log)
            stack.enter_context(process)
            stack.callback(process.terminate)
        certificate = certificates / "apiserver.crt"
        _wait(certificate.is_file, f"the API server does not start, see {folder}")
        api = ApiServer(port, token, ssl.create_default_context(cafile=certificate))
        _wait(api.is_ready, f"the API server does not get ready, see {folder}")
        yield api


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        found = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [item.getsockname()[1] for item in found]


def _wait(happened: Callable[[], bool], otherwise: str, seconds: int = 60) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, otherwise
        time.sleep(0.1)
