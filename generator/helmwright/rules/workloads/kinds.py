"""What kinds of workload there are, what each has no use for, and rollouts that somebody ends."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.model.origins import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service, WorkloadKind

CODES = (
    Code(
        "R824",
        "blue-green rollout without a Service",
        "A blue-green rollout starts all new pods and then switches the Service from the old ones to them. Without a "
        "Service there is nothing to switch, and Argo Rollouts refuses the Rollout.",
        "Give the service ports and a readiness probe, or roll out with type: canary or rolling.",
    ),
    Code(
        "R825",
        "service that runs nothing",
        "Without a workload, workers, crons and tasks nothing is left of a service but an identity that nobody uses.",
        "Add what should run, or let the service be absent: environments: {dev: false}.",
    ),
    Code(
        "R826",
        "timed promotion that is switched off",
        "Argo Rollouts counts the time of autoPromotionAfter only while the promotion is automatic. With "
        "autoPromotion: false it waits for somebody for ever, and the release is never switched.",
        "Write autoPromotionAfter alone, which waits for somebody for that long, beside autoPromotion: true where a "
        "lower layer says false. autoPromotion: false alone waits for ever.",
    ),
)


Setting = tuple[Path, tuple[Path, ...], str]
"""A field, the fields that decide on it, and what has no use for it; that is empty where it has effect."""

ROLLING: tuple[Path, ...] = (("rollout", "maxSurge"), ("rollout", "maxUnavailable"))
_GREEN = (("rollout", "autoPromotion"), ("rollout", "autoPromotionAfter"), ("rollout", "scaleDownDelay"))
_STEPS = ("rollout", "steps")
_PLAIN = (_STEPS, *_GREEN)
_SPREAD = ("placement", "spread")
_OWN_PODS: tuple[Path, ...] = (
    ("ports",),
    ("expose",),
    ("probes",),
    ("replicas",),
    ("rollout",),
    ("shutdown",),
    ("disruption",),
    ("command",),
    ("args",),
    ("lifecycle",),
    ("resizePolicy",),
    ("traffic",),
    ("verticalScaling",),
    ("network", "allowFrom"),
    _SPREAD,
)
_FOREIGN: dict[str, tuple[Path, ...]] = {
    "a DaemonSet": (("replicas",), ("disruption",), ("statefulSet",), _SPREAD, *_PLAIN),
    "a StatefulSet": (*ROLLING, *_PLAIN),
    "a service without a workload": (*_OWN_PODS, ("statefulSet",)),
    "a Deployment": (("statefulSet",), *_PLAIN),
    "a Deployment that is recreated": (("statefulSet",), *_PLAIN, *ROLLING),
    "a canary": (("statefulSet",), *_GREEN),
    "blueGreen": (("statefulSet",), _STEPS, *ROLLING),
}
"""What each kind of workload has no use for."""
_FIELDS_OF_KINDS = sorted({path for paths in _FOREIGN.values() for path in paths})


def of_kind(service: Service) -> Iterator[Setting]:
    """The settings that are for some kinds of workload alone."""
    what, decided = _kind(service)
    for path in _FIELDS_OF_KINDS:
        yield path, decided, what if path in _FOREIGN[what] else ""
    how = service.section("rollout").get("type", "rolling")
    if service.kind in (WorkloadKind.DAEMON_SET, WorkloadKind.STATEFUL_SET):
        yield ("rollout", "type"), (), what if how != "rolling" else ""


def _kind(service: Service) -> tuple[str, tuple[Path, ...]]:
    """The kind in words, and the fields that decided it."""
    by_field, by_rollout = ("workload",), ("rollout", "type")
    match service.kind:
        case WorkloadKind.DAEMON_SET:
            return "a DaemonSet", (by_field,)
        case WorkloadKind.STATEFUL_SET:
            return "a StatefulSet", (by_field,)
        case WorkloadKind.NONE:
            return "a service without a workload", (by_field,)
        case WorkloadKind.ROLLOUT:
            canary = service.section("rollout")["type"] == "canary"
            return "a canary" if canary else "blueGreen", (by_rollout,)
        case _:
            recreated = service.section("rollout").get("type") == "recreate"
            what = "a Deployment that is recreated" if recreated else "a Deployment"
            return what, (by_field, by_rollout)


def switched(resolved: Resolved) -> Iterator[Finding]:
    """A blue-green rollout has a Service to switch, in front of pods that say when they are ready."""
    for _, service in resolved.services():
        rollout = service.section("rollout") if service.kind is WorkloadKind.ROLLOUT else {}
        served = service.ports and "readiness" in service.section("probes")
        if rollout.get("type") == "blueGreen" and not served:
            message = "rollout is blueGreen, and there is no Service to switch"
            hint = "give it ports and a readiness probe, or write type: canary"
            yield Finding("R824", service.layers.origin(("rollout", "type")), message, hint)


def promoted(resolved: Resolved) -> Iterator[Finding]:
    """A wait for somebody has no end that Argo Rollouts would not see.

    It counts the time only while the promotion is automatic: https://github.com/argoproj/argo-rollouts/issues/2000.
    """
    for _, service in resolved.services():
        rollout = service.section("rollout") if service.kind is WorkloadKind.ROLLOUT else {}
        if rollout.get("autoPromotion") is False and "autoPromotionAfter" in rollout:
            at = service.layers.latest(("rollout", "autoPromotion"), ("rollout", "autoPromotionAfter"))
            message = "the rollout waits for somebody for ever, and autoPromotionAfter means nothing"
            hint = "write autoPromotionAfter alone to wait for that long, autoPromotion: false alone for ever"
            yield Finding("R826", at, message, hint)


def running(resolved: Resolved) -> Iterator[Finding]:
    """Every service runs something."""
    for _, service in resolved.services():
        if service.kind is WorkloadKind.NONE and not service.has_background:
            message = "the service has no workload, and no workers, crons or tasks either"
            hint = "add some, or write false for an environment where it does not run"
            yield Finding("R825", service.layers.origin(("workload",)), message, hint)


RULES = (switched, promoted, running)
