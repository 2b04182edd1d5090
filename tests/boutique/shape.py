"""What Kubernetes objects say about each service, in a layout in which two authors can be compared.

Every field is a fact. What may be said in several ways is said in one, and what two authors never share only
counts as being there:

- Kubernetes' defaults are left out, since writing them down changes nothing;
- a port that is named where it is used becomes its number;
- a selector becomes the Deployments whose pods it selects;
- a mount holds its volume, by the path that the container sees;
- labels and annotations are given by name, without their values;
- a script is only said to be one;
- an object that is no Deployment, Service or ServiceAccount is given by kind, name and version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Object = Mapping[str, Any]
Facts = dict[str, Any]
"""Nested maps with a fact at each leaf."""

DEFAULTS: Mapping[str, Any] = {
    "failureThreshold": 3,
    "imagePullPolicy": "IfNotPresent",
    "periodSeconds": 10,
    "progressDeadlineSeconds": 600,
    "protocol": "TCP",
    "replicas": 1,
    "restartPolicy": "Always",
    "successThreshold": 1,
    "timeoutSeconds": 1,
    "type": "ClusterIP",
}
"""https://kubernetes.io/docs/reference/kubernetes-api/; the pull policy for tags other than `latest`."""


def facts(objects: Iterable[Object]) -> dict[str, Facts]:
    """The facts by service, which is a Deployment and every object whose name begins with its name.

    Raises ValueError for an object of no service.
    """
    everything = list(objects)
    pods = {_name(item): item["spec"]["template"] for item in everything if item["kind"] == "Deployment"}
    found: dict[str, Facts] = {service: {} for service in pods}
    for item in everything:
        service = max((name for name in pods if f"{_name(item)}-".startswith(f"{name}-")), key=len)
        for section, more in _sections(_plain(item, pods), _numbers(pods[service]["spec"])).items():
            found[service].setdefault(section, {}).update(more)
    return {
        service: {name: section for name, section in sections.items() if section}
        for service, sections in found.items()
    }


def _sections(item: Object, numbers: Mapping[str, int]) -> Facts:
    """What one object adds. `numbers` has the ports of the pod by name."""
    name, described = _name(item), _metadata(item)
    there = {"objects": {f"{item['kind']} {name}": item["apiVersion"]}}
    match item["kind"]:
        case "Deployment":
            deployment = {**described, **_without(item["spec"], "template")}
            return {**there, "deployment": deployment, **_pod(item["spec"]["template"], numbers)}
        case "Service":
            ports = {
                port["port"]: {"targetPort": port["port"], **_without(_numbered(port, numbers), "port")}
                for port in item["spec"]["ports"]
            }
            return {**there, "services": {name: {**described, **item["spec"], "ports": ports}}}
        case "ServiceAccount":
            account = {**described, **_without(item, "apiVersion", "kind", "metadata")}
            return {**there, "serviceAccounts": {name: account} if account else {}}
    return there


def _pod(template: Object, numbers: Mapping[str, int]) -> Facts:
    spec = template["spec"]
    volumes = {volume["name"]: volume for volume in spec.get("volumes", ())}
    (main,) = spec["containers"]
    return {
        "pod": {**_metadata(template), **_without(spec, "containers", "initContainers", "volumes")},
        "container": _container(main, volumes, numbers),
        "initContainers": {
            container["name"]: _container(container, volumes, numbers)
            for container in spec.get("initContainers", ())
        },
    }


def _container(container: Object, volumes: Mapping[str, Object], numbers: Mapping[str, int]) -> Facts:
    found = {
        name: {key: _numbered(part, numbers) for key, part in value.items()} if "Probe" in name else value
        for name, value in container.items()
    }
    if "ports" in found:
        found["ports"] = {port["containerPort"]: port.get("protocol", "TCP") for port in found["ports"]}
    if "env" in found:
        found["env"] = {entry["name"]: entry.get("value", entry.get("valueFrom")) for entry in found["env"]}
    if "volumeMounts" in found:
        found["volumeMounts"] = {
            mount["mountPath"]: _without({**volumes[mount["name"]], **mount}, "name", "mountPath")
            for mount in found["volumeMounts"]
        }
    return found


def _numbered(part: Any, numbers: Mapping[str, int]) -> Any:
    """A probe's handler or a Service's port, with a number for the name of a port."""
    if not isinstance(part, Mapping):
        return part
    return {
        key: numbers.get(value, value) if key in ("port", "targetPort") else value
        for key, value in part.items()
    }


def _plain(value: Any, pods: Mapping[str, Object]) -> Any:
    """The value without defaults, its selectors as what they select and its scripts as no more than that."""
    match value:
        case dict():
            return {
                key: _selected(item, pods) if key in ("selector", "labelSelector") else _plain(item, pods)
                for key, item in value.items()
                if DEFAULTS.get(key) != item
            }
        case list():
            return [_plain(item, pods) for item in value]
        case str():
            return "a script" if "\n" in value else value
    return value


def _selected(selector: Object, pods: Mapping[str, Object]) -> list[str]:
    """The Deployments whose pods a selector selects: a LabelSelector of labels alone, or a Service's."""
    labels = selector["matchLabels"] if set(selector) == {"matchLabels"} else selector
    return sorted(name for name, pod in pods.items() if labels.items() <= pod["metadata"]["labels"].items())


def _numbers(spec: Object) -> dict[str, int]:
    return {
        port["name"]: port["containerPort"]
        for container in spec["containers"]
        for port in container.get("ports", ())
        if "name" in port
    }


def _metadata(item: Object) -> Facts:
    return {
        key: sorted(value) if isinstance(value, Mapping) else value
        for key, value in _without(item["metadata"], "name").items()
    }


def _without(mapping: Object, *names: str) -> Facts:
    return {name: value for name, value in mapping.items() if name not in names}


def _name(item: Object) -> str:
    return str(item["metadata"]["name"])
