"""The objects that decide what pods there are, as far as Kubernetes can read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helmwright.capacity.workloads import Owned
from helmwright.codes.code import weighed
from helmwright.codes.kubernetes import KUBERNETES
from helmwright.findings import Finding, Findings, in_environments, ordered
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.inputs import Environment
from helmwright.model.resolved import Resolved
from helmwright.provenance import locate
from helmwright.validate import templates
from helmwright.validate.nodes import owned
from helmwright.validate.problems import finding
from helmwright.validate.validator import Validator


def readable(
    resolved: Resolved,
    environment: Environment,
    manifests: Mapping[str, Sequence[Manifest]],
    validator: Validator,
) -> tuple[list[Owned], Findings]:
    """Those of an environment, and what is wrong with the others."""
    releases = [release for release in resolved.releases if release.environment.name == environment.name]
    rendered = [(release, manifest) for release in releases for manifest in manifests[release.name]]
    owners = {id(manifest): release for release, manifest in rendered}
    objects = owned(rendered)
    found: dict[int, Finding] = {}
    version = environment.cluster.kubernetes_version
    for problem in templates.validate(validator, [item.manifest for item in objects], version):
        if problem.code == "K101":
            manifest = problem.manifest
            at = locate.of_manifest(resolved, owners[id(manifest)], manifest, problem.path)
            found.setdefault(id(manifest), finding(problem, at))
    broken = in_environments((one, environment.name) for one in found.values())
    return [item for item in objects if id(item.manifest) not in found], ordered(weighed(broken, KUBERNETES))
