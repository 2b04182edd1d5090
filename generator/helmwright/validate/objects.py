"""Rendered objects against each other: what schemas cannot see and a cluster only shows later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from helmwright.kubernetes.manifests import DEFINITION, Manifest
from helmwright.kubernetes.pods import pod_template
from helmwright.kubernetes.scopes import identity
from helmwright.model.release import Release
from helmwright.validate.validator import Problem

Rendered = Sequence[tuple[Release, Manifest]]
Labels = Mapping[str, str]

_WORKLOADS = frozenset({"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Rollout", "Job"})


def duplicates(rendered: Rendered, plain: Iterable[Manifest]) -> Iterator[Problem]:
    """An object that two templates or two Applications of one environment make; the last one would win.

    `plain` are the objects of its bootstrap files. The definitions of a chart that is there under several aliases are
    the same, and no clash.
    """
    bootstrap = {identity(manifest, ""): manifest.source for manifest in plain}
    seen: dict[tuple[str, ...], tuple[Release, Manifest]] = {}
    for release, manifest in rendered:
        key = identity(manifest, release.namespace)
        owner = f"{release.name} ({manifest.source})"
        if key in bootstrap:
            message = f"{manifest} is made twice, by {bootstrap[key]} and {owner}"
            yield Problem(manifest, (), message, "K201", "rename it")
        if key not in seen:
            seen[key] = (release, manifest)
            continue
        first_release, first = seen[key]
        if manifest.kind == DEFINITION and first_release is release and first.object == manifest.object:
            continue
        owners = f"{first_release.name} ({first.source}) and {owner}"
        hint = _apart(manifest, first, within_one_addon=first_release is release and release.is_addon)
        yield Problem(manifest, (), f"{manifest} is made twice, by {owners}", "K201", hint)


def _apart(manifest: Manifest, first: Manifest, *, within_one_addon: bool) -> str:
    """What helps where an object is made twice."""
    if manifest.kind == DEFINITION and "/crds/" in manifest.source and "/crds/" in first.source:
        return "the crds folder of a chart is always deployed: leave out the chart that has nothing else"
    if manifest.kind == DEFINITION:
        return "let one of the two bring the definition, and switch it off in the other"
    if within_one_addon:
        return "give each instance names of its own, with most charts by the value fullnameOverride"
    return "rename one of the two"


def selectors(rendered: Rendered) -> Iterator[Problem]:
    """A Service, budget or policy whose selector matches no pod; a Service port that no pod listens on.

    The objects fit their schemas. What a chart of others selects may be made by an operator, or be the cluster's own.
    """
    pods: dict[str, list[Mapping[str, Any]]] = {}
    for namespace, template in _pods(rendered):
        pods.setdefault(namespace, []).append(template)
    for release, manifest in rendered:
        selector = None if release.is_addon else _selector(manifest)
        if selector is None:
            continue
        namespace = _namespace(release, manifest)
        matched = [template for template in pods.get(namespace, ()) if _matches(selector, template)]
        if not matched:
            yield Problem(manifest, (), f"{manifest} selects no pod of {namespace}", "K202")
        elif manifest.kind == "Service":
            for port in _missing_ports(manifest, matched):
                message = f"{manifest} leads to port {port}, which no pod has"
                yield Problem(manifest, (), message, "K203")


def _pods(rendered: Rendered) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for release, manifest in rendered:
        if template := pod_template(manifest.object):
            yield _namespace(release, manifest), template[1]


def _selector(manifest: Manifest) -> Labels | None:
    """The labels that the object selects pods by, None when it selects none or all."""
    spec = manifest.object.get("spec") or {}
    match manifest.kind:
        case "Service":
            return spec.get("selector") or None
        case "NetworkPolicy":
            return (spec.get("podSelector") or {}).get("matchLabels") or None
        case kind if kind == "PodDisruptionBudget" or kind in _WORKLOADS:
            return (spec.get("selector") or {}).get("matchLabels") or None
    return None


def _matches(selector: Labels, template: Mapping[str, Any]) -> bool:
    labels = (template.get("metadata") or {}).get("labels") or {}
    return selector.items() <= labels.items()


def _missing_ports(service: Manifest, templates: Iterable[Mapping[str, Any]]) -> Iterator[str | int]:
    named: set[str] = set()
    for template in templates:
        pod = template.get("spec") or {}
        # Of the init containers those that keep running count too, as in Kubernetes' FindPort (pkg/api/v1/pod/util.go).
        running = [item for item in pod.get("initContainers") or () if item.get("restartPolicy") == "Always"]
        for container in (*(pod.get("containers") or ()), *running):
            named |= {port["name"] for port in container.get("ports") or () if "name" in port}
    for port in service.object["spec"].get("ports") or ():
        target = port.get("targetPort", port["port"])
        # A number reaches a container whether or not it declares the port; a name must be declared.
        if isinstance(target, str) and target not in named:
            yield target


def _namespace(release: Release, manifest: Manifest) -> str:
    return manifest.namespace or release.namespace
