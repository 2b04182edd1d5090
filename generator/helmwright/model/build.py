"""Descriptors that follow their schemas, as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from helmwright import layout
from helmwright.charts.package import ChartPin
from helmwright.findings import Severity
from helmwright.layout import Kind
from helmwright.model.access import roles
from helmwright.model.argocd import argocd
from helmwright.model.clusters import CLUSTERS, expanded
from helmwright.model.config_files import with_contents
from helmwright.model.exposure.given import given
from helmwright.model.facts import facts
from helmwright.model.grouping import Grouping
from helmwright.model.inputs import (
    AddonSource,
    App,
    Cluster,
    Environment,
    External,
    Inputs,
    Provider,
    Repository,
    Safety,
    SecretStore,
    ServiceSource,
    SpotNodes,
)
from helmwright.model.merge import Fields, normalize
from helmwright.model.nodes import nodes
from helmwright.model.observability import monitoring, tracing
from helmwright.model.origins import Layer
from helmwright.model.presence import presence
from helmwright.model.source import Source, Sources
from helmwright.model.team import team

Data = Mapping[str, Any]


def build(sources: Sources, known_roles: Data = MappingProxyType({})) -> Inputs:
    """The repository that the descriptors describe, which have these roles unless they say otherwise.

    Every source must follow its schema, and helmwright.yaml must be among them.
    """
    sources = expanded(replace(sources, items=tuple(map(with_contents, sources.items))))
    (repository,) = sources.of(Kind.REPOSITORY)
    services = tuple(map(_service, _sorted(sources, Kind.SERVICE)))
    said_roles = (known_roles, repository.data.get("roles", {}))
    environments = [_environment(source, *said_roles) for source in _sorted(sources, Kind.ENVIRONMENT)]
    described = {source.place.name: source for kind in _OF_APPS for source in sources.of(kind)}
    apps = sorted({service.app for service in services} | set(described))
    return Inputs(
        repository=_repository(repository, said_roles),
        environments={environment.name: environment for environment in environments},
        apps={name: _app(name, described.get(name)) for name in apps},
        services=services,
        addons=tuple(map(_addon, _sorted(sources, Kind.ADDON))),
        releases=sources.releases,
    )


_OF_APPS = (Kind.ADDON, Kind.APP)
"""Whose descriptors are an app's own file; a rule refuses both at once."""


def _sorted(sources: Sources, kind: Kind) -> list[Source]:
    """Descriptors by app and name, which is not the order of their paths: `cart` comes before `cart-api`."""
    return sorted(sources.of(kind), key=lambda source: (source.place.app, source.place.name))


def _repository(source: Source, said_roles: Sequence[Data]) -> Repository:
    data: Data = source.data
    return Repository(
        source=source,
        repo_url=data["repoURL"],
        tool_version=data.get("toolVersion", ""),
        teams={name: team(name, said) for name, said in sorted(data.get("teams", {}).items())},
        application_annotations=_annotations(data),
        roles=said_roles,
        defaults=normalize(data.get("defaults", {})),
        profiles={name: normalize(fields) for name, fields in data.get("profiles", {}).items()},
        severities={code: Severity(rule["severity"]) for code, rule in data.get("rules", {}).items()},
        unvalidated_kinds=frozenset(data.get("unvalidatedKinds", {})),
        accepted={place: frozenset(codes) for place, codes in data.get("accepted", {}).items()},
    )


