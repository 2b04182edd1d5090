"""Whether an Argo CD is one that can deploy what is generated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helmwright import names
from helmwright.codes.code import Code
from helmwright.findings import Finding, Location, Severity, listed
from helmwright.hints import did_you_mean
from helmwright.live.observed import Observed
from helmwright.model.inputs import Environment, Repository
from helmwright.model.release import Release

OLDEST = (3, 5)
"""The oldest Argo CD that knows every field of the generated Applications and projects."""

CODES = (
    Code(
        "G101",
        "no Argo CD in its namespace",
        "Applications and projects are only read in Argo CD's own namespace: applied elsewhere they do nothing.",
        "Name Argo CD's namespace in argocd.namespace of the environment, or the cluster that it runs in with "
        "--context.",
    ),
    Code(
        "G102",
        "Argo CD older than what is generated",
        "A field that Argo CD does not know is dropped: syncs are not tried again with the newest commit, and projects "
        "permit every cluster-scoped object of a kind instead of those that are named.",
        "Upgrade Argo CD, or say its version in argocd.version of the environment.",
        severity=Severity.WARNING,
    ),
    Code(
        "G103",
        "cluster that Argo CD does not know",
        "Applications name their cluster, and none of that name is known: their status is Unknown, and nothing is "
        "deployed.",
        "Correct argocd.destination of the environment, or register the cluster with Argo CD under that name.",
    ),
    Code(
        "G104",
        "objects tracked by their label",
        "Controllers copy labels to what they make. Argo CD takes such a copy for an object that is no longer wanted, "
        "and prunes it.",
        "Remove application.resourceTrackingMethod from the ConfigMap argocd-cm, or set it to annotation.",
        severity=Severity.WARNING,
    ),
    Code(
        "G105",
        "waves of apps that do not wait",
        "Without a health check for Applications the root goes on to the next wave as soon as the Applications of one "
        "exist, and not when they are deployed.",
        "Set resource.customizations.health.argoproj.io_Application in argocd-cm, as Argo CD's documentation of health "
        "shows it, or let the apps come up in any order.",
        severity=Severity.WARNING,
    ),
    Code(
        "G106",
        "repository known by another spelling",
        "Argo CD has a login for the repository, but not for the URL that Applications name, and cannot read it.",
        "Write repoURL in helmwright.yaml as Argo CD's Secret has it, or the Secret as repoURL.",
    ),
    Code(
        "G107",
        "cluster of another Kubernetes version",
        "Objects were rendered for, and checked against, a version that the cluster does not run: it may refuse them, "
        "or drop fields.",
        "Correct cluster.kubernetesVersion of the environment and generate again.",
        severity=Severity.WARNING,
    ),
    Code(
        "G108",
        "impersonation on one side alone",
        "Where only Argo CD impersonates, it syncs no Application of the environment, since its projects name no "
        "account. Where only the environment says so, Argo CD acts as itself, with all of its rights.",
        "Set application.sync.impersonation.enabled in argocd-cm, once the accounts are in the cluster, or write "
        "argocd: {impersonation: true} in the environment.",
    ),
)

_IMPERSONATION = "application.sync.impersonation.enabled"
_TRACKING = "application.resourceTrackingMethod"
_APPLICATION_HEALTH = "resource.customizations.health.argoproj.io_Application"


def check(
    repository: Repository, environment: Environment, releases: Iterable[Release], observed: Observed
) -> Iterator[Finding]:
    """What of an Argo CD does not fit an environment, and the releases of it."""
    if observed.settings is None:
        message = f"there is no Argo CD in the namespace {observed.namespace}: no ConfigMap argocd-cm"
        hint = "kubectl get configmaps --all-namespaces | grep argocd-cm"
        yield Finding("G101", _at(environment, "argocd", "namespace"), message, hint)
        return
    yield from _version(environment, observed)
    yield from _destinations(environment, observed)
    if observed.settings.get(_TRACKING) == "label":
        message = "Argo CD tracks objects by a label, which controllers copy to what they make"
        yield Finding("G104", environment.source.at(), message, f"remove {_TRACKING} from argocd-cm")
    yield from _impersonation(environment, observed.settings.get(_IMPERSONATION) == "true")
    yield from _waves(releases, observed)
    yield from _spelling(repository, observed)
    yield from _kubernetes(environment, observed)


def _version(environment: Environment, observed: Observed) -> Iterator[Finding]:
    for version in sorted(observed.versions):
        major, minor, *_ = version.split(".")
        oldest = environment.argocd.minor if environment.argocd.version else OLDEST
        if (int(major), int(minor)) < oldest:
            needed = ".".join(map(str, oldest))
            message = f"Argo CD {version} does not know all fields that are generated"
            yield Finding("G102", environment.source.at(), message, f"{needed} does")


def _destinations(environment: Environment, observed: Observed) -> Iterator[Finding]:
    if observed.clusters is None:
        return
    known = {*observed.clusters, names.IN_CLUSTER}
    argocd = environment.argocd
    named = {"destination": argocd.destination, "bootstrapDestination": argocd.bootstrap_destination}
    for key, name in named.items():
        if name not in known and "server" not in argocd.place(name, ""):
            hint = did_you_mean(name, sorted(known), f"it knows {listed(sorted(known))}")
            message = f"Argo CD knows no cluster called '{name}'"
            yield Finding("G103", _at(environment, "argocd", key), message, hint)


def _impersonation(environment: Environment, switched_on: bool) -> Iterator[Finding]:
    if switched_on != (environment.argocd.impersonation is not None):
        which = "does not impersonate, and acts as itself"
        hint = f'{_IMPERSONATION}: "true"'
        if switched_on:
            which = "alone impersonates, and syncs nothing"
            hint = (
                f'write argocd: {{impersonation: true}}, or {_IMPERSONATION}: "false" for every environment'
            )
        yield Finding("G108", _at(environment, "argocd", "impersonation"), f"Argo CD {which}", hint)


def _waves(releases: Iterable[Release], observed: Observed) -> Iterator[Finding]:
    if observed.settings is None or _APPLICATION_HEALTH in observed.settings:
        return
    for release in releases:
        if release.app.wave and release.app.source:
            message = (
                f"wave {release.app.wave} orders when Applications are made, and waits for none to be healthy"
            )
            hint = f"set {_APPLICATION_HEALTH} in argocd-cm"
            yield Finding("G105", release.app.source.at(("wave",)), message, hint)


def _spelling(repository: Repository, observed: Observed) -> Iterator[Finding]:
    url = repository.repo_url
    known = observed.repositories or frozenset()
    if any(url.startswith(item) for item in known):
        return
    for other in sorted(item for item in known if _place(item) == _place(url)):
        message = f"Argo CD has a login for '{other}', and Applications name '{url}'"
        yield Finding("G106", repository.source.at(("repoURL",)), message, "write both in the same way")


def _place(url: str) -> str:
    """What is the same in every spelling of a repository's URL: `git.example/acme/platform`."""
    place = url.partition("://")[2] or url.replace(":", "/", 1)
    return place.rpartition("@")[2].rstrip("/").removesuffix(".git").casefold()


def _kubernetes(environment: Environment, observed: Observed) -> Iterator[Finding]:
    wanted = ".".join(environment.cluster.kubernetes_version.split(".")[:2])
    if environment.argocd.destination == names.IN_CLUSTER and observed.kubernetes != wanted:
        message = f"the cluster runs Kubernetes {observed.kubernetes}, and what is generated is for {wanted}"
        hint = f'kubernetesVersion: "{observed.kubernetes}"'
        yield Finding("G107", _at(environment, "cluster", "kubernetesVersion"), message, hint)


def _at(environment: Environment, *path: str) -> Location:
    return environment.source.at(path)
