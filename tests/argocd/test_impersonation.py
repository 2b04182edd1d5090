"""Argo CD acts as an account of each team: what it then can do, and what it cannot."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests import case_files
from tests.argocd import argo_cd, bed, descriptors
from tests.argocd.bed import Bed
from tests.argocd.conftest import Took
from tests.argocd.control_plane import kubectl
from tests.argocd.descriptors import app, image, service
from tests.argocd.test_addons import CHART, DEFINITION, LOCK, WIDGETS, addon
from tests.cluster.programs import wait
from tests.executables import required

pytestmark = [pytest.mark.argocd, *(pytest.mark.tool(name) for name in bed.PROGRAMS)]

ON = '{"data":{"application.sync.impersonation.enabled":"true"}}'
RBAC = "/apis/rbac.authorization.k8s.io/v1"
OWN = ("ServiceAccount", "ClusterRole", "ClusterRoleBinding")
"""The kinds of what Argo CD's own account is made of."""
GIVEN = {
    "rules": {"settings": {"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get"]}},
    "clusterRules": {"nodes": {"apiGroups": [""], "resources": ["nodes"], "verbs": ["get"]}},
}


@pytest.fixture(scope="module")
def impersonating(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bed]:
    """A bed of its own, since Argo CD impersonates for all of its Applications or for none."""
    with bed.running(tmp_path_factory.mktemp("impersonated")) as found:
        for item in yaml.safe_load_all(Path(required(argo_cd.RELEASE.manifests)).read_text(encoding="utf-8")):
            if item["kind"] in OWN and item["metadata"]["name"] == "argocd-application-controller":
                assert found.api.apply(item, "argocd") == []
        kubectl(found.api, "patch", "configmap", "argocd-cm", "--namespace=argocd", f"--patch={ON}")
        said = "revision: refs/heads/main\n"
        found.repository.change("environments/dev.yaml", said, f"{said}argocd: {{impersonation: true}}\n")
        found.repository.push("Act as teams")
        found.bootstrap("dev")
        for name in ("root", "namespaces", "boutique", "portfolio"):
            found.settles(f"dev-{name}", seconds=180)
        yield found


@pytest.fixture
def dev(impersonating: Bed) -> Bed:
    """The bed without what another story has left half done."""
    impersonating.repository.forget()
    return impersonating


def add(dev: Bed, name: str, services: Mapping[str, str], text: str = "") -> None:
    """Adds an app, and waits until it runs."""
    for path, content in descriptors.files(name, services, text).items():
        dev.repository.write(path, content)
    dev.settles(f"dev-{name}", dev.repository.push(f"Add {name}"))


def test_dev_comes_up_from_nothing_at_the_first_attempt(dev: Bed) -> None:
    told = {name: retries(dev, name) for name in dev.applications()}
    assert told == dict.fromkeys(told, 0)


def retries(dev: Bed, name: str) -> int:
    return int(dev.application(name)["status"]["operationState"].get("retryCount", 0))


