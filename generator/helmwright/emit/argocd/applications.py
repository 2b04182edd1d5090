"""Argo CD Applications: one for each release, one for the namespaces, and the root that owns them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from json import dumps
from typing import Any

from helmwright import layout, names
from helmwright.emit.argocd.metadata import ENVIRONMENT, WAVE, metadata
from helmwright.kubernetes.manifests import DEFINITION, Manifest
from helmwright.kubernetes.usage import AUTOSCALERS
from helmwright.model.inputs import Environment, Inputs, Safety
from helmwright.model.release import Release

API_VERSION = "argoproj.io/v1alpha1"
FINALIZER = "resources-finalizer.argocd.argoproj.io"
PATHS = "argocd.argoproj.io/manifest-generate-paths"
PROJECT_WAVE, NAMESPACES_WAVE, FIRST_APP_WAVE = -30, -20, 0
CLUSTER_SCOPED_NAMESPACE = "default"
"""Where an Application of cluster-scoped objects points; nothing is put there."""

Object = Mapping[str, Any]

_ANNOTATIONS = 262_144
"""The most bytes of an object's annotations (Kubernetes' pkg/apis/core/validation)."""

# Ten attempts over about an hour: an app must come up by itself once what it waits for is there, since a
# failed automated sync is not tried again for the same commit (Argo CD's auto_sync.md). `refresh` lets an attempt
# take a newer commit: without it a broken one keeps its own repair waiting for that hour (argo-cd#11494).
_RETRY = {"limit": 10, "refresh": True, "backoff": {"duration": "10s", "factor": 2, "maxDuration": "10m"}}


def root(inputs: Inputs, environment: Environment) -> Object:
    """The Application that a person applies once, and removes. It prunes where nobody is needed for that."""
    source = {
        "path": layout.bootstrap(environment.name),
        "directory": {"recurse": True, "exclude": "namespaces/*"},
    }
    return _application(
        inputs,
        environment,
        metadata={
            "name": names.application(environment.name, names.ROOT),
            "namespace": environment.argocd.namespace,
            "labels": {ENVIRONMENT: environment.name},
            "annotations": {PATHS: "."},
        },
        project=names.project(environment.name, names.ROOT),
        source=source,
        destination={
            "name": environment.argocd.bootstrap_destination,
            "namespace": environment.argocd.namespace,
        },
        prune=environment.safety is Safety.RELAXED,
        # By waves in reverse, so that an Application is gone before its project is, which permits what it removes.
        last=False,
    )


def namespaces(inputs: Inputs, environment: Environment) -> Object:
    """The Application that owns the environment's namespaces."""
    return _application(
        inputs,
        environment,
        metadata=_owned(environment, names.application(environment.name, names.NAMESPACES), NAMESPACES_WAVE),
        project=names.project(environment.name, names.NAMESPACES),
        # A namespace called kustomization has a file that Argo CD would otherwise take for one of Kustomize
        # (util/app/discovery/discovery.go). Without `recurse` it drops the map as empty.
        source={"path": layout.namespaces(environment.name), "directory": {"recurse": True}},
        destination={"name": environment.argocd.destination, "namespace": CLUSTER_SCOPED_NAMESPACE},
        prune=True,
    )


def application(inputs: Inputs, release: Release, rendered: Sequence[Manifest]) -> Object:
    """The Application of a release; the Helm release has the Application's name.

    It leaves the numbers of pods alone that an autoscaler among what is `rendered` moves, and what its content says.
    Where Jobs have a wave of
    their own, each sync goes through all waves: one of what has changed alone would go past a Job that has failed.
    """
    environment = release.environment
    return _application(
        inputs,
        environment,
        metadata=_owned(environment, release.name, FIRST_APP_WAVE + release.app.wave),
        project=names.project(environment.name, release.owner),
        source={
            "path": layout.umbrella(release.app.name, environment.name),
            "helm": {"releaseName": release.name},
        },
        destination={"name": environment.argocd.destination, "namespace": release.namespace},
        prune=True,
        ignored=[*_numbers(rendered), *release.content.ignored_differences],
        whole=any(map(_is_awaited, rendered)),
        server_side=any(map(_is_large, rendered)),
    )


def _owned(environment: Environment, name: str, wave: int) -> Object:
    """The metadata of an Application of the root's."""
    relaxed = environment.safety is Safety.RELAXED
    return {
        **metadata(environment, name, {PATHS: ".", WAVE: str(wave)}),
        **({"finalizers": [FINALIZER]} if relaxed else {}),
    }


def _is_awaited(manifest: Manifest) -> bool:
    """Whether it is a Job that what comes later in a sync waits for."""
    metadata = manifest.object.get("metadata") or {}
    return manifest.kind == "Job" and WAVE in (metadata.get("annotations") or {})


def _is_large(manifest: Manifest) -> bool:
    """Whether it is a definition that does not fit into an annotation, where client-side apply would put it.

    https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#server-side-apply
    """
    if manifest.kind != DEFINITION:
        return False
    return len(dumps(manifest.object, separators=(",", ":")).encode()) > _ANNOTATIONS


def _numbers(rendered: Iterable[Manifest]) -> Iterator[Object]:
    """The fields of rendered objects that autoscalers set, as Argo CD's `ignoreDifferences` names them.

    By name: what an annotation or a field's manager would tell is told of only one of the two objects that Argo CD
    compares while an autoscaler comes or goes.
    """
    targets = set()
    for manifest in rendered:
        spec = manifest.object.get("spec") if manifest.kind in AUTOSCALERS else None
        target = spec.get("scaleTargetRef") if isinstance(spec, Mapping) else None
        if isinstance(target, Mapping):  # what is none is found where objects are validated
            group = str(target.get("apiVersion", "apps/v1")).rpartition("/")[0]
            targets.add((str(target.get("kind", "Deployment")), str(target.get("name")), group))
    for kind, name, group in sorted(targets):
        yield {"group": group, "kind": kind, "name": name, "jsonPointers": ["/spec/replicas"]}


def _application(
    inputs: Inputs,
    environment: Environment,
    *,
    metadata: Object,
    project: str,
    source: Object,
    destination: Object,
    prune: bool,
    last: bool = True,
    ignored: Sequence[Object] = (),
    whole: bool = False,
    server_side: bool = False,
) -> Object:
    return {
        "apiVersion": API_VERSION,
        "kind": "Application",
        "metadata": metadata,
        "spec": {
            "project": project,
            "source": {
                "repoURL": inputs.repository.repo_url,
                "targetRevision": environment.revision,
                **source,
            },
            "destination": destination,
            "syncPolicy": {
                "automated": {"prune": prune, "selfHeal": True},
                "retry": _RETRY,
                "syncOptions": [
                    *([] if whole else ["ApplyOutOfSyncOnly=true"]),
                    "CreateNamespace=false",
                    "FailOnSharedResource=true",
                    *(["PruneLast=true"] if last else []),
                    *(["RespectIgnoreDifferences=true"] if ignored else []),
                    *(["ServerSideApply=true"] if server_side else []),
                ],
            },
            **({"ignoreDifferences": ignored} if ignored else {}),
        },
    }
