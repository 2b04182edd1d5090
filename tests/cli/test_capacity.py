"""helmwright capacity."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.program import helmwright

NODES = """\
apiVersion: helmwright.dev/v1
kind: Environment
cluster:
  name: acme-prod
  provider: eks
  kubernetesVersion: "1.34"
  nodes:
    general: {instanceTypes: [m7i.large], min: 2, max: 6, zones: [eu-west-1a, eu-west-1b]}
argocd: {destination: prod}
defaults:
  replicas: {min: 2, max: 6, cpu: 70}
"""


@pytest.fixture
def described(repository: Path) -> Path:
    (repository / "environments/prod.yaml").write_text(NODES)
    return repository


def environments(*arguments: str) -> list[dict[str, Any]]:
    result = helmwright("capacity", "--format", "json", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    found: list[dict[str, Any]] = json.loads(result.stdout)["environments"]
    return found


def test_every_node_and_its_pods_add_up(described: Path) -> None:
    (prod,) = environments("--env", "prod")
    for load in prod["loads"].values():
        assert load["withoutPlace"] == []
        pods = [count for node in load["nodes"] for count in node["pods"].values()]
        daemons = [name for node in load["nodes"] for name in node["daemonSets"]]
        assert sum(pods) + len(daemons) == load["total"]["pods"]
    assert prod["loads"]["maximum"]["apps"]["shop"]["pods"] == 6
    assert prod["loads"]["minimum"]["monthly"] is None


def test_without_nodes_there_are_the_sums_alone(repository: Path) -> None:
    dev, prod = environments()
    assert dev["loads"]["normal"]["total"]["pods"] == 2
    assert (prod["loads"]["maximum"]["nodes"], prod["loads"]["maximum"]["subnets"]) == ([], [])
    shown = helmwright("capacity", "--env", "dev").stdout
    assert "Nothing is said of nodes" in shown
    assert "NODES" not in shown


def test_the_sample_of_prices_can_be_used(described: Path) -> None:
    sample = helmwright("capacity", "--sample-prices")
    (described / "prices.yaml").write_text(sample.stdout)
    (prod,) = environments("--env", "prod", "--prices", "prices.yaml")
    assert prod["loads"]["minimum"]["monthly"]["total"] == round(2 * 730 * 0.1008, 2)
    assert prod["prices"]["region"] == "us-east-1"


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_what_the_file_of_prices_says_commands_no_terminal(described: Path, form: str) -> None:
    said = r'"\e[31mU\nX"'
    (described / "prices.yaml").write_text(
        f"currency: {said}\nsource: {said}\nonDemand: {{m7i.large: 0.1}}\n"
    )
    shown = helmwright("capacity", "--env", "prod", "--prices", "prices.yaml", "--format", form).stdout
    assert r"A month in \x1b[31mU\nX" in shown
    assert r"Prices: source \x1b[31mU\nX." in shown
    assert "\x1b" not in shown


def test_a_broken_file_of_prices_is_a_finding(described: Path) -> None:
    (described / "prices.yaml").write_text("spot: {m7i.large: cheap}\n")
    result = helmwright("capacity", "--prices", "prices.yaml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "prices.yaml:1:19: error T120: the price of m7i.large is no number" in result.stderr


def test_every_node_is_shown_where_it_is_asked_for(described: Path) -> None:
    assert "general/eu-west-1a/1" in helmwright("capacity", "--env", "prod", "--nodes").stdout
    page = helmwright("capacity", "--env", "prod", "--nodes", "--format", "markdown").stdout
    assert "### Every node at maximum" in page
    assert all(line.count("|") > 3 for line in page.splitlines() if line.startswith("|"))


def test_an_object_that_kubernetes_cannot_read_is_a_finding(described: Path) -> None:
    chart = described / "charts/own"
    (chart / "templates").mkdir(parents=True)
    (chart / "Chart.yaml").write_text("apiVersion: v2\nname: own\nversion: 0.1.0\n")
    broken = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: own}\nspec: {replicas: many, template: 5}\n"
    )
    (chart / "templates/own.yaml").write_text(broken)
    (described / "apps/own").mkdir()
    addon = (
        "apiVersion: helmwright.dev/v1\nkind: Addon\nowner: shop\nchart: {path: charts/own}\nonlyIn: [prod]\n"
    )
    (described / "apps/own/addon.yaml").write_text(addon)
    result = helmwright("capacity", "--env", "prod")
    assert result.exit_code == 1
    assert "error K101: Deployment own" in result.stderr
