"""What the descriptors of a repository say, one frozen value per file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from helmwright import names
from helmwright.charts.package import ChartPin
from helmwright.findings import Severity
from helmwright.model.access import Roles
from helmwright.model.argocd import ArgoCD
from helmwright.model.exposure.given import Given
from helmwright.model.facts import Facts
from helmwright.model.grouping import Grouping
from helmwright.model.merge import Fields
from helmwright.model.nodes import Nodes
from helmwright.model.observability import Monitoring, Tracing
from helmwright.model.origins import Layer
from helmwright.model.presence import Presence
from helmwright.model.source import Source
from helmwright.model.team import Team


class Safety(StrEnum):
    """What happens to workloads when their Application goes away."""

    GUARDED = "guarded"
    RELAXED = "relaxed"


class Provider(StrEnum):
    """What runs a cluster."""

    EKS = "eks"
    RKE2 = "rke2"
    KIND = "kind"
    GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class Repository:
    """helmwright.yaml: what holds for the repository as a whole."""

    source: Source
    repo_url: str
    tool_version: str
    teams: Mapping[str, Team]
    application_annotations: Mapping[str, str]
    roles: Sequence[Mapping[str, Any]]
    """The layers of roles below environments: those that helmwright has, and its own."""
    defaults: Fields
    profiles: Mapping[str, Fields]
    """Fields that services of one kind share, by the name that they ask for them by."""
    severities: Mapping[str, Severity]
    unvalidated_kinds: frozenset[str]
    accepted: Mapping[str, frozenset[str]]
    """The codes of findings that are accepted at a place: `apps/shop/services/cart.yaml:env.TOKEN`."""


# By the beginning of a region's name (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).
_PARTITIONS = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Facts about a target cluster."""

    name: str
    provider: Provider
    kubernetes_version: str
    region: str
    api_versions: tuple[str, ...]
    cidrs: tuple[str, ...]
    account_id: str
    auto_mode: bool = False
    """Whether AWS runs what makes its nodes, load balancers and volumes (EKS Auto Mode)."""
    nodes: Nodes | None = None
    """Where pods can run, None where nothing is said of it."""

    @property
    def minor_version(self) -> int:
        """The minor version of its Kubernetes: 34 for 1.34.2."""
        return int(self.kubernetes_version.split(".")[1])

    def role_arn(self, role: str) -> str:
        """The ARN of an IAM role of its account."""
        starts = (start for start in _PARTITIONS if self.region.startswith(start))
        partition = _PARTITIONS.get(next(starts, ""), "aws")
        return f"arn:{partition}:iam::{self.account_id}:role/{role.removeprefix('/')}"


@dataclass(frozen=True, slots=True)
class SpotNodes:
    """How nodes that the cloud can take back are told from others; `tainted` with their label's key and value."""

    label: str
    value: str
    tainted: bool


@dataclass(frozen=True, slots=True)
class SecretStore:
    """A store of External Secrets."""

    name: str
    kind: str
    paths: tuple[str, ...] = ()
    """The keys that services may have of it, with `*` and what a service is of in braces; empty for all."""


@dataclass(frozen=True, slots=True)
class External:
    """An endpoint outside the cluster; without address ranges it can be any public one."""

    host: str
    port: int
    cidrs: tuple[str, ...]
    tls: bool


