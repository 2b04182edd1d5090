"""Extra objects and patches that say all they must, and extra objects that belong to a service."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.findings import Finding
from helmwright.model.resolved import Resolved
from helmwright.scopes import is_cluster_scoped


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
