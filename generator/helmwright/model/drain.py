"""How long a pod keeps serving after it is marked as going, where its descriptor does not say."""

from __future__ import annotations

from helmwright.model.exposed import Exposed, exposed
from helmwright.model.exposure import ExposureType
from helmwright.model.inputs import Environment, Provider
from helmwright.model.service import Service, Workload

_CHART = 15
# A load balancer of AWS goes on sending to a target that it takes out. Behind an ALB 5 seconds were measured to be too
# few and 25 to be enough (https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/1064).
_LOAD_BALANCER = 30
_LOAD_BALANCED = (ExposureType.LOAD_BALANCER, ExposureType.INGRESS)


def default_drain(service: Service, workload: Workload, environment: Environment) -> int:
    """The seconds that a service's workload drains for in an environment."""
    if has_hook(workload):
        return 0
    balanced = (_balances_loads(way, environment) for way in exposed(service, environment))
    if not workload.path and any(balanced):
        return _LOAD_BALANCER
    return chart_drain(workload)


def chart_drain(workload: Workload) -> int:
    """The seconds that the service chart takes by itself; nothing sends to a worker, or to a pod without ports."""
    return _CHART if workload.ports and not workload.path and not has_hook(workload) else 0


def has_hook(workload: Workload) -> bool:
    """Whether a hook of its own takes the place of the wait: a container has one preStop hook."""
    return "preStop" in workload.section("lifecycle")


def _balances_loads(way: Exposed, environment: Environment) -> bool:
    how = way.how.type
    on_aws = environment.cluster.provider is Provider.EKS and how in _LOAD_BALANCED
    return bool(way.ports) and (on_aws or how in (ExposureType.ALB, ExposureType.TARGET_GROUP))
