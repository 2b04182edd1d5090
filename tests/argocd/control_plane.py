"""Kubernetes without nodes: the API server, and the controllers that make pods and jobs of what is applied."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cluster import api_server
from tests.cluster.api_server import ApiServer
from tests.cluster.programs import Programs
from tests.executables import required


@contextmanager
def running(folder: Path) -> Iterator[ApiServer]:
    """A control plane that ends with the block; `kubeconfig` in the folder leads to it."""
    with api_server.running(folder) as api, Programs(folder) as programs:
        kubeconfig(api).write_text(json.dumps(_administrator(api)), encoding="utf-8")
        programs.start(
            "kube-controller-manager",
            f"--kubeconfig={kubeconfig(api)} --leader-elect=false --secure-port=0"
            f" --service-account-private-key-file={api.key} --root-ca-file={api.certificate}"
            " --kube-api-qps=200 --kube-api-burst=400"
            # Nothing here makes volumes or certificates, and there are no nodes.
            " --controllers=*,-persistentvolume-binder-controller,-certificatesigningrequest-signing-controller"
            ",-node-lifecycle-controller"
            # What an autoscaler does in minutes is to happen in seconds.
            " --horizontal-pod-autoscaler-sync-period=1s --horizontal-pod-autoscaler-initial-readiness-delay=1s"
            " --horizontal-pod-autoscaler-cpu-initialization-period=1s"
            " --horizontal-pod-autoscaler-downscale-stabilization=1s",
        )
        yield api


def kubeconfig(api: ApiServer) -> Path:
    return api.folder / "kubeconfig"


def kubectl(api: ApiServer, *arguments: str, text: str = "") -> str:
    """What kubectl says, to which `text` is said. Raises CalledProcessError when it fails."""
    command = [required("kubectl"), f"--kubeconfig={kubeconfig(api)}", *arguments]
    done = subprocess.run(command, input=text, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def _administrator(api: ApiServer) -> dict[str, object]:
    cluster = {"server": f"https://127.0.0.1:{api.port}", "certificate-authority": str(api.certificate)}
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "bed", "cluster": cluster}],
        "users": [{"name": "admin", "user": {"token": api_server.TOKEN}}],
        "contexts": [{"name": "bed", "context": {"cluster": "bed", "user": "admin", "namespace": "argocd"}}],
        "current-context": "bed",
    }
