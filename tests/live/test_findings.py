"""What of an environment is not as it is generated, one finding for each kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.live.recorded import DEV, URL, observed, resolved, there
from tests.repositories import repository

from helmwright.findings import Severity
from helmwright.live.application import Application
from helmwright.live.compared import CODES, check
from helmwright.live.observed import Observed, Tracked
from helmwright.model.resolved import Resolved

ROOT = there("root")
NAMESPACES = replace(
    ROOT,
    name="dev-namespaces",
    spec={
        **ROOT.spec,
        "project": "dev-namespaces",
        "source": {**ROOT.spec["source"], "path": "bootstrap/dev/namespaces"},
        "destination": {"name": "in-cluster", "namespace": "default"},
    },
)


IMPERSONATED = "application.sync.impersonation.enabled"


def told(described: Resolved, cluster: Observed) -> list[str]:
    """What is found, without the hints."""
    found = check(described, described.inputs.environments["dev"], cluster)
    return [str(finding).partition("\n")[0] for finding in found]


def of(*applications: Application, **more: Any) -> Observed:
    return observed((ROOT, NAMESPACES, *applications), **more)


def test_nothing_where_all_is_as_generated() -> None:
    assert told(resolved("single/one"), of(replace(there("bad-image")))) == []


def test_an_application_that_is_missing() -> None:
    assert told(resolved("single/one"), of()) == [
        "apps/single/services/one.yaml:1:1: error G201: there is no Application dev-single in the namespace argocd"
    ]


def test_a_root_that_is_missing_is_applied() -> None:
    described = resolved()
    (finding,) = check(described, described.inputs.environments["dev"], observed((NAMESPACES,)))
    assert (finding.code, finding.hint) == ("G201", "kubectl apply -f bootstrap/dev/root.yaml")


def test_an_application_that_is_no_longer_generated() -> None:
    assert told(resolved(), of(there("bad-image"))) == [
        "environments/dev.yaml:1:1: warning G202: the Application dev-single deploys apps/single/dev, which is no "
        "longer generated"
    ]


def test_an_application_that_hands_over_its_objects() -> None:
    described = repository(
        {"single/one": {}},
        environments={"dev": DEV},
        apps={"single": {"grouping": "service", "regrouping": True}},
        settings={"repoURL": URL},
    )
    found = there("bad-image")
    path = {**found.spec["source"], "path": "apps/single/dev/one"}
    one = replace(found, name="dev-single-one", spec={**found.spec, "project": "dev-web", "source": path})
    source = {
        **{key: found.spec["source"][key] for key in ("repoURL", "targetRevision")},
        "path": "apps/single/dev",
        "directory": {"exclude": "*"},
    }
    spec = {"project": "dev-web", "source": source, "destination": found.spec["destination"]}
    parked = replace(found, spec=spec, phase="", resources=())
    assert told(described, of(one, replace(parked, resources=found.resources, sync="OutOfSync"))) == []
    assert told(described, of(one, parked)) == [
        "apps/single/app.yaml:1:1: warning G205: dev-single waits for a person: it has nothing any more: take "
        "regrouping out of the app"
    ]
    stray = replace(
        one, name="dev-single-two", spec={**one.spec, "source": {**path, "path": "apps/single/dev/two"}}
    )
    assert [line for line in told(described, of(one, parked, stray)) if "G202" in line] == [
        "environments/dev.yaml:1:1: warning G202: the Application dev-single-two deploys apps/single/dev/two, which "
        "is no longer generated"
    ]


def test_applications_of_others_are_left_alone() -> None:
    foreign = replace(
        there("bad-image"),
        spec={"source": {"repoURL": "https://git.example/other.git", "path": "apps/a/dev"}},
    )
    bare = replace(foreign, name="bare", spec={})
    assert told(resolved(), of(foreign, bare)) == []


def test_an_application_of_another_environment_is_left_alone() -> None:
    other = there("bad-image")
    source = {**other.spec["source"], "path": "apps/single/prod"}
    assert told(resolved(), of(replace(other, spec={**other.spec, "source": source}))) == []


@pytest.mark.parametrize(
    ("part", "value", "words"),
    [
        ("targetRevision", "v1", "reads the revision 'v1', and is generated with 'refs/heads/main'"),
        ("path", "apps/x/dev", "reads the path 'apps/x/dev', and is generated with 'apps/single/dev'"),
    ],
)
def test_an_application_that_reads_something_else(part: str, value: str, words: str) -> None:
    single = there("bad-image")
    changed = replace(single, spec={**single.spec, "source": {**single.spec["source"], part: value}})
    assert told(resolved("single/one"), of(changed)) == [
        f"apps/single/services/one.yaml:1:1: warning G203: dev-single {words}"
    ]


def test_an_application_that_deploys_elsewhere_and_cannot() -> None:
    assert told(resolved("failing/one"), of(there("unknown-cluster"))) == [
        "apps/failing/services/one.yaml:1:1: warning G203: dev-failing deploys to the cluster 'nowhere', and is "
        "generated with 'in-cluster'",
        "apps/failing/services/one.yaml:1:1: error G204: dev-failing: InvalidSpecError: there are no clusters with "
        "this name: nowhere",
    ]


def test_an_application_that_waits_for_a_person() -> None:
    assert told(resolved("tested/one"), of(there("waits-for-deletion"))) == [
        "apps/tested/services/one.yaml:1:1: warning G205: dev-tested waits for a person: confirm the deletion of "
        "Deployment one"
    ]


def test_an_application_that_waits_for_its_pods_is_nobodys_matter() -> None:
    assert told(resolved("tested/one"), of(there("waits-for-health"))) == []


def test_syncs_that_are_switched_off() -> None:
    paused = replace(ROOT, spec={**ROOT.spec, "syncPolicy": {"automated": {"enabled": False}}})
    assert told(resolved(), observed((paused, NAMESPACES))) == [
        "environments/dev.yaml:1:1: warning G206: the syncs of dev-root are switched off"
    ]


ROLE = Tracked("dev-gone", "rbac.authorization.k8s.io", "ClusterRole", "", "gone")


def test_what_is_left_of_an_application_that_is_gone() -> None:
    assert told(resolved(), of(objects=(ROLE,))) == [
        "environments/dev.yaml:1:1: warning G301: left of the Application dev-gone, which is gone: ClusterRole gone"
    ]


def test_what_an_application_does_not_know_any_more() -> None:
    known = Tracked("dev-single", "apps", "Deployment", "single", "one")
    moved = replace(known, namespace="before")
    assert told(resolved("single/one"), of(there("bad-image"), objects=(known, moved))) == [
        "environments/dev.yaml:1:1: warning G301: left of the Application dev-single, which does not know them: "
        "Deployment before/one"
    ]


def test_nothing_is_left_where_argo_cd_cannot_tell() -> None:
    unknown = replace(there("bad-image"), sync="Unknown", resources=())
    known = Tracked("dev-single", "apps", "Deployment", "single", "one")
    assert told(resolved("single/one"), of(unknown, objects=(known,))) == []


@pytest.mark.parametrize("application", ["prod-gone", "dev-eu-gone"])
def test_what_is_left_of_another_environment_is_not_this_ones(application: str) -> None:
    described = repository({}, environments={"dev": DEV, "dev-eu": DEV}, settings={"repoURL": URL})
    assert told(described, of(objects=(replace(ROLE, application=application),))) == []


def test_an_argo_cd_that_is_elsewhere() -> None:
    described = resolved("single/one", environment={**DEV, "argocd": {"namespace": "gitops"}})
    assert told(described, observed(settings=None, namespace="gitops")) == [
        "environments/dev.yaml:1:213: error G101: there is no Argo CD in the namespace gitops: no ConfigMap argocd-cm"
    ]


@pytest.mark.parametrize(("version", "count"), [("3.4.9", 1), ("3.5.0", 0), ("3.10.1", 0), ("4.0.0", 0)])
def test_an_argo_cd_that_is_too_old(version: str, count: int) -> None:
    found = told(resolved(), of(versions=frozenset({version})))
    assert [line.partition(": ")[2][:12] for line in found] == ["warning G102"] * count


@pytest.mark.parametrize(("version", "count"), [("3.1.9", 1), ("3.2.0", 0)])
def test_an_argo_cd_that_is_older_than_its_environment_says(version: str, count: int) -> None:
    described = resolved(environment={**DEV, "argocd": {"version": "3.2"}})
    found = told(described, of(versions=frozenset({version})))
    assert [line.partition(": ")[2][:12] for line in found] == ["warning G102"] * count


def test_a_cluster_that_nobody_knows() -> None:
    described = resolved(environment={**DEV, "argocd": {"destination": "acme-dve"}})
    applications = [
        replace(item, spec={**item.spec, "destination": {**item.spec["destination"], "name": name}})
        for item, name in ((ROOT, "in-cluster"), (NAMESPACES, "acme-dve"))
    ]
    found = [
        *check(
            described,
            described.inputs.environments["dev"],
            observed(applications, clusters=frozenset({"acme-dev"})),
        )
    ]
    assert [(item.code, item.message, item.hint) for item in found] == [
        ("G103", "Argo CD knows no cluster called 'acme-dve'", "did you mean 'acme-dev'?")
    ]
    assert told(described, observed(applications)) == []  # of Secrets that cannot be read nothing is said


def test_objects_tracked_by_their_label() -> None:
    found = told(resolved(), of(settings={"application.resourceTrackingMethod": "label"}))
    assert [line.partition(": ")[2][:12] for line in found] == ["warning G104"]


@pytest.mark.parametrize(
    ("said", "set_", "found"),
    [
        ({}, {}, ""),
        ({"impersonation": True}, {IMPERSONATED: "true"}, ""),
        ({"impersonation": True}, {IMPERSONATED: "false"}, "does not impersonate, and acts as itself"),
        ({"impersonation": False}, {IMPERSONATED: "true"}, "alone impersonates, and syncs nothing"),
    ],
)
def test_impersonation_on_one_side_alone(said: Any, set_: Any, found: str) -> None:
    described = repository({"single/one": {"owner": "shop"}}, environments={"dev": {**DEV, "argocd": said}})
    lines = told(described, of(there("bad-image"), settings=set_))
    assert [line.partition("error G108: Argo CD ")[2] for line in lines] == ([found] if found else [])


def test_who_has_no_accounts_is_told_how_to_get_them_first() -> None:
    described = repository({"single/one": {"owner": "shop"}}, environments={"dev": DEV})
    cluster = of(there("bad-image"), settings={IMPERSONATED: "true"})
    assert [item.hint for item in check(described, described.inputs.environments["dev"], cluster)] == [
        f'write argocd: {{impersonation: true}}, or {IMPERSONATED}: "false" for every environment'
    ]


def test_waves_that_do_not_wait() -> None:
    described = repository(
        {"single/one": {"owner": "shop"}}, environments={"dev": DEV}, apps={"single": {"wave": 5}}
    )
    health = {"resource.customizations.health.argoproj.io_Application": "hs = {}"}
    assert [line.partition(": ")[2][:12] for line in told(described, of(there("bad-image")))] == [
        "warning G105"
    ]
    assert told(described, of(there("bad-image"), settings=health)) == []


@pytest.mark.parametrize(
    ("known", "count"),
    [
        ("https://git.example/acme.git", 0),
        ("https://git.example/", 0),
        ("https://git.example/other.git", 0),
        ("https://git.example/ACME", 1),
        ("git@git.example:acme.git", 1),
        ("ssh://git@git.example/acme", 1),
    ],
)
def test_a_repository_in_another_spelling(known: str, count: int) -> None:
    found = told(resolved(), of(repositories=frozenset({known})))
    assert [line.partition(": ")[2][:10] for line in found] == ["error G106"] * count


def test_of_a_cluster_that_is_elsewhere_nothing_is_said() -> None:
    described = resolved(environment={**DEV, "argocd": {"destination": "far"}})
    namespaces = replace(
        NAMESPACES, spec={**NAMESPACES.spec, "destination": {"name": "far", "namespace": "default"}}
    )
    assert told(described, observed((ROOT, namespaces), kubernetes="1.33", objects=(ROLE,))) == []


def test_a_cluster_of_another_version() -> None:
    found = told(resolved(), of(kubernetes="1.33"))
    assert [line.partition(": ")[2] for line in found] == [
        "warning G107: the cluster runs Kubernetes 1.33, and what is generated is for 1.34"
    ]


def test_every_code_is_told_with_its_severity() -> None:
    assert {code.code for code in CODES if code.severity is Severity.ERROR} == {
        *("G101", "G103", "G106", "G108", "G201", "G204"),
    }
