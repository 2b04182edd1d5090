"""Everything that a plan would deploy, checked: against Kubernetes' schemas, and object against object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from helmwright import aws_files, layout
from helmwright.codes.code import weighed
from helmwright.codes.helm import HELM
from helmwright.codes.kubernetes import KUBERNETES
from helmwright.findings import Finding, Findings, Location, in_environments, ordered
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.scopes import Scopes, custom_scopes, is_custom
from helmwright.model.inputs import Environment
from helmwright.model.release import Release
from helmwright.model.resolved import Resolved
from helmwright.provenance import locate
from helmwright.tree import Tree
from helmwright.validate import templates
from helmwright.validate.accounts import accounts
from helmwright.validate.admission import admission
from helmwright.validate.brought import brought
from helmwright.validate.cluster_roles import cluster_roles
from helmwright.validate.dialects import dialects
from helmwright.validate.hooks import hooks
from helmwright.validate.namespaces import namespaces
from helmwright.validate.node_room import SUBNET
from helmwright.validate.nodes import nodes
from helmwright.validate.objects import Rendered, duplicates, selectors
from helmwright.validate.permissions import permissions
from helmwright.validate.pod_fields import pod_fields
from helmwright.validate.problems import finding
from helmwright.validate.retired import retired
from helmwright.validate.unread import Archives, archives, unread
from helmwright.validate.validator import Problem, Validator
from helmwright.yamlio.documents import documents


def check(
    resolved: Resolved,
    tree: Tree,
    manifests: Mapping[str, Sequence[Manifest]],
    validator: Validator,
) -> Findings:
    """The findings of every environment's objects, those of `bootstrap/` included."""
    vendored = archives(tree)
    found = in_environments(
        (found, environment.name)
        for environment in resolved.inputs.environments.values()
        for found in _environment(resolved, environment, tree, vendored, manifests, validator)
    )
    return ordered(weighed(found, (*HELM, *KUBERNETES)))


def _environment(
    resolved: Resolved,
    environment: Environment,
    tree: Tree,
    vendored: Archives,
    manifests: Mapping[str, Sequence[Manifest]],
    validator: Validator,
) -> Iterator[Finding]:
    releases = [release for release in resolved.releases if release.environment.name == environment.name]
    rendered = [(release, manifest) for release in releases for manifest in manifests[release.name]]
    owners = {id(manifest): release for release, manifest in rendered}
    plain = list(_plain(tree, environment))
    scopes = custom_scopes(manifest for _, manifest in rendered)
    yield from chain.from_iterable(unread(release, vendored) for release in releases if release.is_addon)
    yield from cluster_roles(resolved, environment, rendered)
    found = _problems(resolved, environment, rendered, plain, scopes, validator)
    for problem in (*found, *hooks(rendered, vendored)):
        owner = owners.get(id(problem.manifest))
        if not _accepted(problem, resolved) and not _beyond_us(problem, owner, scopes):
            yield finding(problem, _location(resolved, environment, problem, owner))


def _problems(
    resolved: Resolved,
    environment: Environment,
    rendered: Rendered,
    plain: Sequence[Manifest],
    scopes: Scopes,
    validator: Validator,
) -> Iterator[Problem]:
    """What is wrong with an environment's objects; `plain` are those of its bootstrap files."""
    everything = [*(manifest for _, manifest in rendered), *plain]
    found = list(templates.validate(validator, everything, environment.cluster.kubernetes_version))
    misfits = {id(problem.manifest) for problem in found}
    yield from found
    yield from duplicates(rendered, plain)
    # Of pods that Kubernetes cannot read there are no labels and ports to find.
    if all(_accepted(problem, resolved) for problem in found):
        yield from selectors(rendered)
    fitting = [item for item in rendered if id(item[1]) not in misfits]
    yield from admission(fitting)
    yield from retired(fitting, resolved.retired)
    yield from namespaces(fitting, plain)
    yield from pod_fields(fitting)
    yield from nodes(fitting, environment, resolved.instance_types, resolved.system)
    yield from permissions(
        rendered,
        scopes,
        [manifest.object for manifest in plain if manifest.kind == "Application"],
        [manifest.object for manifest in plain if manifest.kind == "AppProject"],
    )
    yield from brought(rendered, plain, scopes, environment)
    yield from dialects(rendered, plain, scopes, environment)
    yield from accounts(rendered, plain, environment)


def _plain(tree: Tree, environment: Environment) -> Iterator[Manifest]:
    """The objects of the environment's own files, read back as Argo CD reads them."""
    folder = (f"{layout.bootstrap(environment.name)}/", f"{aws_files.auth(environment.name)}/")
    for path, content in tree.items():
        if path.startswith(folder):
            for item in documents(content.decode()):
                yield Manifest(path, item)


def _beyond_us(problem: Problem, release: Release | None, scopes: Scopes) -> bool:
    """Whether a chart of others uses a kind in a way that ours does not, and nothing here says what the kind has.

    The schemas that ship are of what helmwright writes; the definition itself is that of an add-on.
    """
    manifest = problem.manifest
    custom = is_custom(manifest.group) and (manifest.group, manifest.kind) not in scopes
    of_others = release is not None and release.is_addon and manifest.alias
    return problem.code == "K101" and custom and bool(of_others)


def _accepted(problem: Problem, resolved: Resolved) -> bool:
    """Whether the kind lacks a schema and the repository says that it may."""
    manifest = problem.manifest
    kind = f"{manifest.api_version}/{manifest.kind}"
    return problem.code == "K102" and kind in resolved.inputs.repository.unvalidated_kinds


def _location(
    resolved: Resolved, environment: Environment, problem: Problem, release: Release | None
) -> Location:
    manifest = problem.manifest
    if release is None and manifest.kind == "ResourceQuota":
        name = manifest.namespace if manifest.namespace in environment.quotas else "default"
        return environment.source.at(("quotas", name, problem.path[-1]))
    if release is None and problem.code == "K231":
        return environment.source.at(("argocd", "version"))
    if manifest.kind == SUBNET:
        return environment.source.at(("cluster", "vpc", "subnets", manifest.source))
    if release is None:
        return Location(manifest.source)
    return locate.of_manifest(resolved, release, problem.manifest, problem.path)
