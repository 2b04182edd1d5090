"""Extra objects and patches that say all they must, and make no object but one that belongs to a service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted
from helmwright.kubernetes.scopes import is_cluster_scoped
from helmwright.model.origins import Path
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R886",
        "last resort incomplete",
        "Kubernetes takes no object without a kind. A patch without its reason cannot be judged in a review, nor "
        "removed once the reason is gone.",
        "Write apiVersion and kind of the extra object, reason and patch of the patch.",
    ),
    Code(
        "R887",
        "extra object of the whole cluster",
        "What lives outside namespaces, such as a ClusterRole, changes the cluster for every team. The AppProject of a "
        "team would have to permit it.",
        "Let the platform team install it, or use a kind that lives in the namespace, such as a Role.",
    ),
    Code(
        "R888",
        "last resort that is a list",
        "Argo CD takes any object with a list of items for a List, whatever its kind, and deploys the items in its "
        "place. They could have any kind, name and namespace, the whole cluster's among them.",
        "Write each item as an extra object of its own.",
    ),
)


def complete(resolved: Resolved) -> Iterator[Finding]:
    """Every extra object has a kind, and every patch a content and a reason."""
    for _, service in resolved.services():
        for field, keys in (("extraObjects", ("apiVersion", "kind")), ("patches", ("reason", "patch"))):
            for name, entry in service.section(field).items():
                for key in keys:
                    if key not in entry:
                        at = service.layers.origin((field, name, key))
                        yield Finding("R886", at, f"{field}.{name} lacks {key}", f"write {key}")


def kinds(resolved: Resolved) -> Iterator[Finding]:
    """No extra object lives outside the namespace, or is a Secret, whose values would be in the repository."""
    for _, service in resolved.services():
        for name, entry in service.section("extraObjects").items():
            group, kind = str(entry.get("apiVersion", "")).rpartition("/")[0], str(entry.get("kind", ""))
            at = service.layers.origin(("extraObjects", name, "kind"))
            if is_cluster_scoped(group, kind):
                message = f"extraObjects.{name} is a {kind}, which belongs to the whole cluster"
                yield Finding("R887", at, message, "let the platform team install it")
            if (group, kind) == ("", "Secret"):
                message = f"extraObjects.{name} is a Secret, which anyone can read here"
                yield Finding("R703", at, message, "use secrets, from a store or sealed")


def lists(resolved: Resolved) -> Iterator[Finding]:
    """No extra object has a list of items, not even by a patch: Argo CD would deploy those, of any kind and name.

    It follows IsList of https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/unstructured/unstructured.go.
    """
    for _, service in resolved.services():
        objects, patches = service.section("extraObjects"), service.section("patches")
        parts: dict[Path, Any] = {("extraObjects", name): entry for name, entry in objects.items()}
        parts |= {("patches", name, "patch"): entry.get("patch", {}) for name, entry in patches.items()}
        for path, part in parts.items():
            if isinstance(part.get("items"), list):
                message = f"{dotted(path[:2])} has items, which would be deployed as objects in its place"
                at = service.layers.origin((*path, "items"))
                yield Finding("R888", at, message, "write each item as an extra object of its own")


RULES = (complete, kinds, lists)
