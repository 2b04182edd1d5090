"""An Application as the cluster has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helmwright.kubernetes.applications import is_parked
from helmwright.kubernetes.manifests import Object

_APPROVED = "argocd.argoproj.io/deletion-approved"
"""By what a person lets an Application's objects be deleted (Argo CD's sync-options.md)."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One object that an Application's status names."""

    group: str
    kind: str
    namespace: str
    name: str
    is_left: bool
    """It is no longer wanted, and still there."""
    is_guarded: bool
    """It is deleted when a person confirms that."""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that Argo CD warns of, or cannot go on for."""

    type: str
    message: str

    @property
    def is_error(self) -> bool:
        """Whether nothing is compared or synced because of it (ApplicationConditionType of Argo CD's types.go)."""
        return self.type.endswith("Error")


@dataclass(frozen=True, slots=True)
class Application:
    """What is wanted of it by `spec`, and what has become of that by its status.

    Words are Argo CD's own, empty before it has looked at the Application.
    """

    name: str
    spec: Object
    sync: str
    revision: str
    health: str
    health_message: str
    phase: str
    """Of its last sync: Running, Succeeded, Failed, Error or Terminating."""
    message: str
    conditions: tuple[Condition, ...]
    images: tuple[str, ...]
    resources: tuple[Resource, ...]
    is_deleted: bool
    """Somebody has deleted it, and it waits for its finalizers."""
    is_approved: bool
    """A person has confirmed what waits for that."""

    @property
    def is_automated(self) -> bool:
        """Whether it syncs by itself. Switched off it has no `automated`, or one that is not enabled."""
        automated = (self.spec.get("syncPolicy") or {}).get("automated")
        return isinstance(automated, Mapping) and automated.get("enabled") is not False

    @property
    def is_parked(self) -> bool:
        """Whether it gives up its objects to Applications of another grouping."""
        return is_parked(self.spec)

    @property
    def errors(self) -> tuple[Condition, ...]:
        return tuple(condition for condition in self.conditions if condition.is_error)

    @property
    def left(self) -> tuple[Resource, ...]:
        """What is no longer wanted, and still there."""
        return tuple(resource for resource in self.resources if resource.is_left)


def application(item: Object) -> Application:
    """The value of an object of the kind Application, as the API server has it."""
    metadata, status = item["metadata"], item.get("status") or {}
    sync, health = status.get("sync") or {}, status.get("health") or {}
    operation = status.get("operationState") or {}
    return Application(
        name=metadata["name"],
        spec=item.get("spec") or {},
        sync=sync.get("status", ""),
        revision=sync.get("revision", ""),
        health=health.get("status", ""),
        health_message=health.get("message", ""),
        phase=operation.get("phase", ""),
        message=operation.get("message", ""),
        conditions=tuple(
            Condition(entry["type"], entry.get("message", "")) for entry in status.get("conditions") or ()
        ),
        images=tuple((status.get("summary") or {}).get("images") or ()),
        resources=tuple(map(_resource, status.get("resources") or ())),
        is_deleted="deletionTimestamp" in metadata,
        is_approved=_APPROVED in (metadata.get("annotations") or {}),
    )


def _resource(entry: Object) -> Resource:
    return Resource(
        entry.get("group", ""),
        entry["kind"],
        entry.get("namespace", ""),
        entry["name"],
        bool(entry.get("requiresPruning")),
        bool(entry.get("requiresDeletionConfirmation")),
    )