def test_a_new_teams_app_with_rights_comes_and_goes(dev: Bed, took: Took) -> None:
    dev.repository.change("helmwright.yaml", "teams:\n", "teams:\n  arriving: {}\n")
    with took("an app of a new team, by an account of its own, until it is healthy"):
        add(dev, "arriving", {"one": service("one", rbac=GIVEN), "two": service("two")}, app("arriving"))
    assert cluster_roles(dev, "arriving:one") != []
    assert dev.api.get(f"{RBAC}/namespaces/arriving/roles/one") is not None
    more = {**GIVEN["rules"], "pods": {"apiGroups": [""], "resources": ["pods"], "verbs": ["list"]}}
    dev.repository.write("apps/arriving/services/one.yaml", service("one", rbac={**GIVEN, "rules": more}))
    with took("a right more for a service, until it is there"):
        dev.settles("dev-arriving", dev.repository.push("Give more"))
    dev.repository.remove("apps/arriving/services/two.yaml")
    revision = dev.repository.push("Remove a service")
    wait(lambda: dev.deployment("arriving", "two") is None, "the service is not pruned")
    dev.settles("dev-arriving", revision)
    dev.repository.write("apps/arriving/services/one.yaml", service("one"))
    leaves(dev, "arriving", "Take the rights away")
    wait(lambda: cluster_roles(dev, "arriving:one") == [], "its rights in the whole cluster stay")
    wait(lambda: dev.api.get(f"{RBAC}/namespaces/arriving/roles/one") is None, "its rights stay")
    dev.settles("dev-arriving", dev.repository.head())
    dev.repository.remove("apps/arriving/app.yaml", "apps/arriving/services")
    dev.repository.push("Remove the app")
    with took("a team's last app removed, relaxed, by its own account"):
        wait(lambda: "dev-arriving" not in dev.applications(), lambda: told(dev, "dev-arriving"))
        wait(lambda: dev.api.get("/api/v1/namespaces/arriving") is None, "its Namespace stays")
    forgets(dev, "arriving")


def leaves(dev: Bed, team: str, message: str) -> None:
    """Pushes what is refused until the team says what it leaves."""
    with pytest.raises(ValueError, match="P111") as refused:
        dev.repository.push(message)
    found = [line[1] for line in re.finditer(r"add leaving: \{(.*)\} to the team", str(refused.value))]
    line = f"  {team}: {{leaving: {{{', '.join(found)}}}}}\n"
    dev.repository.change("helmwright.yaml", f"  {team}: {{}}\n", line)
    dev.repository.push(message)


def forgets(dev: Bed, team: str) -> None:
    """Takes the line of `leaving` out, after which nothing is left of the team's account."""
    settings = (dev.repository.folder / "helmwright.yaml").read_text(encoding="utf-8")
    dev.repository.write("helmwright.yaml", re.sub(rf"(?m)^  {team}: .*$", f"  {team}: {{}}", settings))
    revision = dev.repository.push("Forget what has left")
    for name in ("root", "namespaces"):
        dev.settles(f"dev-{name}", revision)
    assert dev.api.get(f"/api/v1/namespaces/argocd/serviceaccounts/helmwright.dev.{team}") is None
    assert [one for one in cluster_roles(dev, "helmwright") if one.endswith(f":{team}")] == []


def cluster_roles(dev: Bed, part: str) -> list[str]:
    items = dev.api.get(f"{RBAC}/clusterroles")["items"]
    return [name for one in items if part in (name := one["metadata"]["name"])]


