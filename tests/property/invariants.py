"""What is true of every service that renders, whatever its values: each invariant finds what breaks it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from chartwright.testing.manifests import Manifests
from chartwright.testing.resource import Resource

Invariant = Callable[[Manifests], Iterator[str]]


def names_are_unique(manifests: Manifests) -> Iterator[str]:
    keys = [(item["apiVersion"].partition("/")[0], item.kind, item.name) for item in manifests]
    yield from (f"{kind} {name} is there twice" for _, kind, name in _twice(keys))


def nothing_is_null(manifests: Manifests) -> Iterator[str]:
    for item in manifests:
        yield from (f"{item}: {path} is null" for path in _nulls(item))


def a_workload_selects_its_own_pods_alone(manifests: Manifests) -> Iterator[str]:
    for workload in _selecting(manifests):
        selected = _selected(manifests, workload["spec"]["selector"]["matchLabels"])
        if selected != [workload]:
            yield f"{workload} selects the pods of {', '.join(map(str, selected)) or 'nothing'}"


def a_service_leads_to_ports_of_one_workload(manifests: Manifests) -> Iterator[str]:
    for service in manifests.all("Service"):
        if selector := service["spec"].get("selector"):
            selected = _selected(manifests, selector)
            if len(selected) != 1:
                yield f"{service} selects the pods of {', '.join(map(str, selected)) or 'nothing'}"
                continue
            listening = _ports(selected[0])
            yield from (
                f"{service} leads to {port['targetPort']}/{port['protocol']}, where nothing listens"
                for port in service["spec"].get("ports", ())
                if (port["targetPort"], port["protocol"]) not in listening
            )
        for key in ("name", "nodePort"):
            given = [port[key] for port in service["spec"].get("ports", ()) if key in port]
            yield from (f"{service} has {key} {value} twice" for value in _twice(given))
        numbers = [(port["port"], port["protocol"]) for port in service["spec"].get("ports", ())]
        yield from (f"{service} has port {number}/{protocol} twice" for number, protocol in _twice(numbers))


def a_route_leads_to_a_port_of_a_service(manifests: Manifests) -> Iterator[str]:
    services = manifests.named("Service")
    for item, name, port in _backends(manifests):
        ports = services[name]["spec"].get("ports", ()) if name in services else ()
        if port not in {value for given in ports for value in (given["name"], given["port"])}:
            yield f"{item} leads to port {port} of Service {name}, which is not there"


def a_monitor_scrapes_a_port_that_is_there(manifests: Manifests) -> Iterator[str]:
    for monitor in manifests.all("ServiceMonitor"):
        wanted = monitor["spec"]["selector"]["matchLabels"].items()
        services = [item for item in manifests.all("Service") if wanted <= item.labels.items()]
        names = {port["name"] for service in services for port in service["spec"].get("ports", ())}
        yield from _unknown(monitor, monitor["spec"]["endpoints"], names)
    for monitor in manifests.all("PodMonitor"):
        workloads = _selected(manifests, monitor["spec"]["selector"]["matchLabels"])
        names = {name for workload in workloads for name, _ in _ports(workload)}
        yield from _unknown(monitor, monitor["spec"]["podMetricsEndpoints"], names)


def a_budget_lets_a_node_drain(manifests: Manifests) -> Iterator[str]:
    for budget in manifests.all("PodDisruptionBudget"):
        spec = budget["spec"]
        workloads = _selected(manifests, spec["selector"]["matchLabels"])
        if len(workloads) != 1:
            yield f"{budget} selects the pods of {', '.join(map(str, workloads)) or 'nothing'}"
            continue
        pods = max(1, _fewest_pods(manifests, workloads[0]))
        # Kubernetes rounds both shares up: disruption controller, GetScaledValueFromIntOrPercent.
        kept = (
            _share(spec["minAvailable"], pods)
            if "minAvailable" in spec
            else pods - _share(spec["maxUnavailable"], pods)
        )
        if kept >= pods:
            yield f"{budget} keeps {kept} of {pods} pods"


def one_scaler_owns_the_number_of_pods(manifests: Manifests) -> Iterator[str]:
    targets = [
        (target["kind"], target["name"])
        for item in manifests
        if item.kind in ("HorizontalPodAutoscaler", "ScaledObject")
        for target in [{"kind": "Deployment", **item["spec"]["scaleTargetRef"]}]
    ]
    yield from (f"{kind} {name} has two scalers" for kind, name in _twice(targets))
    for kind, name in targets:
        found = manifests.named(kind).get(name)
        if found is None:
            yield f"a scaler is for {kind} {name}, which is not there"
        elif "replicas" in found["spec"]:
            yield f"{found} has replicas beside its scaler"


def names_in_a_pod_are_unique(manifests: Manifests) -> Iterator[str]:
    for workload in _workloads(manifests):
        spec = workload.pod.spec
        containers = _containers(workload)
        yield from (
            f"{workload} has container {name} twice" for name in _twice(item["name"] for item in containers)
        )
        ports = [port["name"] for item in containers for port in item.get("ports", ())]
        yield from (f"{workload} has port {name} twice" for name in _twice(ports))
        volumes = [item["name"] for item in spec.get("volumes", ())]
        yield from (f"{workload} has volume {name} twice" for name in _twice(volumes))
        claims = [item["metadata"]["name"] for item in workload["spec"].get("volumeClaimTemplates", ())]
        for item in containers:
            mounts = item.get("volumeMounts", ())
            for path in _twice(mount["mountPath"] for mount in mounts):
                yield f"{workload} mounts {path} twice"
            for name in {mount["name"] for mount in mounts} - {*volumes, *claims}:
                yield f"{workload} mounts volume {name}, which is not there"


def variables_are_unique(manifests: Manifests) -> Iterator[str]:
    for workload in _workloads(manifests):
        for container in _containers(workload):
            for name in _twice(entry["name"] for entry in container.get("env", ())):
                yield f"{workload} has variable {name} twice in container {container['name']}"


def a_pod_has_time_to_end(manifests: Manifests) -> Iterator[str]:
    for workload in _workloads(manifests):
        grace = workload.pod.spec.get("terminationGracePeriodSeconds", 30)
        for container in _containers(workload):
            sleep = container.get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
            if sleep >= grace:
                yield f"{workload} has {grace} seconds to end and sleeps for {sleep}"


INVARIANTS: tuple[Invariant, ...] = (
    names_are_unique,
    nothing_is_null,
    a_workload_selects_its_own_pods_alone,
    a_service_leads_to_ports_of_one_workload,
    a_route_leads_to_a_port_of_a_service,
    a_monitor_scrapes_a_port_that_is_there,
    a_budget_lets_a_node_drain,
    one_scaler_owns_the_number_of_pods,
    names_in_a_pod_are_unique,
    variables_are_unique,
    a_pod_has_time_to_end,
)


def _workloads(manifests: Manifests) -> Iterator[Resource]:
    return (item for item in manifests if item.has_pod)


def _selecting(manifests: Manifests) -> Iterator[Resource]:
    return (item for item in _workloads(manifests) if "selector" in item["spec"])


def _selected(manifests: Manifests, labels: Mapping[str, str]) -> list[Resource]:
    return [item for item in _workloads(manifests) if labels.items() <= item.pod.labels.items()]


def _containers(workload: Resource) -> list[Any]:
    return [*workload.pod.init_containers.values(), *workload.pod.containers.values()]


def _ports(workload: Resource) -> set[tuple[str, str]]:
    ports = (port for container in _containers(workload) for port in container.get("ports", ()))
    return {(port["name"], port["protocol"]) for port in ports}


def _fewest_pods(manifests: Manifests, workload: Resource) -> int:
    for kind, key in (("HorizontalPodAutoscaler", "minReplicas"), ("ScaledObject", "minReplicaCount")):
        for scaler in manifests.all(kind):
            if scaler["spec"]["scaleTargetRef"]["name"] == workload.name:
                return int(scaler["spec"][key])
    return int(workload["spec"].get("replicas", math.inf if workload.kind == "DaemonSet" else 1))


def _share(value: int | str, pods: int) -> int:
    return value if isinstance(value, int) else math.ceil(pods * int(value.removesuffix("%")) / 100)


def _backends(manifests: Manifests) -> Iterator[tuple[Resource, str, str | int]]:
    for item in manifests.all("Ingress"):
        for rule in item["spec"]["rules"]:
            for path in rule["http"]["paths"]:
                service = path["backend"]["service"]
                yield item, service["name"], service["port"].get("name", service["port"].get("number"))
    for item in (*manifests.all("HTTPRoute"), *manifests.all("GRPCRoute")):
        for rule in item["spec"]["rules"]:
            for backend in rule.get("backendRefs", ()):
                yield item, backend["name"], backend["port"]
    for item in manifests.all("TargetGroupBinding"):
        yield item, item["spec"]["serviceRef"]["name"], item["spec"]["serviceRef"]["port"]


def _unknown(monitor: Resource, endpoints: Iterable[Mapping[str, Any]], names: set[str]) -> Iterator[str]:
    yield from (
        f"{monitor} scrapes port {end['port']}, which is not there"
        for end in endpoints
        if end["port"] not in names
    )


def _twice(items: Iterable[Any]) -> list[Any]:
    return [item for item, count in Counter(items).items() if count > 1]


def _nulls(value: Any, path: str = "") -> Iterator[str]:
    if value is None:
        yield path
    pairs = (
        value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in pairs:
        yield from _nulls(inner, f"{path}.{key}")