def _environment(source: Source, *given_roles: Data) -> Environment:
    data: Data = source.data
    cluster: Data = data["cluster"]
    return Environment(
        source=source,
        name=source.place.name,
        cluster=Cluster(
            name=cluster["name"],
            provider=Provider(cluster["provider"]),
            kubernetes_version=cluster["kubernetesVersion"],
            region=cluster.get("region", ""),
            api_versions=tuple(cluster.get("apiVersions", ())),
            cidrs=tuple(cluster.get("vpc", {}).get("cidrs", ())),
            account_id=cluster.get("accountId", ""),
            auto_mode=cluster.get("autoMode", False),
            nodes=nodes(cluster),
        ),
        argocd=argocd(data.get("argocd", {})),
        revision=data.get("revision", "HEAD"),
        domain=data.get("domain", ""),
        exposure=given(source),
        safety=Safety(data.get("safety", "guarded")),
        registry=data.get("registry", {}),
        storage_classes=data.get("storageClasses", {}),
        spot_nodes=_spot_nodes(data["spotNodes"]) if "spotNodes" in data else None,
        secret_stores={
            name: SecretStore(
                store["name"], store.get("kind", "ClusterSecretStore"), tuple(store.get("paths", ()))
            )
            for name, store in data.get("secretStores", {}).items()
        },
        identity=data.get("identity", {}).get("type", ""),
        reloader=data.get("reloader", False),
        monitoring=monitoring(data.get("monitoring")),
        tracing=tracing(data.get("tracing")),
        externals={
            name: External(item["host"], item["port"], tuple(item.get("cidrs", ())), item.get("tls", False))
            for name, item in sorted(data.get("externals", {}).items())
        },
        security_groups=data.get("securityGroups", {}),
        pod_security=data.get("podSecurity", "restricted"),
        namespaces=data.get("namespaces", {}),
        quotas=data.get("quotas", {}),
        limits=data.get("limits", {}),
        namespace_pattern=data.get("namespacePattern", "{app}"),
        roles=roles(*given_roles, data.get("roles", {})),
        access_principals=data.get("accessPrincipals", {}),
        aws_auth=data.get("awsAuth", {}),
        sync_windows=data.get("syncWindows", ()),
        application_annotations=_annotations(data),
        charts={
            name: _pin(name, source, ("charts", name), pin) for name, pin in data.get("charts", {}).items()
        },
        defaults=tuple(_defaults(source)),
        facts=facts(source),
        provides=frozenset(data.get("provides", ())),
    )


def _defaults(source: Source) -> Iterator[Layer]:
    """What services start from: in all clusters of the environment, then in this one."""
    whole = source
    places: list[tuple[str, ...]] = [("defaults",)]
    if member := source.member:
        whole = member.whole
        places.append((CLUSTERS, member.key, "defaults"))
    for place in places:
        if fields := normalize(whole.said(*place).value):
            yield Layer(whole, place, fields)


def _pin(chart: str, source: Source, path: tuple[str, ...], pin: str | Data) -> ChartPin:
    if isinstance(pin, str):
        return ChartPin(chart, pin, "", source.at(path))
    return ChartPin(chart, pin["version"], pin.get("repository", ""), source.at((*path, "version")))


def _spot_nodes(data: Data) -> SpotNodes:
    return SpotNodes(data["label"], data["value"], data.get("taint", False))


def _app(name: str, source: Source | None) -> App:
    data: Data = source.data if source else {}
    return App(
        source=source,
        name=name,
        description=data.get("description", ""),
        owner=data.get("owner", ""),
        namespace=data.get("namespace", ""),
        wave=data.get("wave", 0),
        links=data.get("links", {}),
        application_annotations=_annotations(data),
        chart=_pin(layout.SERVICE_CHART, source, ("chart",), data["chart"])
        if source and source.place.kind is Kind.APP and "chart" in data
        else None,
        grouping=Grouping(data.get("grouping", Grouping.APP)),
        regrouping=data.get("regrouping", False),
        defaults=normalize(data.get("defaults", {})),
        presence=presence(data),
    )


def _annotations(data: Data) -> Mapping[str, str]:
    """Those of Applications."""
    said: Mapping[str, str] = data.get("applications", {}).get("annotations", {})
    return said


_NOT_FIELDS = ("apiVersion", "kind", "onlyIn", "profile")


def _service(source: Source) -> ServiceSource:
    data: dict[str, Any] = dict(source.data)
    environments: Data = data.pop("environments", {})
    overrides: dict[str, Fields] = {
        name: normalize(value) for name, value in environments.items() if isinstance(value, Mapping)
    }
    fields = {name: value for name, value in data.items() if name not in _NOT_FIELDS}
    return ServiceSource(
        source=source,
        app=source.place.app,
        name=source.place.name,
        fields=normalize(fields),
        environments=overrides,
        profile=data.get("profile", ""),
        presence=presence(source.data),
    )


def _addon(source: Source) -> AddonSource:
    data: Data = source.data
    return AddonSource(
        source=source,
        app=source.place.app,
        pin=_chart(source, data["chart"]),
        fields=data,
        environments={
            name: value for name, value in data.get("environments", {}).items() if isinstance(value, Mapping)
        },
        needs=data.get("needs", ()),
    )


def _chart(source: Source, chart: Data) -> ChartPin:
    """The chart of an add-on: one of a repository at an exact version, or a folder of this one."""
    if "path" in chart:
        return ChartPin(chart["path"].removeprefix(layout.chart("")), location=source.at(("chart", "path")))
    at = source.at(("chart", "version"))
    return ChartPin(chart["name"], chart["version"], chart["repository"], at, store=layout.ADDONS)
