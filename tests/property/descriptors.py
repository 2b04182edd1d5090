"""Repositories as hypothesis draws them from the descriptor schemas, for whoever needs many different ones."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from tests.property.schema_values import descriptors, fields
from tests.property.sound import SCALING, Target, services

from helmwright import layout
from helmwright.layout import Kind
from helmwright.model.exposure.every_kind import KINDS

Repository = dict[str, dict[str, Any]]
"""Descriptors by path."""

_APPS, _ADDONS, _SERVICES, _ENVIRONMENTS, _TEAMS = (
    ("blog", "shop"),
    ("cache", "dns"),
    ("cart", "db", "web"),
    ("dev", "prod"),
    ("one", "two"),
)

# What JSON writes as it is and YAML does not take.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def text(value: Any) -> str:
    """JSON-like data as JSON that is YAML: characters beyond ASCII as they are, for YAML has no pairs of escapes."""
    written = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)


_NAMES: Mapping[str, st.SearchStrategy[Any]] = {
    "owner": st.sampled_from((*_TEAMS, "nobody")),
    "reference": st.sampled_from((*_SERVICES, "shop/cart", "shop/cart/http", "blog/web", "none/such")),
    "portName": st.sampled_from(("http", "grpc", "metrics")),
}
_PRESENCE = st.dictionaries(st.sampled_from((*_ENVIRONMENTS, "nowhere")), st.booleans())
_OVERRIDES = st.dictionaries(st.sampled_from(_ENVIRONMENTS), st.booleans() | fields(_NAMES), max_size=2)
_FACTS = ("cluster.name", "domain", "facts.a", "{cluster.name}-{name}", "{cluster", "none")
_VALUES = st.recursive(
    st.booleans()
    | st.integers(-9, 9)
    | st.text("ab{}*", max_size=4)
    | st.fixed_dictionaries({"fromEnvironment": st.sampled_from(_FACTS)}),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
    max_leaves=6,
).map(lambda value: {"a": value})
_CHARTS = st.sampled_from(
    (
        {"name": "widgets", "repository": "https://charts.example", "version": "1.2.0"},
        {"name": "widgets", "repository": "oci://charts.example/stable", "version": "v1.2.0-rc.1+1"},
        {"path": "charts/own"},
    )
)
_ANY = {
    Kind.REPOSITORY: descriptors(Kind.REPOSITORY, _NAMES),
    Kind.ENVIRONMENT: descriptors(Kind.ENVIRONMENT, _NAMES),
    Kind.APP: descriptors(Kind.APP, {**_NAMES, "environments": _PRESENCE}),
    Kind.SERVICE: descriptors(Kind.SERVICE, {**_NAMES, "environments": _OVERRIDES}),
    Kind.ADDON: descriptors(
        Kind.ADDON,
        {
            **_NAMES,
            "chart": _CHARTS,
            "values": _VALUES,
            "instances": st.dictionaries(
                st.sampled_from(_SERVICES), st.fixed_dictionaries({"values": _VALUES})
            ),
            "objects": st.dictionaries(st.sampled_from(_SERVICES), _VALUES),
            "environments": _PRESENCE | st.just({"prod": {"values": {"a": {"b": 1}}}}),
        },
    ),
}


@st.composite
def any_repositories(draw: st.DrawFn) -> Repository:
    """Descriptors that follow their schemas, with names that sometimes meet and need not agree otherwise."""
    result: Repository = {layout.REPOSITORY: draw(_ANY[Kind.REPOSITORY])}
    for environment in draw(st.sets(st.sampled_from(_ENVIRONMENTS))):
        result[layout.environment(environment)] = draw(_ANY[Kind.ENVIRONMENT])
    for addon in draw(st.sets(st.sampled_from(_ADDONS))):
        result[layout.addon(addon)] = draw(_ANY[Kind.ADDON])
    for app in draw(st.sets(st.sampled_from(_APPS))):
        if draw(st.booleans()):
            result[layout.app(app)] = draw(_ANY[Kind.APP])
        for service in draw(st.sets(st.sampled_from(_SERVICES))):
            result[layout.service(app, service)] = draw(_ANY[Kind.SERVICE])
    return result


@st.composite
def sound_repositories(draw: st.DrawFn) -> Repository:
    """Repositories that the rules allow too, so that they can be rendered."""
    result: Repository = {
        layout.REPOSITORY: _descriptor(
            Kind.REPOSITORY,
            name="acme",
            repoURL="https://git.example/acme.git",
            teams={team: {} for team in _TEAMS},
            defaults=draw(
                st.fixed_dictionaries({}, optional={"links": st.just({"wiki": "https://wiki.example"})})
            ),
        )
    }
    environments = sorted(draw(st.sets(st.sampled_from(_ENVIRONMENTS), min_size=1)))
    for environment in environments:
        result[layout.environment(environment)] = draw(_environments(environment))
    targets: list[Target] = []
    for app in sorted(draw(st.sets(st.sampled_from(_APPS), min_size=1))):
        result[layout.app(app)] = _descriptor(
            Kind.APP, owner=draw(st.sampled_from(_TEAMS)), wave=draw(st.integers(-10, 100))
        )
        for service in sorted(draw(st.sets(st.sampled_from(_SERVICES), min_size=1))):
            given = draw(services(f"{service}-{app}", tuple(targets)))
            overrides = st.dictionaries(st.sampled_from(environments), SCALING, max_size=1)
            path = layout.service(app, service)
            result[path] = _descriptor(Kind.SERVICE, **given, environments=draw(overrides))
            if given["ports"]:
                targets.append(Target(f"{app}/{service}", tuple(sorted(given["ports"]))))
    return result


@st.composite
def _environments(draw: st.DrawFn, name: str) -> dict[str, Any]:
    version = draw(st.sampled_from(["1.31", "1.34", "1.34.2", "1.37"]))
    cluster = {
        "name": name,
        "provider": "generic",
        "kubernetesVersion": version,
        "vpc": {"cidrs": ["10.0.0.0/16"]},
    }
    kind = draw(st.sampled_from(["NodePort", "LoadBalancer", "Ingress", "ALB", "Gateway", "ClusterIP"]))
    needed = {"gateway": {"name": "public", "namespace": "gateways"}} if kind == "Gateway" else {}
    used = {"annotations", *(KINDS[kind].uses if kind in KINDS else ())}
    settings: Mapping[str, st.SearchStrategy[Any]] = {
        "annotations": st.just({"example.com/a": "1"}),
        "hostnameAnnotation": st.just("dns.example/hostname"),
        "className": st.just("nginx"),
        "controllerNamespace": st.just("ingress-nginx"),
        "sourceRanges": st.just(["203.0.113.0/24"]),
        "tls": st.booleans(),
    }
    optional = {name: strategy for name, strategy in settings.items() if name in used}
    exposure = {"type": kind, **needed, **draw(st.fixed_dictionaries({}, optional=optional))}
    return _descriptor(
        Kind.ENVIRONMENT,
        cluster=cluster,
        domain="acme.example",
        exposure=exposure,
        safety=draw(st.sampled_from(["guarded", "relaxed"])),
        podSecurity=draw(st.sampled_from(["restricted", "baseline", "privileged"])),
        namespacePattern=draw(st.sampled_from(["{app}", "{app}-{environment}"])),
        secretStores={"default": {"name": "vault"}},
        storageClasses={"fast": "gp3"},
        registry=draw(st.sampled_from([{}, {"a": "mirror.example/a"}])),
        quotas=draw(st.sampled_from([{}, {"default": {"pods": "2000"}}])),
        limits=draw(st.sampled_from([{}, {"defaultRequest": {"cpu": "50m"}, "max": {"memory": "64Gi"}}])),
    )


def _descriptor(kind: Kind, **given: Any) -> dict[str, Any]:
    return {"apiVersion": "helmwright.dev/v1", "kind": kind.value, **given}
