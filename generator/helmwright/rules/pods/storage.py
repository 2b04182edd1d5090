"""Volumes: complete, of one kind, attachable, and each mounted at a place of its own."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted
from helmwright.hints import did_you_mean
from helmwright.model.merge import BACKGROUND
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
    Code(
        "R855",
        "mount in no container",
        "A mount by name is in the containers, workers, cron jobs and tasks that it names. One that is not there gets "
        "nothing, and neither do pods beside the service's own of a volume that one node can attach, or that each pod "
        "of a StatefulSet has for itself.",
        "Correct the name; the service's own container has the name of the service.",
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
        seen: dict[tuple[str, str], Path] = {}
        for path, container, mount in _mounts(service):
            where = posixpath.normpath("/" + mount.lstrip("/"))
            if where == "/" or _belongs_to_the_system(where):
                message = f"{dotted(path[:2])} is mounted at {mount}, which belongs to the system"
                yield Finding("R705", service.layers.origin(path), message, "choose another folder")
            other = seen.setdefault((container, where), path)
            if other != path:
                message = f"{dotted(other[:2])} and {dotted(path[:2])} are both mounted at {where}"
                hint = "give one of them another folder"
                yield Finding("R705", service.layers.origin(path), message, hint)


def containers(resolved: Resolved) -> Iterator[Finding]:
    """A mount by name is in a container that there is, and that can have the volume."""
    for _, service in resolved.services():
        known = _names(service)
        beside = [name for field in BACKGROUND for name in service.section(field)]
        for path, container, _ in _mounts(service):
            if len(path) == 3:
                continue
            if container not in known:
                message = (
                    f"{dotted(path)}: the service has no container, worker, cron job or task of this name"
                )
                hint = did_you_mean(container, known, f"one of {', '.join(known)}")
                yield Finding("R855", service.layers.origin(path), message, hint)
            elif path[0] == "storage" and container in beside and _is_of_its_own_pods(service, str(path[1])):
                message = f"{dotted(path)}: only the service's own pods can have storage.{path[1]}"
                hint = "write access: ReadWriteMany where the class has it, or mount it in the service alone"
                yield Finding("R855", service.layers.origin(path), message, hint)


def _is_of_its_own_pods(service: Service, name: str) -> bool:
    volume = service.section("storage")[name]
    if volume.get("temporary") or "claim" in volume:
        return False
    return service.kind is WorkloadKind.STATEFUL_SET or volume.get("access", _SINGLE[0]) in _SINGLE


def _belongs_to_the_system(folder: str) -> bool:
    if folder == _SHARED_MEMORY:
        return False
    return any(folder == reserved or folder.startswith(reserved + "/") for reserved in _RESERVED)


def _names(service: Service) -> list[str]:
    return [service.name, *(str(path[-1]) for path, _ in service.containers() if path)]


def _mounts(service: Service) -> Iterator[tuple[Path, str, str]]:
    """The path to each mount, the name of a container that has it, and where it is there."""
    for field in ("config", "secrets", "storage"):
        for name, entry in sorted(service.section(field).items()):
            mount, path = entry.get("mount", {}), (field, name, "mount")
            if isinstance(mount, str):
                yield from ((path, container, mount) for container in _names(service))
            else:
                yield from (((*path, container), container, mount[container]) for container in sorted(mount))


RULES = (complete, one_kind, attachable, mounts, containers)
