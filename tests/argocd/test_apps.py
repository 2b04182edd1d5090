"""An app's days: added, moved to another namespace, removed, and its environment with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest
from tests.argocd import bed
from tests.argocd.bed import Bed
from tests.argocd.conftest import Took
from tests.argocd.control_plane import kubectl
from tests.argocd.descriptors import app, environment, image, service
from tests.cluster.programs import wait

pytestmark = [pytest.mark.argocd, *(pytest.mark.tool(name) for name in bed.PROGRAMS)]


def test_the_first_sync_of_a_new_teams_app_does_not_fail(
    dev: Bed, new_app: Callable[..., None], took: Took
) -> None:
    dev.repository.change("helmwright.yaml", "teams:\n", "teams:\n  arriving: {}\n")
    with took("an app of a new team, until it is healthy"):
        new_app("arriving", {"one": service("one")}, app("arriving"))
    for name in ("dev-root", "dev-namespaces", "dev-arriving"):
        assert "retryCount" not in dev.application(name)["status"]["operationState"]


def test_an_app_moves_and_its_old_namespace_goes(dev: Bed, new_app: Callable[..., None], took: Took) -> None:
    new_app("moving", {"one": service("one")})
    dev.repository.write("apps/moving/app.yaml", app(namespace="moved"))
    revision = dev.repository.push("Move")
    with took("an app moved, relaxed, until it runs in its new namespace alone"):
        dev.serves("moved", "one", image("one", "1.0.0"))
        wait(lambda: namespace(dev, "moving") is None, "its old Namespace stays")
    dev.settles("dev-moving", revision)


def test_a_teams_last_app_goes_with_all_that_it_had(
    dev: Bed, new_app: Callable[..., None], took: Took
) -> None:
    dev.repository.change("helmwright.yaml", "teams:\n", "teams:\n  leaving: {}\n")
    new_app("leaving", {"one": service("one")}, app("leaving"))
    dev.repository.change("helmwright.yaml", "teams:\n  leaving: {}\n", "teams:\n")
    dev.repository.remove("apps/leaving/app.yaml", "apps/leaving/services")
    revision = dev.repository.push("Remove the app and the team")
    with took("an app removed, relaxed, until nothing of it is left"):
        wait(lambda: namespace(dev, "leaving") is None, "its Namespace stays")
        dev.settles("dev-root", revision)
    assert kubectl(dev.api, "get", "applications,appprojects", "--output=name").count("leaving") == 0


def test_a_guarded_app_runs_until_a_person_removes_it(
    guarded: Bed, new_app: Callable[..., None], took: Took
) -> None:
    new_app("parting", {"one": service("one")}, app(onlyIn=["guarded"]), environment="guarded")
    guarded.repository.remove("apps/parting/app.yaml", "apps/parting/services")
    revision = guarded.repository.push("Remove the app")
    for name in ("guarded-root", "guarded-namespaces"):
        guarded.settles(name, revision)
    assert status(guarded, "guarded-parting")["status"] == "Unknown"
    assert bed.is_serving(guarded.deployment("parting-guarded", "one"), image("one", "1.0.0"))
    with took("an app removed, guarded, by the how-to"):
        kubectl(guarded.api, "delete", "application", "guarded-parting", "--namespace=argocd")
        kubectl(guarded.api, "delete", "namespace", "parting-guarded")
    guarded.settles("guarded-root", revision)


def test_a_guarded_app_moves_and_takes_all_with_it(
    guarded: Bed, new_app: Callable[..., None], took: Took
) -> None:
    team = "teams:\n  wandering: {}\n"
    guarded.repository.change("helmwright.yaml", "teams:\n", team)
    only = {"onlyIn": ["guarded"]}
    new_app("wandering", {"one": service("one")}, app("wandering", **only), environment="guarded")
    guarded.repository.write("apps/wandering/app.yaml", app("wandering", namespace="wandered", **only))
    with pytest.raises(ValueError, match=r"add leaving: {namespaces: \[wandering-guarded\]}"):
        guarded.repository.push("Move")
    leaving = "teams:\n  wandering: {leaving: {namespaces: [wandering-guarded]}}\n"
    guarded.repository.change("helmwright.yaml", team, leaving)
    revision = guarded.repository.push("Move")
    with took("an app moved, guarded, until it runs in its new namespace alone"):
        guarded.serves("wandered", "one", image("one", "1.0.0"))
        wait(lambda: guarded.deployment("wandering-guarded", "one") is None, "its old Deployment runs on")
    guarded.settles("guarded-wandering", revision)
    guarded.repository.change("helmwright.yaml", leaving, team)
    guarded.settles("guarded-root", guarded.repository.push("Forget the old namespace"))


@pytest.mark.parametrize("env", ["dev", "guarded"])
def test_rights_in_the_whole_cluster_go_with_their_line(
    guarded: Bed, new_app: Callable[..., None], took: Took, env: str
) -> None:
    name = f"ruling-{env}"
    team = f"teams:\n  {name}: {{}}\n"
    rule = {"apiGroups": [""], "resources": ["nodes"], "verbs": ["get"]}
    guarded.repository.change("helmwright.yaml", "teams:\n", team)
    new_app(
        name,
        {"one": service("one", rbac={"clusterRules": {"nodes": rule}})},
        app(name, onlyIn=[env]),
        environment=env,
    )
    assert roles(guarded, f"{env}-{name}") != []
    guarded.repository.write(f"apps/{name}/services/one.yaml", service("one"))
    with pytest.raises(ValueError, match="P111") as refused:
        guarded.repository.push("Take the rights away")
    line = re.search(r"add (leaving: .*) to the team", str(refused.value))
    assert line is not None
    guarded.repository.change("helmwright.yaml", team, f"teams:\n  {name}: {{{line[1]}}}\n")
    revision = guarded.repository.push("Take the rights away")
    with took(f"rights in the whole cluster taken away, {env}"):
        wait(lambda: roles(guarded, f"{env}-{name}") == [], "its rights stay")
    guarded.settles(f"{env}-{name}", revision)


@pytest.mark.parametrize("safety", ["relaxed", "guarded"])
def test_an_environment_goes(dev: Bed, took: Took, safety: str) -> None:
    dev.repository.write("environments/preview.yaml", environment(safety, 30180))
    revision = dev.repository.push("Add an environment")
    dev.bootstrap("preview")
    with took(f"a second environment, {safety}, from nothing"):
        for name in ("root", "namespaces", "boutique", "portfolio"):
            dev.settles(f"preview-{name}", revision, seconds=180)
    dev.repository.remove("environments/preview.yaml")
    dev.repository.push("Remove the environment")
    wait(lambda: status(dev, "preview-root")["status"] == "Unknown", "the root does not hear of it")
    own = ("--selector=helmwright.dev/environment=preview", "--timeout=120s")
    with took(f"an environment removed, {safety}, by the how-to"):
        kubectl(dev.api, "delete", "applications", "--namespace=argocd", *own)
        kubectl(dev.api, "delete", "appprojects", "--namespace=argocd", *own)
        assert (namespace(dev, "boutique-preview") is not None) == (safety == "guarded")
        kubectl(dev.api, "delete", "namespaces", *own)
    assert namespace(dev, "boutique-preview") is None
    assert not any(name.startswith("preview-") for name in dev.applications())


def namespace(dev: Bed, name: str) -> object:
    return dev.api.get(f"/api/v1/namespaces/{name}")


def status(dev: Bed, name: str) -> Mapping[str, str]:
    """How an Application compares with its commit."""
    found: Mapping[str, str] = dev.application(name)["status"]["sync"]
    return found


def roles(dev: Bed, release: str) -> list[str]:
    """The ClusterRoles and ClusterRoleBindings of a release."""
    selector = f"--selector=app.kubernetes.io/instance={release}"
    return kubectl(dev.api, "get", "clusterroles,clusterrolebindings", selector, "--output=name").split()
