"""Every case of `cases/valid/` as Applications: what was applied is what is compared, whichever way it was applied.

Each release has a namespace of its own here, and a project that permits everything: what projects permit has stories of
its own. One that would meet another outside of its namespace, by a node port say, is left out. Definitions of custom
resources say nothing of fields here, and so set none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

import pytest
from tests.argocd import bed, controllers, repository
from tests.argocd.bed import APPLICATIONS, Bed
from tests.argocd.conftest import Took
from tests.argocd.repository import Repository
from tests.cluster.api_server import MERGE
from tests.cluster.programs import comes
from tests.test_valid_cases import NAMES, planned

from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.scopes import is_cluster_scoped
from helmwright.model.release import Release

pytestmark = [pytest.mark.argocd, *(pytest.mark.tool(name) for name in bed.PROGRAMS)]


def releases() -> Iterator[tuple[str, Release]]:
    """Every release of every case that meets no one before it, with its case."""
    taken: set[object] = set()
    for name in NAMES:
        plan = planned(name)
        for release in plan.resolved.releases if plan.resolved else ():
            wide = {what for manifest in plan.manifests[release.name] for what in outside(manifest)}
            if not wide & taken:
                taken |= wide
                yield name, release


def outside(manifest: Manifest) -> Iterator[object]:
    """What an object takes of what all namespaces share."""
    if manifest.namespace or is_cluster_scoped(manifest.group, manifest.kind):
        yield manifest.group, manifest.kind, manifest.namespace, manifest.name
    ports = manifest.object.get("spec", {}).get("ports", ()) if manifest.kind == "Service" else ()
    yield from (port["nodePort"] for port in ports if "nodePort" in port)


def application(case: str, release: Release, url: str) -> dict[str, Any]:
    name = f"{case}-{release.name}"
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Application",
        "metadata": {"name": name, "namespace": "argocd"},
        "spec": {
            "project": "default",
            "source": {
                "repoURL": url,
                "targetRevision": "main",
                "path": f"{case}/{release.folder}",
                "helm": {"releaseName": release.instance},
            },
            "destination": {"name": "in-cluster", "namespace": name},
            # Whatever differs stays so: nobody heals it.
            "syncPolicy": {"automated": {}, "syncOptions": ["CreateNamespace=true"]},
        },
    }


@pytest.fixture(scope="module")
def cases(up: Bed, until_dev: float) -> Mapping[str, Any]:
    """The Applications by name, on a host that has all that they read."""
    found = [*releases()]
    controllers.define(up.api)
    folder, bare = up.api.folder / "cases", up.api.folder / "cases.git"
    repository.cloned(folder, bare)
    host = Repository(folder, f"{up.repository.url.removesuffix('acme.git')}cases.git", up.repository.hears)
    for case, release in found:
        for path, content in (planned(case).tree or {}).items():
            if path.startswith(f"{release.folder}/"):
                target = folder / case / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
    host.publish("Add the cases")
    items = [application(case, release, host.url) for case, release in found]
    return {item["metadata"]["name"]: item for item in items}


def test_no_case_has_a_lasting_difference(
    dev: Bed, cases: Mapping[str, Any], took: Took, tally: Callable[[str, int], None]
) -> None:
    space = {"apiVersion": "v1", "kind": "Namespace"}
    for name in explicit():
        assert dev.api.apply({**space, "metadata": {"name": name}}) == []
    with took("all cases synced, client-side"):
        for item in cases.values():
            assert dev.api.apply(item) == []
        comes(lambda: different(dev, cases) == {}, 240)
    assert different(dev, cases) == {}
    with took("all cases synced again, server-side"):
        options = ["CreateNamespace=true", "ServerSideApply=true"]
        for name in cases:
            patch(
                dev,
                name,
                {
                    "spec": {"syncPolicy": {"syncOptions": options}},
                    "operation": {"sync": {"syncOptions": options}},
                },
            )
        comes(lambda: different(dev, cases) == {} and not underway(dev, cases), 240)
    assert different(dev, cases) == {}
    assert underway(dev, cases) == []
    items = dev.api.get("/apis/apps/v1/deployments")["items"]
    managed = [item["metadata"]["managedFields"] for item in items if item["metadata"]["namespace"] in cases]
    assert managed
    assert all("Apply" in {entry["operation"] for entry in fields} for fields in managed)
    tally("Applications of cases without a lasting difference", len(cases))
    tally(
        "releases of cases that meet another",
        sum(1 for name in NAMES for _ in planned(name).manifests) - len(cases),
    )


def explicit() -> set[str]:
    """The namespaces that objects name themselves."""
    found = (manifest for name, release in releases() for manifest in planned(name).manifests[release.name])
    return {manifest.namespace for manifest in found} - {""}


def patch(dev: Bed, name: str, change: Mapping[str, Any]) -> None:
    assert dev.api.call("PATCH", f"{APPLICATIONS}/{name}", json.dumps(change), MERGE).status == HTTPStatus.OK


def underway(dev: Bed, names: Mapping[str, Any]) -> list[str]:
    """The Applications that are being synced."""
    there = dev.applications()
    return [name for name in names if "operation" in there[name]]


def different(dev: Bed, names: Mapping[str, Any]) -> dict[str, list[str]]:
    """By Application what is not as it was applied."""
    there = dev.applications()
    found = {name: list(differences(there[name].get("status", {}))) for name in names}
    return {name: texts for name, texts in found.items() if texts}


def differences(status: Mapping[str, Any]) -> Iterator[str]:
    operation = status.get("operationState", {})
    if operation.get("phase") != "Succeeded":
        yield str(operation.get("message", "no sync"))
    yield from (entry["message"] for entry in status.get("conditions", ()))
    if status.get("sync", {}).get("status") != "Synced":
        resources = status.get("resources", ())
        yield from (f"{item['kind']}/{item['name']}" for item in resources if item.get("status") != "Synced")