@dataclass(frozen=True, slots=True)
class Environment:
    """One target cluster, or a slice of one."""

    source: Source
    name: str
    cluster: Cluster
    argocd: ArgoCD
    revision: str
    domain: str
    exposure: Given
    safety: Safety
    registry: Mapping[str, str]
    storage_classes: Mapping[str, str]
    spot_nodes: SpotNodes | None
    secret_stores: Mapping[str, SecretStore]
    security_groups: Mapping[str, str]
    """Ids by name."""
    externals: Mapping[str, External]
    identity: str
    """How pods get AWS roles, `irsa` or `podIdentity`; empty where they get none."""
    reloader: bool
    monitoring: Monitoring | None
    tracing: Tracing | None
    pod_security: str
    """The level of namespaces that say nothing else."""
    namespaces: Mapping[str, Mapping[str, Any]]
    """What namespaces have beside the others, by name, and `default` for all."""
    quotas: Mapping[str, Mapping[str, str]]
    limits: Mapping[str, Any]
    namespace_pattern: str
    roles: Roles
    """What roles may do here."""
    access_principals: Mapping[str, Sequence[str]]
    """The ARNs of IAM roles and users, by role, or by team and role."""
    aws_auth: Mapping[str, Sequence[str]]
    """The ARNs of nodes' roles, where the cluster still reads the ConfigMap aws-auth."""
    sync_windows: Sequence[Mapping[str, Any]]
    application_annotations: Mapping[str, str]
    charts: Mapping[str, ChartPin]
    defaults: tuple[Layer, ...]
    """What services start from, the lowest first."""
    facts: Facts
    provides: frozenset[str]
    """What the cluster has without an add-on: `Kind.group`, or `Kind/name`."""

    @property
    def called(self) -> tuple[str, ...]:
        """The names by which descriptors mean it, the one that means the fewest last."""
        member = self.source.member
        if member is None:
            return (self.name,)
        return member.environment, names.member(member.environment, member.key)

    def pod_security_of(self, namespace: str) -> str:
        """The Pod Security level that a namespace enforces."""
        said = (self.namespaces.get(name, {}).get("podSecurity") for name in (namespace, "default"))
        return next(filter(None, said), self.pod_security)

    def metadata_of(self, namespace: str, field: str) -> dict[str, str]:
        """The `labels` or `annotations` that it gives a namespace, its own over those of all."""
        both = (self.namespaces.get(name, {}).get(field, {}) for name in ("default", namespace))
        return {key: value for said in both for key, value in said.items()}

    def denies(self, namespace: str) -> bool:
        """Whether a NetworkPolicy closes the namespace for all of its pods."""
        said = (self.namespaces.get(name, {}).get("defaultDeny") for name in (namespace, "default"))
        return next((answer for answer in said if answer is not None), False)

    def owns(self, namespace: str) -> bool:
        """Whether helmwright makes a namespace here: not one of the cluster's own parts or of Argo CD."""
        argocd = self.argocd
        beside_argocd = argocd.destination == argocd.bootstrap_destination
        return namespace not in names.SYSTEM_NAMESPACES and not (
            beside_argocd and namespace == argocd.namespace
        )

    def namespace(self, app: App) -> str:
        """The namespace of an app here: its own, else the environment's pattern."""
        return app.namespace or names.namespace(self.namespace_pattern, self.name, app.name)


@dataclass(frozen=True, slots=True)
class App:
    """A folder of services released together, or an add-on. `source` is None for one without a file of its own."""

    source: Source | None
    name: str
    description: str
    owner: str
    namespace: str
    wave: int
    links: Mapping[str, str]
    application_annotations: Mapping[str, str]
    chart: ChartPin | None
    """The service chart that the app uses, whatever its environments say."""
    grouping: Grouping
    regrouping: bool
    """Whether its Applications take over from those of the other grouping."""
    defaults: Fields
    presence: Presence


@dataclass(frozen=True, slots=True)
class ServiceSource:
    """A service's file before any environment is known."""

    source: Source
    app: str
    name: str
    fields: Fields
    environments: Mapping[str, Fields]
    profile: str
    """The profile that it starts from, empty for none."""
    presence: Presence


@dataclass(frozen=True, slots=True)
class AddonSource:
    """An add-on's file before any environment is known; its app has the same file."""

    source: Source
    app: str
    pin: ChartPin
    fields: Fields
    environments: Mapping[str, Fields]
    needs: Sequence[str]
    """The apps of the add-ons without which it does not work."""

    def pins(self, called: Sequence[str]) -> Iterator[ChartPin]:
        """The chart as the environment that is called so has it, where that differs, then as all have it."""
        for name in reversed(called):
            chart = self.environments.get(name, {}).get("chart", {})
            if "version" in chart:
                at = self.source.at(("environments", name, "chart", "version"))
                yield replace(self.pin, version=chart["version"], location=at)
        yield self.pin

    @property
    def versions(self) -> Iterator[ChartPin]:
        """The chart in every version that is asked for somewhere, nothing where it is the repository's own."""
        if self.pin.version:
            for environment in ("", *self.environments):
                yield next(self.pins([environment]))

    @property
    def instances(self) -> Iterator[tuple[str, ...]]:
        """The paths of all uses of the chart that have a name."""
        for path, fields in (
            ((), self.fields),
            *((("environments", name), said) for name, said in self.environments.items()),
        ):
            yield from ((*path, "instances", name) for name in fields.get("instances", {}))


@dataclass(frozen=True, slots=True)
class Inputs:
    """A whole repository, every mapping sorted by name; services by app and name, add-ons by app.

    `releases` are the paths of the archives of released charts.
    """

    repository: Repository
    environments: Mapping[str, Environment]
    apps: Mapping[str, App]
    services: tuple[ServiceSource, ...]
    addons: tuple[AddonSource, ...]
    releases: tuple[str, ...]

    @property
    def sources(self) -> Iterator[Source]:
        """Every descriptor's file."""
        yield self.repository.source
        yield from (environment.source for environment in self.environments.values())
        yield from (app.source for app in self.apps.values() if app.source)
        yield from (service.source for service in self.services)
