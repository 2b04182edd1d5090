"""Argo CD Applications: one for each release, one for the namespaces, and the root that owns them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from helmwright import aws_files, layout, names
from helmwright.emit.argocd.metadata import ENVIRONMENT, WAVE, metadata
from helmwright.emit.argocd.syncing import is_awaited, is_large, scaled
from helmwright.kubernetes.applications import PARKED
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.argocd import Feature
from helmwright.model.inputs import Environment, Inputs, Safety
from helmwright.model.release import Release

API_VERSION = "argoproj.io/v1alpha1"
FINALIZER = "resources-finalizer.argocd.argoproj.io"
PATHS = "argocd.argoproj.io/manifest-generate-paths"
PROJECT_WAVE, NAMESPACES_WAVE, FIRST_APP_WAVE = -30, -20, 0
CLUSTER_SCOPED_NAMESPACE = "default"
"""Where an Application of cluster-scoped objects points; nothing is put there."""

Object = Mapping[str, Any]
NOTHING: Mapping[str, str] = MappingProxyType({})
LINK = "link.argocd.argoproj.io/"

# Ten attempts over about an hour: an app must come up by itself once what it waits for is there, since a
# failed automated sync is not tried again for the same commit (Argo CD's auto_sync.md). `refresh` lets an attempt
# take a newer commit: without it a broken one keeps its own repair waiting for that hour (argo-cd#11494).
_BACKOFF = {"duration": "10s", "factor": 2, "maxDuration": "10m"}


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
        destination=environment.argocd.place(
            environment.argocd.bootstrap_destination, environment.argocd.namespace
        ),
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
        destination=environment.argocd.place(environment.argocd.destination, CLUSTER_SCOPED_NAMESPACE),
        prune=True,
    )


def aws_auth(inputs: Inputs, environment: Environment) -> Object:
    """The Application that owns the ConfigMap aws-auth.

    Without it nobody and no node gets into the cluster: nothing removes it, and what EKS adds for a new node group is
    left there until a commit says it too.
    """
    return _application(
        inputs,
        environment,
        metadata=metadata(
            environment,
            names.application(environment.name, names.AWS_AUTH),
            {PATHS: ".", WAVE: str(NAMESPACES_WAVE)},
        ),
        project=names.project(environment.name, names.AWS_AUTH),
        source={"path": aws_files.auth(environment.name), "directory": {"recurse": True}},
        destination=environment.argocd.place(environment.argocd.destination, "kube-system"),
        prune=False,
        heal=False,
        last=False,
    )


def application(inputs: Inputs, release: Release, rendered: Sequence[Manifest]) -> Object:
    """The Application of a release; the Helm release has the Application's name.

    It leaves the numbers of pods alone that an autoscaler among what is `rendered` moves, and what its content says.
    Where Jobs have a wave of their own, each sync goes through all waves: one of what has changed alone would go past
    a Job that has failed.
    """
    environment = release.environment
    return _application(
        inputs,
        environment,
        metadata=_owned(
            environment, release.name, FIRST_APP_WAVE + release.app.wave, _annotations(inputs, release)
        ),
        project=names.project(environment.name, release.owner),
        source={"path": release.folder, "helm": {"releaseName": release.instance}},
        destination=environment.argocd.place(environment.argocd.destination, release.namespace),
        prune=True,
        exclusive=not release.app.regrouping,
        ignored=[*scaled(rendered), *release.content.ignored_differences],
        whole=any(map(is_awaited, rendered)),
        server_side=any(map(is_large, rendered)),
    )


def parked(inputs: Inputs, release: Release) -> Object:
    """An Application of the other grouping, until its objects are others': it neither syncs nor deletes any."""
    whole = application(inputs, release, ())
    spec, metadata = whole["spec"], {**whole["metadata"]}
    metadata.pop("finalizers", None)
    path = layout.umbrella(release.app.name, release.environment.name)
    read = {key: spec["source"][key] for key in ("repoURL", "targetRevision")}
    return {
        **whole,
        "metadata": metadata,
        "spec": {
            "project": spec["project"],
            "source": {**read, "path": path, "directory": PARKED},
            "destination": spec["destination"],
        },
    }


def _annotations(inputs: Inputs, release: Release) -> Mapping[str, str]:
    """What files say of the Application, and the app's links as Argo CD shows them.

    https://argo-cd.readthedocs.io/en/stable/user-guide/external-url/
    """
    app = release.app
    links = {f"{LINK}{name}": url for name, url in app.links.items()}
    return {
        **inputs.repository.application_annotations,
        **release.environment.application_annotations,
        **links,
        **app.application_annotations,
    }


def _owned(environment: Environment, name: str, wave: int, said: Mapping[str, str] = NOTHING) -> Object:
    """The metadata of an Application of the root's."""
    relaxed = environment.safety is Safety.RELAXED
    return {
        **metadata(environment, name, {**said, PATHS: ".", WAVE: str(wave)}),
        **({"finalizers": [FINALIZER]} if relaxed else {}),
    }


def _application(
    inputs: Inputs,
    environment: Environment,
    *,
    metadata: Object,
    project: str,
    source: Object,
    destination: Object,
    prune: bool,
    heal: bool = True,
    last: bool = True,
    exclusive: bool = True,
    ignored: Sequence[Object] = (),
    whole: bool = False,
    server_side: bool = False,
) -> Object:
    refresh = {"refresh": True} if environment.argocd.knows(Feature.RETRY_REFRESH) else {}
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
                "automated": {"prune": prune, "selfHeal": heal},
                "retry": {"limit": 10, **refresh, "backoff": _BACKOFF},
                "syncOptions": [
                    *([] if whole else ["ApplyOutOfSyncOnly=true"]),
                    "CreateNamespace=false",
                    *(["FailOnSharedResource=true"] if exclusive else []),
                    *(["PruneLast=true"] if last else []),
                    *(["RespectIgnoreDifferences=true"] if ignored else []),
                    *(["ServerSideApply=true"] if server_side else []),
                ],
            },
            **({"ignoreDifferences": ignored} if ignored else {}),
        },
    }
