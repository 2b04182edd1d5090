"""How long a pod keeps serving after it is marked as going, where its descriptor does not say."""

from __future__ import annotations

from helmwright.model.exposure.every_kind import exposures
from helmwright.model.inputs import Environment
from helmwright.model.service import Service, Workload

_CHART = 15
# A load balancer of AWS goes on sending to a target that it takes out. Behind an ALB 5 seconds were measured to be too
# few and 25 to be enough (https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1064).
_LOAD_BALANCER = 30


def default_drain(service: Service, workload: Workload, environment: Environment) -> int:
    """The seconds that a service's workload drains for in an environment."""
    if has_hook(workload):
        return 0
    provider = environment.cluster.provider
    balanced = (item.ports and item.kind.drains(provider) for item in exposures(service, environment))
    if not workload.path and any(balanced):
        return _LOAD_BALANCER
    return chart_drain(workload)


def chart_drain(workload: Workload) -> int:
    """The seconds that the service chart takes by itself; nothing sends to a worker, or to a pod without ports."""
    return _CHART if workload.ports and not workload.path and not has_hook(workload) else 0


def has_hook(workload: Workload) -> bool:
    """Whether a hook of its own takes the place of the wait: a container has one preStop hook."""
    return "preStop" in workload.section("lifecycle")
