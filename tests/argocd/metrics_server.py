"""The API that a HorizontalPodAutoscaler asks how busy pods are: as busy as the test says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

from tests.argocd.https import serving
from tests.cluster.api_server import ApiServer

from helmwright.kubernetes.manifests import Object
from helmwright.kubernetes.quantities import quantity

GROUP, VERSION = "metrics.k8s.io", "v1beta1"


class Load(dict[str, float]):
    """How much of the CPU that they ask for a namespace's pods use, 0.5 when nothing is set."""

    def __missing__(self, _: str) -> float:
        return 0.5


@contextmanager
def running(api: ApiServer) -> Iterator[Load]:
    """Serves the API through the API server until the block ends."""
    load = Load()

    class Metrics(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(self._found()).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def _found(self) -> object:
            path, _, query = self.path.partition("?")
            if not path.endswith("/pods"):
                return {"kind": "APIResourceList", "groupVersion": f"{GROUP}/{VERSION}", "resources": [KIND]}
            namespace = path.split("/")[-2]
            pods = api.get(f"/api/v1/namespaces/{namespace}/pods?{query}")["items"]
            items = [usage(pod, load[namespace], datetime.now(UTC)) for pod in pods]
            return {
                "kind": "PodMetricsList",
                "apiVersion": f"{GROUP}/{VERSION}",
                "metadata": {},
                "items": items,
            }

        def log_message(self, format: str, *args: object) -> None:
            pass

    with serving(api, Metrics) as port:
        for item in registration(port):
            assert api.apply(item) == []
        yield load


KIND = {
    "name": "pods",
    "singularName": "",
    "namespaced": True,
    "kind": "PodMetrics",
    "verbs": ["get", "list"],
}


def usage(pod: Object, share: float, now: datetime) -> Object:
    """What a metrics server would say of a pod."""
    containers = [
        {"name": item["name"], "usage": {"cpu": f"{int(share * 1000 * _cpu(item))}m", "memory": "1Mi"}}
        for item in pod["spec"]["containers"]
    ]
    metadata = {key: pod["metadata"][key] for key in ("name", "namespace", "labels")}
    moment = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"metadata": metadata, "timestamp": moment, "window": "10s", "containers": containers}


def _cpu(container: Object) -> float:
    return float(quantity(container["resources"]["requests"]["cpu"]))


def registration(port: int) -> tuple[Object, Object]:
    """What makes the API server ask this one."""
    name = {"name": "metrics", "namespace": "kube-system"}
    service = {"type": "ExternalName", "externalName": "localhost"}
    spec = {
        "group": GROUP,
        "version": VERSION,
        "service": {**name, "port": port},
        "insecureSkipTLSVerify": True,
        "groupPriorityMinimum": 100,
        "versionPriority": 100,
    }
    return (
        {"apiVersion": "v1", "kind": "Service", "metadata": name, "spec": service},
        {
            "apiVersion": "apiregistration.k8s.io/v1",
            "kind": "APIService",
            "metadata": {"name": f"{VERSION}.{GROUP}"},
            "spec": spec,
        },
    )
