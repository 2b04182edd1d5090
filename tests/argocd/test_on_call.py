"""A person on call does what docs/how-to/on-call.md says."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from tests.argocd import bed
from tests.argocd.bed import APPLICATIONS, Bed
from tests.argocd.conftest import Took
from tests.argocd.control_plane import kubectl
from tests.argocd.descriptors import image, service
from tests.argocd.on_call import Shell, know, sections
from tests.cluster.api_server import MERGE
from tests.cluster.programs import comes, wait

pytest.importorskip("kubernetes", reason="helmwright[live] is not installed")
pytestmark = [pytest.mark.argocd, *(pytest.mark.tool(name) for name in bed.PROGRAMS)]

commands = sections().__getitem__
AFTER: dict[str, Any] = {"replicas": 2, "tasks": {"smoke": {"when": "after", "command": ["/app/smoke"]}}}
CONFIRMED = "Prune=confirm,Delete=confirm"


@pytest.fixture(scope="module")
def person(up: Bed, until_dev: float) -> Shell:
    shell = Shell(up)
    shell.login()
    return shell


def test_every_section_of_the_page_is_a_story() -> None:
    told = re.findall(r'= commands\("(.+)"\)', Path(__file__).read_text(encoding="utf-8"))
    assert sorted(told) == sorted(sections())


def status(person: Shell, app: str) -> dict[str, Any]:
    """The row of an app in `dev`."""
    text = person.run(f"helmwright status --env dev --app {app} --format json || true")
    (row,) = json.loads(text)["rows"]
    return dict(row)


def automated(dev: Bed, name: str) -> bool:
    return "automated" in dev.application(name)["spec"]["syncPolicy"]


def test_looking_around(dev: Bed, person: Shell) -> None:
    table, live = commands("Look")
    dev.settles("dev-root")
    assert re.search(
        r"^portfolio +dev +[0-9a-f]{8} +Synced +Healthy", person.run(f"{table} || true"), re.MULTILINE
    )
    assert "error" not in person.run(live)
    (upgraded,) = commands("After an upgrade of Argo CD")
    assert "error" not in person.run(upgraded)


def test_an_app_is_paused_and_goes_on(
    dev: Bed, new_app: Callable[..., None], person: Shell, took: Took
) -> None:
    root, app, resume = commands("Pause one app")
    new_app("pausing", {"one": service("one")})
    person.run(root)
    person.run(app, "pausing")
    dev.repository.write("apps/pausing/services/one.yaml", service("one", "1.1.0"))
    dev.repository.push("Bump one")
    wait(lambda: status(person, "pausing")["waiting"], "it does not wait")
    assert status(person, "pausing")["waiting"] == {"for": "person", "what": "its syncs are switched off"}
    assert dev.deployment("pausing", "one")["spec"]["template"]["spec"]["containers"][0]["image"] == image(
        "one", "1.0.0"
    )
    person.run(resume)
    with took("a paused app, until it has caught up"):
        dev.serves("pausing", "one", image("one", "1.1.0"))
    assert automated(dev, "dev-pausing")


def test_an_app_that_waits_is_freed(
    dev: Bed, new_app: Callable[..., None], person: Shell, took: Took
) -> None:
    end, sync = commands("Free an app that waits")
    new_app("stuck", {"one": service("one", **AFTER)})
    dev.faults.missing.add(image("one", "bad"))
    dev.repository.write("apps/stuck/services/one.yaml", service("one", "bad", **AFTER))
    dev.repository.push("Break one")
    wait(
        lambda: (status(person, "stuck")["waiting"] or {}).get("for") == "workload",
        lambda: str(status(person, "stuck")),
    )
    dev.repository.write("apps/stuck/services/one.yaml", service("one", "1.0.1", **AFTER))
    dev.repository.push("Mend one")
    time.sleep(10)
    assert not bed.is_serving(dev.deployment("stuck", "one"), image("one", "1.0.1"))
    with took("an app that waits, until it is mended"):
        person.run(end, "stuck")
        wait(
            lambda: dev.application("dev-stuck")["status"]["operationState"]["phase"] == "Failed",
            "it goes on",
        )
        person.run(sync, "stuck")
        dev.serves("stuck", "one", image("one", "1.0.1"))


def test_a_removal_is_confirmed(dev: Bed, new_app: Callable[..., None], person: Shell, took: Took) -> None:
    (confirm,) = commands("Confirm a removal")
    new_app("confirming", {"one": service("one"), "two": service("two")})
    path = "/apis/apps/v1/namespaces/confirming/deployments/two"
    note = {"metadata": {"annotations": {"argocd.argoproj.io/sync-options": CONFIRMED}}}
    assert dev.api.call("PATCH", path, json.dumps(note), MERGE).status == HTTPStatus.OK
    dev.repository.remove("apps/confirming/services/two.yaml")
    dev.repository.push("Remove two")
    expected = {"for": "person", "what": "confirm the removal of Deployment two"}
    wait(
        lambda: status(person, "confirming")["waiting"] == expected, lambda: str(status(person, "confirming"))
    )
    person.run(confirm, "confirming")
    with took("a removal, from its confirmation until it is done"):
        wait(lambda: dev.deployment("confirming", "two") is None, "it stays")
    dev.settles("dev-confirming")


def test_a_commit_is_reverted(dev: Bed, new_app: Callable[..., None], person: Shell, took: Took) -> None:
    revert, push = commands("Roll back")
    new_app("reverting", {"one": service("one")})
    dev.repository.write("apps/reverting/services/one.yaml", service("one", "1.1.0"))
    dev.repository.push("Bump one")
    dev.serves("reverting", "one", image("one", "1.1.0"))
    person.run(revert)
    person.run(push)
    dev.repository.tell()
    with took("a commit reverted"):
        dev.serves("reverting", "one", image("one", "1.0.0"))


def test_a_deployment_is_rolled_back_before_git_is(
    dev: Bed, new_app: Callable[..., None], person: Shell, took: Took
) -> None:
    root, app, history, back, resume = commands("Roll back fast")
    new_app("returning", {"one": service("one")})
    dev.repository.write("apps/returning/services/one.yaml", service("one", "1.1.0"))
    dev.settles("dev-returning", dev.repository.push("Bump one"))
    person.run(root)
    person.run(app, "returning")
    assert re.search(r"^0 ", person.run(history, "returning"), re.MULTILINE)
    with took("a deployment rolled back fast"):
        person.run(back, "returning")
        dev.serves("returning", "one", image("one", "1.0.0"))
    person.run(resume)
    dev.serves("returning", "one", image("one", "1.1.0"))


def test_an_application_is_let_go_and_takes_its_objects_over_again(
    dev: Bed, new_app: Callable[..., None], person: Shell, took: Took
) -> None:
    (let_go,) = commands("An Application that is not deleted")
    new_app("hanging", {"one": service("one")})
    path = "/apis/apps/v1/namespaces/hanging/deployments/one"
    note = {"metadata": {"annotations": {"argocd.argoproj.io/sync-options": CONFIRMED}}}
    assert dev.api.call("PATCH", path, json.dumps(note), MERGE).status == HTTPStatus.OK
    wait(
        lambda: any(
            item.get("requiresDeletionConfirmation")
            for item in dev.application("dev-hanging")["status"]["resources"]
        ),
        "nobody sees it",
    )
    before = (
        dev.deployment("hanging", "one")["metadata"]["uid"],
        dev.application("dev-hanging")["metadata"]["uid"],
    )
    kubectl(dev.api, "delete", "application", "dev-hanging", "--wait=false")
    wait(
        lambda: "confirm the deletion" in str(status(person, "hanging")["waiting"]),
        lambda: str(status(person, "hanging")),
    )
    person.run(let_go, "hanging")
    with took("an Application let go, until the root has made it again"):
        wait(
            lambda: (
                dev.application("dev-hanging")
                and dev.application("dev-hanging")["metadata"]["uid"] != before[1]
            ),
            "it does not return",
        )
        wait(lambda: status(person, "hanging")["waiting"] is None, lambda: str(status(person, "hanging")))
    assert dev.deployment("hanging", "one")["metadata"]["uid"] == before[0]


def test_an_application_deleted_by_hand_returns(
    dev: Bed, new_app: Callable[..., None], person: Shell, took: Took
) -> None:
    (resume,) = commands("An Application that somebody has deleted")
    new_app("returned", {"one": service("one")})
    with took("an Application deleted by hand, until all of it is back"):
        kubectl(dev.api, "delete", "application", "dev-returned")
        wait(lambda: dev.application("dev-returned"), "it does not return")
        dev.settles("dev-returned")
    dev.serves("returned", "one", image("one", "1.0.0"))
    kubectl(dev.api, "delete", "application", "dev-root")
    person.run(resume)
    dev.settles("dev-root")


def test_a_project_that_is_gone_returns(
    dev: Bed, new_app: Callable[..., None], person: Shell, took: Took
) -> None:
    apply, root, refresh = commands("A project that is gone")
    new_app("projects", {"one": service("one")})
    projects = APPLICATIONS.replace("applications", "appprojects")
    with took("a team's project deleted by hand, until it is back"):
        kubectl(dev.api, "delete", "appproject", "dev-shop")
        wait(lambda: dev.api.get(f"{projects}/dev-shop"), "it does not return")
    with took("the root's project deleted by hand, until all is as it was"):
        kubectl(dev.api, "delete", "appproject", "dev-root")
        # Argo CD's server answers nobody about an Application without a project; its controller does.
        asked = ("application", "dev-root", "argocd.argoproj.io/refresh=normal", "--namespace=argocd")
        kubectl(dev.api, "annotate", "--overwrite", *asked)
        seen = comes(
            lambda: "dev-root which does not exist" in json.dumps(dev.application("dev-root")["status"])
        )
        person.run(apply)  # whatever was seen, or no story after this one has a root
        assert seen
        person.run(root)
        person.run(refresh, "projects")
        dev.settles("dev-root")
        dev.settles("dev-projects")


def test_an_unreachable_repository_comes_back(
    dev: Bed, new_app: Callable[..., None], person: Shell, took: Took
) -> None:
    (refresh,) = commands("The repository is unreachable")
    new_app("offline", {"one": service("one")})
    here, away = (dev.api.folder / name for name in ("acme.git", "away.git"))
    here.rename(away)
    try:
        with pytest.raises(subprocess.CalledProcessError):
            person.run(f"{refresh} | grep 'Sync Status: *Synced'", "offline")
        assert status(person, "offline")["sync"] == "Unknown"
        assert "repository not found" in status(person, "offline")["waiting"]["what"]
        assert bed.is_serving(dev.deployment("offline", "one"), image("one", "1.0.0"))
    finally:
        away.rename(here)
    with took("an unreachable repository, until it is seen that it is back"):
        person.run(refresh, "offline")
        dev.settles("dev-offline")


FAR = """\
apiVersion: helmwright.dev/v1
kind: Environment
cluster: {name: far, provider: rke2, kubernetesVersion: "1.34"}
revision: refs/heads/main
argocd: {destination: far}
namespacePattern: "{app}-{environment}"
safety: relaxed
defaults: {replicas: 1}
exposure: {type: NodePort, nodePorts: {boutique/frontend: 30281, portfolio/frontend: 30280}}
"""


def test_a_cluster_that_is_away_comes_back(dev: Bed, person: Shell, took: Took) -> None:
    clusters, refresh = commands("A cluster is away")
    know(dev, "far", f"https://localhost:{dev.api.port}")
    dev.repository.write("environments/far.yaml", FAR)
    revision = dev.repository.push("Add an environment in a cluster of its own")
    dev.bootstrap("far")
    dev.settles("far-portfolio", revision, seconds=180)
    know(dev, "far", "https://localhost:1")
    person.run(refresh, "portfolio", "far")
    wait(lambda: dev.application("far-portfolio")["status"]["sync"]["status"] == "Unknown", "nobody sees it")
    wait(lambda: "Failed" in person.run(clusters), lambda: person.run(clusters))
    know(dev, "far", f"https://localhost:{dev.api.port}")
    with took("a cluster that was away, until it is seen that it is back"):
        assert comes(
            lambda: (
                person.run(refresh, "portfolio", "far") and bed.is_settled(dev.application("far-portfolio"))
            ),
            120,
        )
