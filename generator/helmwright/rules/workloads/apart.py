"""Services that are synced apart, and what no longer comes before them."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity, dotted
from helmwright.model.resolved import Resolved
from helmwright.model.service import WorkloadKind

CODES = (
    Code(
        "R829",
        "task that nothing waits for",
        "A service that runs nothing but a task before the pods is there for the pods of other services of its app. "
        "Where each service has an Application of its own, none of them waits for it: new pods may start before the "
        "migration.",
        "Let the app have one Application, or give the task to the service whose pods have to wait for it.",
        severity=Severity.WARNING,
        overridable=True,
    ),
)


def awaited(resolved: Resolved) -> Iterator[Finding]:
    """No service that is synced apart has only tasks that others would have to wait for."""
    for release, service in resolved.services():
        if release.service and service.kind is WorkloadKind.NONE:
            for name, task in service.section("tasks").items():
                if task.get("when", "before") == "before":
                    path = ("tasks", name)
                    message = f"no other service of '{service.app}' waits for {dotted(path)}"
                    hint = (
                        f"take grouping: service out of {release.app.name}, or give the task to who needs it"
                    )
                    yield Finding("R829", service.layers.origin(path), message, hint)


RULES = (awaited,)
