"""Argo CD: its server, its repo server and its application controller, with a Redis, as its own manifests set it up."""

from __future__ import annotations

import http.client
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Any

from tests.argocd.control_plane import kubeconfig, kubectl
from tests.cluster.api_server import ApiServer
from tests.cluster.programs import Programs, free_ports, wait
from tests.executables import required

APPLIED = ("CustomResourceDefinition", "ConfigMap", "Secret")
"""Of its manifests, what is no matter of running it in pods."""


@dataclass(frozen=True)
class Release:
    """A release of Argo CD: its program, and the manifests that install it."""

    program: str
    manifests: str


RELEASE = Release("argocd", "install.yaml")
BEFORE = Release("argocd-before", "install-before.yaml")
"""The one before it."""


@dataclass(frozen=True)
class ArgoCD:
    """A running Argo CD."""

    port: int
    stop: Callable[[], None]
    """Ends it before its block does."""

    def hears(self, event: Mapping[str, Any]) -> None:
        """Takes a push, as GitHub tells of it."""
        headers = {"Content-Type": "application/json", "X-GitHub-Event": "push"}
        assert self._status("POST", "/api/webhook", json.dumps(event), headers) == http.client.OK

    def version(self) -> str:
        """The version that it gives as its own."""
        return str(json.loads(self._answer("GET", "/api/version").read())["Version"]).partition("+")[0]

    def is_ready(self) -> bool:
        try:
            return self._status("GET", "/healthz") == http.client.OK
        except OSError:
            return False

    def _status(
        self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None
    ) -> int:
        return self._answer(method, path, body, headers).status

    def _answer(
        self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request(method, path, body, headers or {})
        return connection.getresponse()


@contextmanager
def running(api: ApiServer, release: Release = RELEASE) -> Iterator[ArgoCD]:
    """An Argo CD in the namespace `argocd` of the cluster that it deploys to; it ends with the block."""
    folder = api.folder / release.program
    (folder / "tls").mkdir(parents=True)
    copyfile(api.certificate, folder / "tls" / "127.0.0.1")
    (folder / "helm").symlink_to(required("helm4"))
    assert api.apply({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "argocd"}}) == []
    # On the server's side, for some are too long to be remembered in an annotation.
    kubectl(api, "apply", "--server-side", "--filename=-", text=installed(release))
    wait(lambda: are_served(api), "its kinds are not served")
    redis, server, repository, *metrics = free_ports(6)
    environment = {
        **os.environ,
        "PATH": os.pathsep.join(
            [str(folder), str(Path(required(release.program)).parent), os.environ["PATH"]]
        ),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "KUBECONFIG": str(kubeconfig(api)),
        "ARGOCD_FAKE_IN_CLUSTER": "true",
        "ARGOCD_GPG_ENABLED": "false",
        "ARGOCD_TLS_DATA_PATH": str(folder / "tls"),
        "ARGOCD_SSH_DATA_PATH": str(folder),
        "ARGOCD_ASK_PASS_SOCK": str(folder / "ask-pass.sock"),
    }
    peers = f"--repo-server=127.0.0.1:{repository} --redis=127.0.0.1:{redis}"
    own = f"--kubeconfig={kubeconfig(api)} --namespace=argocd {peers}"
    with Programs(folder) as programs:
        found = ArgoCD(server, programs.close)

        def start(name: str, options: str) -> None:
            programs.start(name, options, {**environment, "ARGOCD_BINARY_NAME": name}, release.program)

        programs.start("redis-server", f"--port {redis} --bind 127.0.0.1 --appendonly no --dir {folder}")
        # First, for it makes the key that the others look for.
        start(
            "argocd-server",
            f"{own} --insecure --address=127.0.0.1 --port={server} --metrics-port={metrics[0]}"
            " --metrics-address=127.0.0.1",
        )
        wait(found.is_ready, f"the server does not start, see {folder}")
        start(
            "argocd-repo-server",
            f"--address=127.0.0.1 --port={repository} --redis=127.0.0.1:{redis}"
            f" --metrics-address=127.0.0.1 --metrics-port={metrics[1]}",
        )
        start("argocd-application-controller", f"{own} --metrics-port={metrics[2]}")
        yield found


def are_served(api: ApiServer) -> bool:
    """Whether the API server has taken in its kinds, which takes it a moment."""
    kinds = ("applications", "applicationsets", "appprojects")
    return all(
        api.call("GET", f"/apis/argoproj.io/v1alpha1/{kind}").status == http.client.OK for kind in kinds
    )


def installed(release: Release) -> str:
    """What a release installs beside its programs."""
    text = Path(required(release.manifests)).read_text(encoding="utf-8")
    kinds = tuple(f"\nkind: {kind}\n" for kind in APPLIED)
    return "\n---\n".join(
        item for item in text.split("\n---\n") if any(kind in f"\n{item}" for kind in kinds)
    )
