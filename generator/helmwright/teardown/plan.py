"""The steps in order, each with its commands, and what is left for people, or comes back from git."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from shlex import join

from helmwright import layout, names
from helmwright.emit.argocd.metadata import ENVIRONMENT
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.pods import pod_template
from helmwright.model.inputs import Environment
from helmwright.model.release import Release
from helmwright.teardown import leftovers
from helmwright.teardown.leftovers import spec

Items = Sequence[tuple[Release, Manifest]]
"""The objects of an environment, each in its namespace, with the release that has it."""

_WITHOUT_SYNCS = '{"spec":{"syncPolicy":{"automated":null}}}'
_DNS = "external-dns"


@dataclass(frozen=True, slots=True)
class Step:
    """Commands that are run one after the other; `beside_argocd` in the cluster that Argo CD runs in."""

    name: str
    why: str
    commands: tuple[str, ...]
    beside_argocd: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """How an environment goes, and comes back. `remains` is for people, `lost` does not come back."""

    steps: tuple[Step, ...]
    remains: tuple[str, ...]
    returns: tuple[str, ...]
    lost: tuple[str, ...]


def plan(environment: Environment, items: Items) -> Plan:
    """How to take an environment down, its cluster last, so that nothing is left outside the cluster."""
    manifests = [manifest for _, manifest in items]
    steps = (
        Step("stop", "Argo CD puts nothing back", tuple(_stop(environment, items)), beside_argocd=True),
        Step(
            "load balancers",
            "each command ends when the controller has removed what it made",
            _deleted(filter(leftovers.is_balanced, manifests)),
        ),
        Step("records", "ExternalDNS removes its records in its next round", tuple(_dns(items))),
        Step(
            "volumes",
            "pods let go of their claims, and the driver removes the volumes",
            tuple(_volumes(items)),
        ),
        Step("nodes", "Karpenter ends its instances", tuple(_nodes(environment, manifests))),
        Step(
            "AWS", "the controllers remove what they made", _deleted(filter(leftovers.is_of_aws, manifests))
        ),
        Step("check", "nothing may be listed", tuple(_checks(manifests))),
        Step(
            "applications",
            "Argo CD forgets the environment while it still knows the cluster",
            tuple(_applications(environment)),
            beside_argocd=True,
        ),
    )
    return Plan(
        tuple(step for step in steps if step.commands),
        tuple(_remains(items)),
        (f"kubectl apply -f {layout.root(environment.name)}",),
        tuple(_lost(manifests)),
    )


def _stop(environment: Environment, items: Items) -> Iterator[str]:
    """The root first, which would switch the syncs of the others on again."""
    apps = sorted({release.name for release, manifest in items if _is_deleted(manifest)})
    own = (names.application(environment.name, name) for name in (names.ROOT, names.NAMESPACES))
    for name in (*own, *apps):
        patch = ("--type", "merge", "--patch", _WITHOUT_SYNCS)
        yield join(("kubectl", "patch", "application", name, "-n", environment.argocd.namespace, *patch))


def _is_deleted(manifest: Manifest) -> bool:
    tests = (leftovers.is_balanced, leftovers.claims, leftovers.is_node_pool, leftovers.is_of_aws)
    return any(test(manifest) for test in tests)


def _deleted(manifests: Iterator[Manifest]) -> tuple[str, ...]:
    return tuple(map(_delete, sorted(manifests, key=lambda item: (item.namespace, item.kind, item.name))))


def _delete(manifest: Manifest) -> str:
    kind = ".".join(filter(None, (manifest.kind.lower(), manifest.group)))
    where = ("-n", manifest.namespace) if manifest.namespace else ()
    return join(("kubectl", "delete", kind, manifest.name, *where))


def _dns(items: Items) -> Iterator[str]:
    """What ExternalDNS says, where it runs and removes records."""
    if not leftovers.records(manifest for _, manifest in items):
        return
    for release, manifest in items:
        if release.content.chart == _DNS and manifest.kind == "Deployment" and _policy(manifest) == "sync":
            where = ("-n", manifest.namespace, "--since", "2m")
            yield join(("kubectl", "logs", f"deployment/{manifest.name}", *where))


def _policy(deployment: Manifest) -> str:
    """What it does with records of what has left; it removes them when nothing is said."""
    template = pod_template(deployment.object)
    containers = (template[1].get("spec") or {}).get("containers") or () if template else ()
    said = [arg for one in containers for arg in one.get("args") or () if arg.startswith("--policy=")]
    return said[-1].partition("=")[2] if said else "sync"


def _volumes(items: Items) -> Iterator[str]:
    """Operators' objects, then all pods of the apps that have claims, then the claims."""
    apps = {release.name for release, manifest in items if leftovers.claims(manifest)}
    own = [manifest for release, manifest in items if release.name in apps]
    made = [one for one in own if leftovers.claims(one)]
    yield from _deleted(one for one in made if one.kind not in ("PersistentVolumeClaim", "StatefulSet"))
    yield from _deleted(one for one in own if pod_template(one.object) and one.kind != "Job")
    yield from _deleted(one for one in made if one.kind == "PersistentVolumeClaim")
    for one in made:
        if leftovers.templates(one):
            labels = (spec(one).get("selector") or {}).get("matchLabels") or {}
            selector = ",".join(f"{key}={value}" for key, value in sorted(labels.items()))
            yield join(("kubectl", "delete", "persistentvolumeclaims", "-n", one.namespace, "-l", selector))


def _nodes(environment: Environment, manifests: Sequence[Manifest]) -> Iterator[str]:
    """In EKS Auto Mode the nodes go with their cluster."""
    pools = [one for one in manifests if leftovers.is_node_pool(one)]
    if pools and not environment.cluster.auto_mode:
        yield from _deleted(iter(pools))
        yield "kubectl wait --for=delete nodeclaims.karpenter.sh --all --timeout=15m"


def _checks(manifests: Sequence[Manifest]) -> Iterator[str]:
    balanced = [one for one in manifests if leftovers.is_balanced(one)]
    if any(one.kind == "Service" for one in balanced):
        yield "kubectl get services -A --field-selector spec.type=LoadBalancer"
    kinds = sorted({f"{one.kind.lower()}.{one.group}" for one in balanced if one.group})
    if kinds:
        yield join(("kubectl", "get", ",".join(kinds), "-A"))
    if any(map(leftovers.claims, manifests)):
        yield "kubectl get persistentvolumes"


def _applications(environment: Environment) -> Iterator[str]:
    where = ("-n", environment.argocd.namespace, "-l", f"{ENVIRONMENT}={environment.name}")
    for kind in ("applications", "appprojects"):
        yield join(("kubectl", "delete", kind, *where))


def _remains(items: Items) -> Iterator[str]:
    """What no command here removes."""
    hosts = leftovers.records(manifest for _, manifest in items)
    if hosts and not any(_dns(items)):
        yield f"DNS records, which nothing here removes: {', '.join(hosts)}"
    for _, manifest in items:
        if manifest.kind == "StorageClass" and manifest.object.get("reclaimPolicy") == "Retain":
            yield f"volumes of the class {manifest.name}, which keeps them"
        if manifest.kind == "TargetGroupBinding":
            yield f"the target group of {manifest.namespace}/{manifest.name}, and its load balancer"


def _lost(manifests: Sequence[Manifest]) -> Iterator[str]:
    """What is not in git."""
    for one in manifests:
        if leftovers.claims(one):
            yield f"the data of {one.kind} {one.namespace}/{one.name}"
    if any(one.kind == "SealedSecret" for one in manifests):
        yield "what is sealed, unless the new cluster gets the key of Sealed Secrets"
