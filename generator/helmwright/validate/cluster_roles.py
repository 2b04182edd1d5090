"""Rights of people that bind ClusterRoles which nothing brings."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.findings import Finding
from helmwright.hints import did_you_mean
from helmwright.model.inputs import Environment
from helmwright.model.resolved import Resolved
from helmwright.validate.objects import Rendered

_KUBERNETES = "system:"
"""How the ClusterRoles of Kubernetes' own parts begin, of which not all are known."""


def cluster_roles(resolved: Resolved, environment: Environment, rendered: Rendered) -> Iterator[Finding]:
    """A finding for each right that binds a ClusterRole which neither Kubernetes nor the environment's apps have."""
    own = {manifest.name for _, manifest in rendered if manifest.kind == "ClusterRole"}
    there = sorted({*resolved.cluster_roles, *own})
    sources = (environment.source, resolved.inputs.repository.source)
    for role, rights in environment.roles.items():
        for right in rights.values():
            name, path = right.cluster_role, ("roles", role, right.name)
            source = next((one for one in sources if one.said(*path).value), None)
            if source and name and name not in there and not name.startswith(_KUBERNETES):
                hint = did_you_mean(name, there, "accept the finding where something else brings it")
                yield Finding(
                    "K224", source.at((*path, "clusterRole")), f"there is no ClusterRole '{name}'", hint
                )
