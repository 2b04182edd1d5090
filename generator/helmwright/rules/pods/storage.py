"""Volumes: complete, of one kind, attachable, and each mounted at a place of its own."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted
from helmwright.model.origins import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service, WorkloadKind

CODES = (
    Code(
        "R406",
        "volume incomplete",
        "Once all layers are merged, a volume needs a mount, and a size, an existing claim or temporary: "
        "true.",
        "Add what is missing.",
    ),
    Code(
        "R506",
        "several pods with a ReadWriteOnce volume",
        "A ReadWriteOnce volume is attached to one node. A second pod on another node waits for it for "
        "ever, in daily scaling and in a rolling update alike.",
        "Keep one pod and the recreate rollout, or use a class with ReadWriteMany.",
        overridable=True,
    ),
    Code(
        "R705",
        "overlapping mounts",
        "Two volumes at one path hide each other, and a volume over the system's own paths breaks the "
        "container.",
        "Mount it at a folder of its own.",
        overridable=True,
    ),
)

_SINGLE = ("ReadWriteOnce", "ReadWriteOncePod")
_RESERVED = ("/proc", "/sys", "/dev", "/var/run/secrets/kubernetes.io", "/run/secrets/kubernetes.io")
_SHARED_MEMORY = "/dev/shm"  # noqa: S108 a path in a container


def complete(resolved: Resolved) -> Iterator[Finding]:
    """Every volume has a mount, and a size unless it is a claim that exists or a folder of the node."""
    for _, service in resolved.services():
        for name, volume in service.section("storage").items():
            if "mount" not in volume:
                at = service.layers.origin(("storage", name, "mount"))
                yield Finding("R406", at, f"storage.{name} lacks a mount", "for example mount: /data")
            sized = "class" not in volume if volume.get("temporary") else "claim" in volume
            if not (sized or "size" in volume):
                at = service.layers.origin(("storage", name, "size"))
                message = f"storage.{name} lacks a size"
                hint = "for example size: 10Gi; or name a claim, or write temporary: true"
                yield Finding("R406", at, message, hint)


def one_kind(resolved: Resolved) -> Iterator[Finding]:
    """No volume has settings that its kind does not know, unless a higher layer changed its kind."""
    for _, service in resolved.services():
        for name, volume in service.section("storage").items():
            if volume.get("temporary"):
                kind, foreign = "temporary", ("claim", "access", *(("memory",) if "class" in volume else ()))
            elif "claim" in volume:
                kind, foreign = "claim", ("size", "class", "access", "memory")
            else:
                kind, foreign = "size", ("memory",)
            decided = service.layers.rank(("storage", name, kind))
            size = ("storage", name, "size")
            if kind == "temporary" and "size" in volume and service.layers.rank(size) > decided:
                message = f"storage.{name} is temporary in a lower layer, and it is not said of what size is"
                hint = "write temporary: false beside it for a claim, temporary: true for its limit"
                yield Finding("R411", service.layers.origin(size), message, hint)
            for key in foreign:
                path = ("storage", name, key)
                if key in volume and service.layers.rank(path) >= decided:
                    message = f"storage.{name} has {kind}, and {key} means nothing beside it"
                    yield Finding("R411", service.layers.origin(path), message, f"remove {key} or {kind}")


def attachable(resolved: Resolved) -> Iterator[Finding]:
    """A volume that one node can attach has one pod, and the old pod goes before the new one comes.

    Each pod of a StatefulSet has a volume of its own.

    An error rather than a warning: whether the second pod starts depends on the node it is scheduled to,
    so it works until the day it does not.
    """
    for _, service in resolved.services():
        for name, volume in service.section("storage").items():
            if volume.get("temporary") or "claim" in volume:
                continue
            access = volume.get("access", "ReadWriteOnce")
            if access not in _SINGLE or service.kind is WorkloadKind.STATEFUL_SET:
                continue
            several = max(service.replicas.minimum, service.replicas.maximum or 0) > 1
            if several or service.kind is WorkloadKind.DAEMON_SET:
                field = ("workload",) if service.kind is WorkloadKind.DAEMON_SET else ("replicas",)
                at = service.layers.latest(field, ("storage", name, "access"))
                message = f"storage.{name} is {access}, and there is more than one pod"
                hint = "write replicas: 1, or access: ReadWriteMany where the class has it"
                yield Finding("R506", at, message, hint)
            if service.section("rollout").get("type", "recreate") != "recreate":
                at = service.layers.origin(("rollout", "type"))
                message = f"storage.{name} is {access}, and the rollout starts a pod beside the old"
                yield Finding("R506", at, message, "write type: recreate, or leave rollout out")


def mounts(resolved: Resolved) -> Iterator[Finding]:
    """Every volume is mounted at a path of its own that is not the system's."""
    for _, service in resolved.services():
        seen: dict[str, str] = {}
        for path, mount in _mounts(service):
            where = posixpath.normpath("/" + mount.lstrip("/"))
            owner = dotted(path)
            if where == "/" or _belongs_to_the_system(where):
                message = f"{owner} is mounted at {mount}, which belongs to the system"
                yield Finding(
                    "R705", service.layers.origin((*path, "mount")), message, "choose another folder"
                )
            other = seen.setdefault(where, owner)
            if other != owner:
                message = f"{other} and {owner} are both mounted at {where}"
                yield Finding(
                    "R705",
                    service.layers.origin((*path, "mount")),
                    message,
                    "give one of them another folder",
                )


def _belongs_to_the_system(folder: str) -> bool:
    if folder == _SHARED_MEMORY:
        return False
    return any(folder == reserved or folder.startswith(reserved + "/") for reserved in _RESERVED)


def _mounts(service: Service) -> Iterator[tuple[Path, str]]:
    for field in ("config", "secrets", "storage"):
        for name, entry in sorted(service.section(field).items()):
            if "mount" in entry:
                yield (field, name), entry["mount"]


RULES = (complete, one_kind, attachable, mounts)
