"""A real API server on this machine, with an etcd of its own, on free ports and in a folder of its own."""

from __future__ import annotations

import http.client
import json
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.cluster.programs import Programs, free_ports, wait

from helmwright.kubernetes.manifests import Object
from helmwright.yamlio.writer import emit

TOKEN = "administrator"  # noqa: S105
APPLY, MERGE = "application/apply-patch+yaml", "application/merge-patch+json"
"""How a body says what becomes of an object."""


@dataclass(frozen=True)
class ApiServer:
    """Speaks to the server as its administrator."""

    port: int
    folder: Path

    @property
    def certificate(self) -> Path:
        """What the server made for itself, for 127.0.0.1 too, with who has signed it."""
        return self.folder / "certificates" / "apiserver.crt"

    @property
    def key(self) -> Path:
        return self.certificate.with_suffix(".key")

    @cached_property
    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.certificate)

    def apply(self, item: Object, namespace: str = "", query: str = "") -> list[str]:
        """Applies an object on the server's side, strictly; in `namespace` unless it says. What is wrong with it."""
        metadata = {**item["metadata"]}
        if self._kind(item)["namespaced"]:
            metadata.setdefault("namespace", namespace)
        path = self.path({**item, "metadata": metadata})
        path += f"?fieldManager=argocd-controller&force=true&fieldValidation=Strict{query}"
        answer = self.call("PATCH", path, emit({**item, "metadata": metadata}))
        refused = [json.loads(answer.read())["message"]] if answer.status >= http.client.BAD_REQUEST else []
        return refused + [warning.removeprefix("299 - ") for warning in answer.headers.get_all("Warning", ())]

    def path(self, item: Object) -> str:
        """Where the server keeps an object."""
        metadata = item["metadata"]
        within = f"/namespaces/{metadata['namespace']}" if "namespace" in metadata else ""
        return f"{_group(item)}{within}/{self._kind(item)['name']}/{metadata['name']}"

    def call(
        self, method: str, path: str, body: str | None = None, kind: str = APPLY, user: str = ""
    ) -> http.client.HTTPResponse:
        """The answer to one request, of the administrator or of a user as whom the administrator acts."""
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.context)
        headers = {"Authorization": f"Bearer {TOKEN}", **({"Impersonate-User": user} if user else {})}
        if body is not None:
            headers["Content-Type"] = kind
        connection.request(method, path, body and body.encode(), headers)
        return connection.getresponse()

    def get(self, path: str) -> Any:
        """What is at a path, None when nothing is."""
        answer = self.call("GET", path)
        body = answer.read()
        if answer.status == http.client.TOO_MANY_REQUESTS:  # the kind has only just been defined
            time.sleep(int(answer.headers["Retry-After"]))
            return self.get(path)
        if answer.status == http.client.NOT_FOUND:
            return None  # which is no JSON where the whole group of kinds is not there
        assert answer.status == http.client.OK, body
        return json.loads(body)

    def since(self, path: str, version: str) -> list[Mapping[str, Any]]:
        """All that became of the objects at a path after a version of theirs: `type` and `object`, in order."""
        answer = self.call("GET", f"{path}?watch=true&resourceVersion={version}&timeoutSeconds=1")
        assert answer.status == http.client.OK, answer.read()
        return [json.loads(line) for line in answer.read().splitlines()]

    def _kind(self, item: Object) -> Mapping[str, Any]:
        """How the server calls a kind, and whether its objects are in namespaces. A new one takes it a moment."""
        found: list[Mapping[str, Any]] = []

        def known() -> bool:
            rows = (self.get(_group(item)) or {}).get("resources", ())
            found.extend(row for row in rows if row["kind"] == item["kind"] and "/" not in row["name"])
            return bool(found)

        wait(known, f"{_group(item)} has no {item['kind']}")
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
    clients, peers, port = free_ports(3)
    store, api = f"http://127.0.0.1:{clients}", ApiServer(port, folder)
    (folder / "tokens.csv").write_text(f'{TOKEN},admin,admin,"system:masters"\n')
    with Programs(folder) as programs:
        programs.start(
            "etcd",
            f"--data-dir={folder}/etcd --unsafe-no-fsync --listen-client-urls={store}"
            f" --advertise-client-urls={store} --listen-peer-urls=http://127.0.0.1:{peers}",
        )
        programs.start(
            "kube-apiserver",
            f"--etcd-servers={store} --bind-address=127.0.0.1 --secure-port={port}"
            # An address that nobody uses: it takes no loopback, and a network with nothing else has no default.
            " --advertise-address=192.0.2.2"
            f" --cert-dir={api.certificate.parent} --token-auth-file={folder}/tokens.csv --authorization-mode=RBAC"
            " --allow-privileged --service-cluster-ip-range=10.96.0.0/16"
            " --service-account-issuer=https://kubernetes.default.svc"
            f" --service-account-key-file={api.key} --service-account-signing-key-file={api.key}",
        )
        wait(api.certificate.is_file, f"the API server does not start, see {folder}")
        wait(api.is_ready, f"the API server does not get ready, see {folder}")
        yield api


def _group(item: Object) -> str:
    return f"/{'apis' if '/' in item['apiVersion'] else 'api'}/{item['apiVersion']}"