REFUSED: dict[str, dict[str, Any]] = {
    "a-right-that-it-has-not": {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "Role",
        "metadata": {"name": "taken"},
        "rules": [{"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]}],
    },
    "a-role-that-it-may-not-bind": {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "RoleBinding",
        "metadata": {"name": "taken"},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "admin"},
        "subjects": [{"kind": "ServiceAccount", "name": "default", "namespace": "default"}],
    },
    "a-kind-that-charts-have-not": {
        "apiVersion": "v1",
        "kind": "LimitRange",
        "metadata": {"name": "taken"},
        "spec": {"limits": [{"type": "Pod", "max": {"cpu": "1"}}]},
    },
}
"""Objects that somebody puts beside what is generated, past the checks, where the project permits their kinds."""
WORDS = {
    "LimitRange": 'User \\"system:serviceaccount:argocd:helmwright.dev.shop\\" cannot get resource \\"limitranges\\"',
    "Role": "is attempting to grant RBAC permissions not currently held",
    "RoleBinding": "error running kubectl auth reconcile",  # which ends in a fault of kubectl's, argo-cd#28607
}
"""By which it is refused, where Argo CD tells it."""


@pytest.mark.parametrize("name", REFUSED)
def test_the_api_server_refuses_what_a_project_lets_past(dev: Bed, took: Took, name: str) -> None:
    add(dev, name, {"one": service("one")})
    project = "bootstrap/dev/projects/shop.yaml"
    text = (dev.repository.folder / project).read_text(encoding="utf-8")
    kinds = "  namespaceResourceWhitelist:\n"
    assert text.count(kinds) == 1
    dev.repository.write(project, text.replace(kinds, f'{kinds}    - group: ""\n      kind: "LimitRange"\n'))
    file = f"apps/{name}/dev/templates/unchecked.yaml"
    dev.repository.write(file, json.dumps(REFUSED[name]))
    dev.repository.publish("Put an object past the checks")
    dev.repository.tell()
    with took(f"an object refused to an account: {name}"):
        wait(
            lambda: WORDS[REFUSED[name]["kind"]] in told(dev, f"dev-{name}"), lambda: told(dev, f"dev-{name}")
        )
    assert (
        dev.api.get(dev.api.path({**REFUSED[name], "metadata": {"name": "taken", "namespace": name}})) is None
    )
    dev.repository.remove(file)
    dev.serves(name, "one", image("one", "1.0.0"))
    dev.settles(f"dev-{name}", dev.repository.push("Take it back"))


def told(dev: Bed, name: str) -> str:
    """All that Argo CD says of an Application."""
    return json.dumps((dev.application(name) or {}).get("status"))


def test_an_add_on_comes_and_goes(dev: Bed, took: Took) -> None:
    dev.repository.change("helmwright.yaml", "teams:\n", "teams:\n  platform: {}\n")
    for path in (CHART, LOCK):
        target = dev.repository.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((case_files.FOLDER / "valid/addons" / path).read_bytes())
    dev.repository.write("apps/widgets/addon.yaml", addon().replace('"shop"', '"platform"'))
    revision = dev.repository.push("Add widgets")
    with took("an add-on with a definition and an object of it, by the account of its team"):
        dev.settles("dev-widgets", revision)
    assert dev.api.get(WIDGETS) is not None
    dev.repository.remove("apps/widgets/addon.yaml", "charts/addons")
    leaves(dev, "platform", "Remove widgets")
    with took("an add-on removed by the account of its team, until all is gone"):
        wait(lambda: "dev-widgets" not in dev.applications(), lambda: told(dev, "dev-widgets"))
    assert dev.deployment("kube-system", "one-widgets") is None
    assert dev.api.get(WIDGETS) is None
    assert dev.api.get(DEFINITION) is not None
    forgets(dev, "platform")


def test_an_environment_goes_and_its_accounts_after_it(dev: Bed, took: Took) -> None:
    settings = json.loads(descriptors.environment("relaxed", 30180))
    said = json.dumps({**settings, "argocd": {"impersonation": True}})
    dev.repository.write("environments/preview.yaml", said)
    text = app(onlyIn=["preview"])
    for path, content in descriptors.files("ruling", {"one": service("one", rbac=GIVEN)}, text).items():
        dev.repository.write(path, content)
    revision = dev.repository.push("Add an environment")
    dev.bootstrap("preview")
    for name in ("root", "namespaces", "ruling"):
        dev.settles(f"preview-{name}", revision, seconds=180)
    assert cluster_roles(dev, "ruling-preview:one") != []
    dev.repository.remove("environments/preview.yaml", "apps/ruling/app.yaml", "apps/ruling/services")
    dev.repository.push("Remove the environment")
    own = ("--selector=helmwright.dev/environment=preview", "--timeout=120s")
    with took("an environment with accounts removed by the how-to"):
        for kind in ("applications", "appprojects"):
            kubectl(dev.api, "delete", kind, "--namespace=argocd", *own)
        assert cluster_roles(dev, "ruling-preview:one") == []
        assert cluster_roles(dev, "helmwright:preview:shop") != []
        kinds = "serviceaccounts,roles,rolebindings,clusterroles,clusterrolebindings"
        kubectl(dev.api, "delete", kinds, "--all-namespaces", *own)
    assert cluster_roles(dev, "preview") == []
    assert dev.api.get("/api/v1/namespaces/argocd/serviceaccounts/helmwright.preview.shop") is None
