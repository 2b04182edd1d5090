"""The commands of docs/how-to/on-call.md, run as a person on call runs them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path

from tests.argocd.bed import Bed
from tests.argocd.control_plane import kubeconfig, kubectl
from tests.argocd.repository import AUTHOR
from tests.executables import ROOT, required
from tools.docs.console import blocks

SECRET = "/api/v1/namespaces/argocd/secrets/argocd-initial-admin-secret"  # noqa: S105


def sections() -> dict[str, list[str]]:
    """The commands below each heading of the page that has some."""
    _, *parts = (ROOT / "docs/how-to/on-call.md").read_text(encoding="utf-8").split("\n## ")
    found = {
        part.partition("\n")[0]: [
            line for language, text in blocks(part) if language == "sh" for line in text.splitlines()
        ]
        for part in parts
    }
    return {name: lines for name, lines in found.items() if lines}


@dataclass(frozen=True)
class Shell:
    """Runs commands of the page in the checkout, in another environment and for another app than it names."""

    bed: Bed

    def login(self) -> None:
        password = b64decode(self.bed.api.get(SECRET)["data"]["password"]).decode()
        self.run(
            f"argocd login 127.0.0.1:{self.bed.argocd.port} --plaintext --username admin --password {password}"
        )

    def run(self, line: str, app: str = "", environment: str = "dev") -> str:
        """What a command prints. Raises CalledProcessError when it fails."""
        line = re.sub(r"\bprod-shop\b", f"{environment}-{app}", line)
        line = re.sub(r"\bprod\b", environment, line)
        programs = [Path(sys.executable).parent, Path(required("argocd")).parent]
        variables = {
            **os.environ,
            **AUTHOR,
            "PATH": os.pathsep.join([*map(str, programs), os.environ["PATH"]]),
            "HOME": str(self.bed.api.folder / "argocd"),
            "KUBECONFIG": str(kubeconfig(self.bed.api)),
        }
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=self.bed.repository.folder,
            env=variables,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout


def know(dev: Bed, name: str, server: str) -> None:
    """Makes a cluster known to Argo CD: this one, under another name and address."""
    access = {"bearerToken": "administrator", "tlsClientConfig": {"insecure": True}}
    secret = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {
            "name": name,
            "namespace": "argocd",
            "labels": {"argocd.argoproj.io/secret-type": "cluster"},
        },
        "stringData": {"name": name, "server": server, "config": json.dumps(access)},
    }
    kubectl(dev.api, "apply", "--filename=-", text=json.dumps(secret))
