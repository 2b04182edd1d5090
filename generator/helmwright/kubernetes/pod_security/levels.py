"""The levels, and what each of them refuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helmwright.kubernetes.manifests import Object
from helmwright.kubernetes.pod_security import baseline, restricted
from helmwright.kubernetes.pod_security.baseline import BASELINE
from helmwright.kubernetes.pod_security.pods import Check, Path, pod
from helmwright.kubernetes.pod_security.restricted import RESTRICTED

LEVEL_LABELS = frozenset(f"pod-security.kubernetes.io/{mode}" for mode in ("enforce", "audit", "warn"))
"""Labels of a Namespace that say its level
(https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces)."""

CAPABILITIES: Mapping[str, frozenset[str]] = {
    "baseline": baseline.CAPABILITIES,
    "restricted": restricted.CAPABILITIES,
}
"""The capabilities that a container may add, by level; any where there is none."""

CONTROLS: Mapping[str, Mapping[str, Check]] = {
    "privileged": {},
    "baseline": BASELINE,
    # Volume Types refuses HostPath volumes too.
    "restricted": {
        name: check for name, check in (BASELINE | RESTRICTED).items() if name != "HostPath Volumes"
    },
}
"""The controls of each level by their names."""

_SINCE = {"Host Probes / Lifecycle Hooks": 34}
"""The minor version of Kubernetes that a control came with, for those that not every supported one has."""


def refusals(level: str, template: Object, kube_version: str) -> Iterator[tuple[str, Path]]:
    """Every control that a pod template fails, and the value, or the nearest to one that lacks."""
    found = pod(template)
    minor = int(kube_version.split(".")[1])
    for name, check in CONTROLS[level].items():
        if minor >= _SINCE.get(name, 0):
            yield from ((name, found.nearest(path)) for path in check(found))
