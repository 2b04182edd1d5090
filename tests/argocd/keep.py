"""A bed with `dev` in it, on this machine's loopback, until Ctrl-C."""

from __future__ import annotations

import signal
import tempfile
from base64 import b64decode
from contextlib import suppress
from pathlib import Path

from tests.argocd import bed
from tests.argocd.control_plane import kubeconfig
from tests.executables import required

SECRET = "/api/v1/namespaces/argocd/secrets/argocd-initial-admin-secret"  # noqa: S105


def main() -> None:
    """Says how to look at it, and waits."""
    with tempfile.TemporaryDirectory() as folder, bed.running(Path(folder)) as found:
        found.bootstrap("dev")
        password = b64decode(found.api.get(SECRET)["data"]["password"]).decode()
        print(
            "",
            f"export KUBECONFIG={kubeconfig(found.api)} PATH={Path(required('argocd')).parent}:$PATH",
            "kubectl get applications",
            f"argocd login 127.0.0.1:{found.argocd.port} --plaintext --username admin --password {password}",
            f"GIT_SSL_CAINFO={found.api.certificate} git clone {found.repository.url}",
            "",
            f"Logs are in {folder}. Ctrl-C ends it all.",
            sep="\n",
            flush=True,
        )
        with suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()
