"""Repositories in memory: a few fields, taken through the pipeline's first stages as files would be.

Every descriptor must follow its schema and every reference must lead somewhere, so that no test is built on
input that the program would refuse.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from helmwright import layout
from helmwright.charts.package import ChartPackage, ChartPin
from helmwright.descriptors import schema
from helmwright.emit import plan
from helmwright.emit.service.values import values
from helmwright.model.build import build
from helmwright.model.field import plain
from helmwright.model.graph import connect
from helmwright.model.release import Release
from helmwright.model.resolve import resolve
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service
from helmwright.model.source import Source, Sources
from helmwright.tree import Tree
from helmwright.yamlio import descriptor as reader

Fields = Mapping[str, Any]

IMAGE = {"repository": "ghcr.io/acme/app", "tag": "1.0.0"}
RESOURCES = {"requests": {"cpu": "50m", "memory": "64Mi"}, "limits": {"memory": "128Mi"}}
SERVICE: Fields = {"owner": "web", "image": IMAGE, "resources": RESOURCES}
"""What each service has unless it says otherwise."""
ENVIRONMENT: Fields = {"cluster": {"name": "acme", "provider": "generic", "kubernetesVersion": "1.34"}}
EKS: Fields = {
    "cluster": {
        "name": "acme-prod",
        "provider": "eks",
        "kubernetesVersion": "1.34",
        "region": "eu-west-1",
        "accountId": "111122223333",
        "vpc": {"id": "vpc-0a1b2c3d4e5f60718", "cidrs": ["10.0.0.0/16"]},
    },
    "domain": "acme.example",
    "identity": {"type": "irsa"},
    "externals": {"logs": {"host": "logs.acme.example", "port": 443}},
}
"""An environment that says all that the known add-ons want to know, but for facts of their own."""
BLUE_AND_GREEN: Fields = {
    "clusters": {
        color: {
            "cluster": {"name": f"acme-{color}"},
            "argocd": {"destination": f"acme-{color}"},
            "domain": f"{color}.acme.example",
        }
        for color in ("blue", "green")
    },
    "live": "blue",
}
"""What makes two clusters of an environment, of which one is live."""
REPOSITORY: Fields = {
    "name": "acme",
    "repoURL": "https://git.example/acme.git",
    "teams": {"web": {"description": "The web team"}, "shop": {}},
}
PACKAGE = ChartPackage("service", "1.2.3", b"an archive", "file://../../../charts/service", b"{}")
"""A chart that is vendored, for what never looks inside."""


def source(path: str, text: str) -> Source:
    """The descriptor that a file at `path` with this text would be."""
    place = layout.place(path)
    document = reader.read(text.encode())
    assert place is not None, path
    assert isinstance(document, reader.Document), document
    return Source(path, place, document)


def descriptor(path: str, fields: Fields) -> Source:
    """The descriptor at `path` with these fields, and the two that each must have."""
    place = layout.place(path)
    assert place is not None, path
    return source(path, json.dumps({"apiVersion": "helmwright.dev/v1", "kind": place.kind, **fields}))


def from_sources(items: Iterable[Source]) -> Resolved:
    """The repository that these descriptors describe."""
    sources = Sources(tuple(items), ())
    assert schema.check(sources) == ()
    inputs = build(sources)
    releases, unresolved = resolve(inputs)
    assert unresolved == ()
    graphs, broken = connect(releases)
    assert broken == ()
    return Resolved(inputs, releases, graphs)


def repository(
    services: Mapping[str, Fields],
    *,
    environments: Mapping[str, Fields] | None = None,
    apps: Mapping[str, Fields] | None = None,
    settings: Fields | None = None,
) -> Resolved:
    """The repository with these services by `app/service`, in `prod` alone unless environments are given."""
    environments = {"prod": {}} if environments is None else environments
    keys = {key: key.split("/") for key in services}
    return from_sources(
        [
            descriptor(layout.REPOSITORY, {**REPOSITORY, **(settings or {})}),
            *(
                descriptor(layout.environment(name), {**ENVIRONMENT, **environments[name]})
                for name in sorted(environments)
            ),
            *(descriptor(layout.app(name), fields) for name, fields in sorted((apps or {}).items())),
            *(
                descriptor(layout.service(*keys[key]), {**SERVICE, **services[key]})
                for key in sorted(services)
            ),
        ]
    )


def release(resolved: Resolved, name: str) -> Release:
    """The release called `name`: `prod-shop`."""
    return next(item for item in resolved.releases if item.name == name)


def service(resolved: Resolved, key: str, environment: str = "prod") -> Service:
    """The service `app/service` in an environment."""
    app, name = key.split("/")
    return next(item for item in release(resolved, f"{environment}-{app}").services if item.name == name)


def charts(resolved: Resolved, package: ChartPackage = PACKAGE) -> Mapping[str, Tree]:
    """The planned umbrella charts by release."""
    return plan.charts(resolved.releases, resolved.graphs, {ChartPin("service"): package})


def chart_values(resolved: Resolved, key: str, environment: str = "prod") -> Fields:
    """What the service's block in its umbrella chart's values.yaml holds."""
    found = service(resolved, key, environment)
    result: Fields = plain(
        values(found, release(resolved, f"{environment}-{found.app}"), resolved.graphs[environment])
    )
    return result


def cart_values(fields: Fields, environment: Fields | None = None) -> Fields:
    """The values of `shop/cart` with these fields, alone in `prod`, beyond what every service has."""
    resolved = repository({"shop/cart": fields}, environments={"prod": environment or {}})
    same = chart_values(repository({"shop/cart": {}}), "shop/cart")
    found = chart_values(resolved, "shop/cart")
    return {name: value for name, value in found.items() if name not in same or same[name] != value}
