"""helmwright generate, where Argo CD could no longer remove what is there, and what --diff says of that."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Run, edit, files

APP = "apps/shop/app.yaml"
CART = "apps/shop/services/cart.yaml"
TEAM = "teams:\n  shop: {description: The shop}\n"
RULES = 'rbac: {clusterRules: {nodes: {apiGroups: [""], resources: [nodes], verbs: [get, list]}}}\n'


def after(text: str) -> str:
    """What is said after the files."""
    return text.partition("\nArgo CD then\n")[2]


def test_diff_says_whose_pods_restart(run: Run, generated: Path) -> None:
    edit(generated / CART, "2.3.1", "2.4.0")
    assert after(run("generate", "--diff", "--env", "dev").stdout) == (
        "  dev shop: restarts the pods of Deployment cart\n"
    )


def test_diff_says_nothing_more_where_nothing_becomes_of_what_is_there(run: Run, generated: Path) -> None:
    (generated / "bootstrap/dev/root.yaml").unlink()
    assert "Argo CD" not in run("generate", "--diff").stdout


def test_diff_says_what_becomes_of_an_app_that_goes(run: Run, generated: Path) -> None:
    with (generated / "apps/catalog/app.yaml").open("a") as file:
        file.write("environments: {dev: false, prod: false}\n")
    edit(generated / CART, "env:\n  CATALOG_URL: {url: catalog/products/http}\n", "")
    said = after(run("generate", "--diff").stdout).splitlines()
    assert "  dev catalog: removes all of catalog" in said
    assert "  prod catalog: syncs no more, and leaves to a person to remove all of catalog" in said
    assert "  dev namespaces: removes Namespace catalog" in said


@pytest.fixture
def moved(generated: Path) -> Path:
    """The repository, in which an app is to live in another namespace."""
    with (generated / APP).open("a") as file:
        file.write("namespace: store\n")
    return generated


def test_what_could_not_be_removed_is_refused_with_the_line_that_lets_it(run: Run, moved: Path) -> None:
    before = files(moved)
    result = run("generate")
    assert (result.exit_code, result.stdout) == (
        1,
        "helmwright.yaml:6:3: error P111: what shop has in the namespace shop would stay: no project of shop "
        "would permit Argo CD to remove it in prod\n"
        "  hint: add leaving: {namespaces: [shop]} to the team, until that is gone\n"
        "1 error in 1 file\n",
    )
    assert files(moved) == before


def test_what_is_leaving_is_removed_and_may_be_forgotten_later(run: Run, moved: Path) -> None:
    edit(
        moved / "helmwright.yaml",
        "{description: The shop}",
        "{description: The shop, leaving: {namespaces: [shop]}}",
    )
    said = after(run("generate", "--diff", "--env", "prod").stdout)
    assert "  prod shop: removes ServiceAccount cart, " in said
    assert "  prod namespaces: leaves to a person to remove Namespace shop\n" in said
    assert run("generate").exit_code == 0
    assert run("generate", "--check").exit_code == 0
    edit(moved / "helmwright.yaml", ", leaving: {namespaces: [shop]}", "")
    result = run("generate")
    assert (result.exit_code, result.stdout) == (
        0,
        "updated bootstrap/dev/projects/shop.yaml\nupdated bootstrap/prod/projects/shop.yaml\n2 updated\n",
    )


def test_an_app_whose_charts_are_gone_before_it_is_refused(run: Run, generated: Path) -> None:
    edit(generated / CART, "env:\n  CATALOG_URL: {url: catalog/products/http}\n", "")
    gone = generated / "apps/catalog"
    kept = shutil.copytree(gone, generated.parent / "kept")
    shutil.rmtree(gone)
    result = run("generate", "--allow-removals", "--env", "prod")
    assert "error P113" in run("generate", "--diff", "--env", "prod").stderr
    assert (result.exit_code, result.stdout) == (
        1,
        "apps/catalog/prod: error P113: the chart is gone before its Application, and nothing tells what it deployed "
        "and who may remove that\n"
        "  hint: take the folder back from git; helmwright generate removes it, once it has looked into it\n"
        "1 error in 1 file\n",
    )
    shutil.copytree(kept / "prod", gone / "prod")
    assert run("generate", "--allow-removals", "--env", "prod").exit_code == 0


def test_rights_in_the_whole_cluster_are_refused_to_stay(run: Run, generated: Path) -> None:
    with (generated / CART).open("a") as file:
        file.write(RULES)
    assert run("generate").exit_code == 0
    edit(generated / CART, RULES, "")
    result = run("generate")
    assert result.exit_code == 1
    assert (
        "hint: add leaving: {clusterObjects: [{group: rbac.authorization.k8s.io, kind: ClusterRole, name: "
        in (result.stdout)
    )


def test_applications_change_places_by_a_step_in_which_the_old_ones_do_nothing(
    run: Run, generated: Path
) -> None:
    text = (generated / APP).read_text()
    (generated / APP).write_text(f"{text}grouping: service\n")
    before = files(generated)
    result = run("generate")
    assert (result.exit_code, result.stdout) == (
        1,
        "apps/shop/app.yaml:5:11: error P112: other Applications would have the objects of 'shop', which its own "
        "would delete or keep in dev and prod\n"
        "  hint: add regrouping: true to the app, until the other Applications have them\n"
        "1 error in 1 file\n",
    )
    assert files(generated) == before
    (generated / APP).write_text(f"{text}grouping: service\nregrouping: true\n")
    assert after(run("generate", "--diff").stdout) == (
        "  dev shop: hands over to other Applications, as it runs, all of shop\n"
        "  prod shop: hands over to other Applications, as it runs, all of shop\n"
    )
    assert run("generate").exit_code == 0
    (generated / APP).write_text(f"{text}grouping: service\n")
    assert after(run("generate", "--diff").stdout) == (
        "  dev shop: removes Application dev-shop\n"
        "  prod shop: leaves to a person to remove Application prod-shop\n"
    )
    assert run("generate").exit_code == 0
    edit(generated / CART, "2.3.1", "2.4.0")
    assert after(run("generate", "--diff", "--env", "dev").stdout) == (
        "  dev shop/cart: restarts the pods of Deployment cart\n"
    )
    (generated / APP).write_text(text)
    assert "error P112" in run("generate").stdout
    (generated / APP).write_text(f"{text}regrouping: true\n")
    assert "  prod shop/cart: hands over to other Applications, as it runs, all of shop/cart\n" in (
        run("generate", "--diff").stdout
    )


GIVEN = "{description: The shop, groups: {ops: [acme-ops]}}"


def test_bindings_that_nobody_could_remove_are_refused(run: Run, generated: Path) -> None:
    teams, plain = generated / "helmwright.yaml", "{description: The shop}"
    edit(teams, plain, GIVEN)
    assert run("generate").exit_code == 0
    edit(teams, GIVEN, plain)
    before = files(generated)
    result = run("generate")
    assert (result.exit_code, result.stdout) == (
        1,
        "helmwright.yaml:5:1: error P111: each ClusterRoleBinding of the namespaces' Application would stay: its "
        "project would not permit Argo CD to remove it in dev and prod\n"
        "  hint: add groups: {} to a team, until they are gone\n"
        "1 error in 1 file\n",
    )
    assert files(generated) == before
    edit(teams, plain, "{description: The shop, groups: {}}")
    assert run("generate").exit_code == 0
    edit(teams, ", groups: {}", "")
    assert run("generate").exit_code == 0


def test_policies_that_nobody_could_remove_are_refused(run: Run, generated: Path) -> None:
    prod = generated / "environments/prod.yaml"
    text = prod.read_text()
    prod.write_text(f"{text}namespaces: {{default: {{defaultDeny: true}}}}\n")
    assert run("generate").exit_code == 0
    prod.write_text(text)
    result = run("generate")
    assert (result.exit_code, result.stdout) == (
        1,
        "environments/prod.yaml:1:1: error P111: each NetworkPolicy of the namespaces' Application would stay: its "
        "project would not permit Argo CD to remove it in prod\n"
        "  hint: write namespaces: {default: {defaultDeny: false}}, until they are gone\n"
        "1 error in 1 file\n",
    )
    prod.write_text(f"{text}namespaces: {{default: {{defaultDeny: false}}}}\n")
    assert run("generate").exit_code == 0


def test_classes_that_nobody_could_remove_are_refused(run: Run, generated: Path) -> None:
    dev = generated / "environments/dev.yaml"
    auto = dev.read_text().replace("provider: kind", "provider: eks, autoMode: true")
    auto += "storageClasses: {fast: gp3}\n"
    dev.write_text(auto)
    assert run("generate").exit_code == 0
    dev.write_text(auto.replace(", autoMode: true", ""))
    result = run("generate")
    assert (result.exit_code, result.stdout) == (
        1,
        "environments/dev.yaml:3:1: error P111: each StorageClass of the namespaces' Application would stay: its "
        "project would not permit Argo CD to remove it in dev\n"
        "  hint: let them go first, by provides, and take autoMode out once they are gone\n"
        "1 error in 1 file\n",
    )
    dev.write_text(f"{auto}provides: [StorageClass/gp3]\n")
    assert run("generate").exit_code == 0
    dev.write_text(auto.replace(", autoMode: true", ""))
    assert run("generate").exit_code == 0


def test_accounts_that_nobody_could_remove_are_refused(run: Run, generated: Path) -> None:
    dev = generated / "environments/dev.yaml"
    text = dev.read_text()
    dev.write_text(f"{text}argocd: {{impersonation: true}}\n")
    assert run("generate").exit_code == 0
    dev.write_text(text)
    result = run("generate")
    assert (result.exit_code, result.stdout) == (
        1,
        "environments/dev.yaml:1:1: error P111: each Role, RoleBinding and ServiceAccount of the namespaces' "
        "Application would stay: its project would not permit Argo CD to remove it in dev\n"
        "  hint: write argocd: {impersonation: false}, until they are gone\n"
        "1 error in 1 file\n",
    )
    dev.write_text(f"{text}argocd: {{impersonation: false}}\n")
    assert run("generate").exit_code == 0
    dev.write_text(text)
    assert run("generate").exit_code == 0


def test_a_team_keeps_its_account_until_that_has_removed_what_it_had(run: Run, generated: Path) -> None:
    account = generated / "bootstrap/dev/namespaces/cluster/account-shop.yaml"
    settings = generated / "helmwright.yaml"
    with (generated / "environments/dev.yaml").open("a") as file:
        file.write("argocd: {impersonation: true}\n")
    edit(settings, TEAM, f"{TEAM}  other: {{}}\n")
    edit(generated / "apps/catalog/app.yaml", "owner: shop", "owner: other")
    with (generated / CART).open("a") as file:
        file.write(RULES)
    assert run("generate").exit_code == 0
    with (generated / APP).open("a") as file:
        file.write("environments: {dev: false}\n")
    result = run("generate")
    assert result.exit_code == 1
    assert result.stdout.count("error P111") == 1
    line = result.stdout.partition("add ")[2].partition(" to the team")[0]
    assert line.startswith("leaving: {clusterObjects: [")
    text = settings.read_text()
    edit(settings, "shop: {", f"shop: {{{line}, ")
    assert run("generate", "--allow-removals").exit_code == 0
    assert "helmwright:dev:shop" in account.read_text()
    settings.write_text(text)
    assert run("generate").exit_code == 0
    assert not account.exists()
