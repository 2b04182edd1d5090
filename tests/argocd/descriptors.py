"""Descriptors for stories: the least that is a service, and an app of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

IMAGE = "ghcr.io/acme"
HEAD = {"apiVersion": "helmwright.dev/v1"}
RESOURCES = {"requests": {"cpu": "100m", "memory": "64Mi"}, "limits": {"memory": "128Mi"}}
WEB = {"ports": {"http": 8080}, "probes": {"readiness": {"type": "http", "path": "/healthz"}}}


def image(name: str, tag: str) -> str:
    return f"{IMAGE}/{name}:{tag}"


def service(name: str, tag: str = "1.0.0", **fields: Any) -> str:
    """The text of a service's file. YAML is JSON too."""
    found = {"image": {"repository": f"{IMAGE}/{name}", "tag": tag}, "resources": RESOURCES, **WEB, **fields}
    return json.dumps({**HEAD, "kind": "Service", **found}, indent=2)


def app(owner: str = "shop", **fields: Any) -> str:
    """The text of an app's file; it runs in `dev` alone unless it says."""
    return json.dumps({**HEAD, "kind": "App", "owner": owner, "onlyIn": ["dev"], **fields}, indent=2)


def environment(safety: str, port: int) -> str:
    """The text of an environment's file, on the cluster of `dev`; it exposes two services by this port and the next."""
    ports = {"boutique/frontend": port, "portfolio/frontend": port + 1}
    found = {
        "cluster": {"name": "laptop", "provider": "rke2", "kubernetesVersion": "1.34"},
        "revision": "refs/heads/main",
        "namespacePattern": "{app}-{environment}",
        "safety": safety,
        "defaults": {"replicas": 1},
        "exposure": {"type": "NodePort", "nodePorts": ports},
    }
    return json.dumps({**HEAD, "kind": "Environment", **found}, indent=2)


def files(name: str, services: Mapping[str, str], text: str = "") -> dict[str, str]:
    """The files of an app, by path."""
    own = {f"apps/{name}/services/{service}.yaml": content for service, content in services.items()}
    return {f"apps/{name}/app.yaml": text or app(), **own}
