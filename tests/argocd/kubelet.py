"""What nodes, a storage driver and a cloud would do, as far as Argo CD sees it: statuses, on demand bad ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from threading import Event
from typing import Any

from tests.argocd import controllers
from tests.cluster.api_server import MERGE, ApiServer

from helmwright.kubernetes.manifests import Object

Status = Mapping[str, Any]
BALANCED = {"loadBalancer": {"ingress": [{"ip": "192.0.2.1"}]}}
"""An address for documentation (https://www.rfc-editor.org/rfc/rfc5737)."""


@dataclass
class Faults:
    """What goes wrong on the nodes, by images such as `ghcr.io/acme/cart:1.0.0`."""

    missing: set[str] = field(default_factory=set)
    """Images that no registry has."""
    failing: set[str] = field(default_factory=set)
    """Images whose programs end with an error."""
    task_seconds: float = 0
    """How long the pods of jobs run."""


@contextmanager
def running(api: ApiServer) -> Iterator[Faults]:
    """Keeps statuses until the block ends, with the faults that are set meanwhile."""
    faults, ended = Faults(), Event()
    kinds: dict[str, Callable[[Object], Status]] = {
        "/api/v1/pods": lambda pod: pod_status(pod, faults, datetime.now(UTC)),
        "/api/v1/persistentvolumeclaims": claim_status,
        "/api/v1/services": service_status,
        "/apis/networking.k8s.io/v1/ingresses": lambda _: BALANCED,
        **controllers.STATUSES,
    }

    said: dict[str, Status] = {}

    def keep() -> None:
        while not ended.wait(0.2):
            for path, wanted in kinds.items():
                for item in (api.get(f"{path}?resourceVersion=0") or {"items": ()})["items"]:
                    status, uid = wanted(item), item["metadata"]["uid"]
                    is_over = item.get("status", {}).get("phase") in {"Succeeded", "Failed"}
                    if not is_over and said.get(uid) != status and _says(api, path, item, status):
                        said[uid] = status

    with ThreadPoolExecutor(1) as pool:
        kept = pool.submit(keep)
        try:
            yield faults
        finally:
            ended.set()
        kept.result()


def _says(api: ApiServer, path: str, item: Object, status: Status) -> bool:
    """Sets a status. False where the object is gone by now."""
    group, _, plural = path.rpartition("/")
    metadata = item["metadata"]
    where = f"{group}/namespaces/{metadata['namespace']}/{plural}/{metadata['name']}/status"
    answer = api.call("PATCH", where, json.dumps({"status": status}), MERGE)
    assert answer.status in (HTTPStatus.OK, HTTPStatus.NOT_FOUND), answer.read()
    return answer.status == HTTPStatus.OK


def pod_status(pod: Object, faults: Faults, now: datetime) -> Status:
    """What a kubelet would say of a pod."""
    containers = pod["spec"]["containers"]
    images = {item["image"] for item in [*containers, *pod["spec"].get("initContainers", ())]}
    started = datetime.fromisoformat(pod["metadata"]["creationTimestamp"])
    is_task = any(owner["kind"] == "Job" for owner in pod["metadata"].get("ownerReferences", ()))
    state: Status = {"running": {"startedAt": _spelt(started)}}
    phase = "Running"
    if images & faults.missing:
        state, phase = {"waiting": {"reason": "ImagePullBackOff"}}, "Pending"
    elif is_task and (now - started).total_seconds() >= faults.task_seconds:
        phase = "Failed" if images & faults.failing else "Succeeded"
        ended = {
            "exitCode": int(phase == "Failed"),
            "startedAt": _spelt(started),
            "finishedAt": _spelt(started),
        }
        state = {"terminated": ended}
    elif images & faults.failing:
        state = {"waiting": {"reason": "CrashLoopBackOff"}}
    ready = "running" in state
    condition = {"status": str(ready), "lastTransitionTime": _spelt(started)}
    return {
        "phase": phase,
        "startTime": _spelt(started),
        "conditions": [{"type": kind, **condition} for kind in ("Ready", "ContainersReady", "Initialized")],
        "containerStatuses": [
            {
                "name": item["name"],
                "image": item["image"],
                "imageID": "",
                "ready": ready,
                "restartCount": 0,
                "state": state,
            }
            for item in containers
        ],
    }


def claim_status(claim: Object) -> Status:
    """What a storage driver would say."""
    return {"phase": "Bound", "capacity": claim["spec"]["resources"]["requests"]}


def service_status(service: Object) -> Status:
    """What a cloud would say."""
    return BALANCED if service["spec"]["type"] == "LoadBalancer" else {}


def _spelt(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
