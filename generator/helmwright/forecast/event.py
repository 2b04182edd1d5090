"""What may become of what is deployed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from helmwright.kubernetes.manifests import Manifest


class Fate(Enum):
    """What Argo CD does, as a phrase before the objects."""

    REMOVED = "removes"
    KEPT = "leaves to a person to remove"
    WAITS = "holds up later commits until a person confirms the removal of"
    ORPHANED = "can no longer remove"
    RESTARTED = "restarts the pods of"
    REFUSED = "cannot sync, since a loadBalancerClass never changes, until a person deletes"
    DEFAULTED = "sets to one pod, the API server's default,"
    HANDED_OVER = "hands over to other Applications, as it runs,"
    RUNS_ON = "syncs no more, and leaves to a person to remove"
    ELSEWHERE = "leaves on the cluster where it was"
    ANEW = "makes anew, as another Application in the same namespace,"


@dataclass(frozen=True, slots=True)
class Event:
    """What becomes of an object of an app; without an object, of the app as a whole. Namespaces have no app.

    Where each service of an app has an Application of its own, that is `app/service`.
    """

    environment: str
    app: str
    fate: Fate
    manifest: Manifest | None = None
    project: str = ""
    """The AppProject that would have to permit it."""
    reason: str = ""
    """Why that does not."""
    namespace: str = ""
    """Where the object is, unless it is outside namespaces."""
