"""`new addon`: a complete descriptor of what is known, a form of what is not, and what else there has to be."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.repositories import Fields
from tests.repositories import repository as resolved

from helmwright.known import read
from helmwright.model.inputs import Inputs
from helmwright.scaffold.addon import Chart, known, other, write
from helmwright.scaffold.placing import ScaffoldError

EKS: Fields = {"cluster": {"name": "acme", "provider": "eks", "kubernetesVersion": "1.34"}}


def with_environments(**environments: Fields) -> Inputs:
    return resolved({}, environments=environments).inputs


def test_a_known_one_is_an_app_of_its_name() -> None:
    new = known("metrics-server", "metrics-server", "platform", None)
    assert new.path == "apps/metrics-server/addon.yaml"
    assert new.text == read.read("metrics-server").descriptor("platform")
    assert new.message == "Next: helmwright addons vendor metrics-server"


def test_an_app_may_be_called_otherwise() -> None:
    new = known("valkey", "sessions", "platform", None)
    assert (new.path, new.message) == ("apps/sessions/addon.yaml", "Next: helmwright addons vendor valkey")


@pytest.mark.parametrize("name", read.names())
def test_what_is_made_for_one_provider_runs_on_its_clusters_alone(name: str) -> None:
    made = known(name, name, "web", with_environments(dev={}, prod=EKS, test=EKS))
    assert ('onlyIn: ["prod", "test"]\n' in made.text) == (read.read(name).provider == "eks")


def test_it_runs_everywhere_where_everything_is_of_its_provider() -> None:
    assert "onlyIn" not in known("karpenter", "karpenter", "web", with_environments(prod=EKS)).text


def test_what_no_environment_is_for_is_not_made() -> None:
    with pytest.raises(ScaffoldError) as refused:
        known("karpenter", "karpenter", "web", with_environments(dev={}))
    assert str(refused.value) == (
        "karpenter is for eks, and no environment is there; helmwright new environment --provider eks makes one"
    )


def test_what_nobody_has_said_yet_is_asked_for() -> None:
    new = known("fluentd", "fluentd", "", with_environments(dev={}))
    assert new.message == (
        "Write owner in apps/fluentd/addon.yaml: a team of helmwright.yaml.\n"
        "\n"
        "Say in environments/dev.yaml:\n"
        "  namespaces: {fluentd: {podSecurity: privileged}}\n"
        "\n"
        "Next: helmwright addons vendor fluentd"
    )


def test_what_it_needs_is_named_while_it_is_not_there() -> None:
    new = known("aws-load-balancer-controller", "alb", "web", None)
    assert (
        new.message == "Add what it needs:\n  helmwright new addon cert-manager\n\n"
        "Next: helmwright addons vendor aws-load-balancer-controller"
    )


BLUE_AND_GREEN: Fields = {
    **EKS,
    "clusters": {"blue": {"domain": "blue.acme.example"}, "green": {"domain": "green.acme.example"}},
    "live": "blue",
}


@pytest.mark.parametrize("live", ["blue", {}, {"blue": 90, "green": 10}])
def test_where_clusters_are_live_in_turns_external_dns_keeps_their_names(live: object) -> None:
    prod = {**BLUE_AND_GREEN, "live": live}
    new = known("external-dns", "external-dns", "web", with_environments(dev={}, prod=prod, test=EKS))
    entry = read.read("external-dns").live
    assert entry
    assert new.text == entry.descriptor("web", ["prod", "test"])
    assert set(entry.said["instances"]) == {"own-private", "own-public", "live-private", "live-public"}
    assert new.message == (
        "Say in environments/prod.yaml:\n"
        "  facts:\n"
        "    live: # the domain of the live names, such as acme.example\n"
        "    own: # the domains of the clusters below it, a list such as [blue.acme.example, green.acme.example]\n"
        "\n"
        "In test nothing says which clusters are live, and this runs there too: say onlyIn if it should not.\n"
        "\n"
        "Next: helmwright addons vendor external-dns"
    )


def test_nothing_is_said_of_its_form_where_all_clusters_are_live_in_turns() -> None:
    prod = {**BLUE_AND_GREEN, "facts": {"live": "acme.example", "own": ["blue.acme.example"]}}
    new = known("external-dns", "external-dns", "web", with_environments(dev={}, prod=prod))
    assert new.message == "Next: helmwright addons vendor external-dns"


def test_of_clusters_of_which_none_is_live_each_keeps_its_own_names() -> None:
    regions = {name: said for name, said in BLUE_AND_GREEN.items() if name != "live"}
    new = known("external-dns", "external-dns", "web", with_environments(prod=regions))
    assert new.text == read.read("external-dns").descriptor("web")


def test_facts_are_asked_for_where_it_runs_and_they_are_missing() -> None:
    said = {**EKS, "facts": {"tempoBucket": "acme-traces"}}
    new = known("tempo", "tempo", "web", with_environments(prod=said, test=EKS))
    assert new.message == (
        "Say in environments/test.yaml:\n"
        "  facts:\n"
        "    tempoBucket: # the S3 bucket for traces\n"
        "\n"
        "Next: helmwright addons vendor tempo"
    )


def test_the_nearest_name_is_offered() -> None:
    with pytest.raises(
        ScaffoldError, match=r"^no add-on is known as 'karpentr'; did you mean 'karpenter'\?$"
    ):
        known("karpentr", "karpentr", "web", None)


def test_any_other_chart_gets_a_form_to_fill_in() -> None:
    text = other(Chart("gatus", "https://charts.acme.example", "1.2.3"), "status", "web").text
    head, _, form = text.partition("# Where it runs")
    assert head == (
        "# yaml-language-server: $schema=../../schemas/addon.schema.json\n"
        "apiVersion: helmwright.dev/v1\n"
        "kind: Addon\n"
        'owner: "web"\n'
        'chart: {name: "gatus", repository: "https://charts.acme.example", version: "1.2.3"}\n'
    )
    assert all(line.startswith("# ") for line in form.splitlines()[1:])


@pytest.mark.parametrize("app", ["Shop", "../shop", "", "a" * 41])
def test_a_name_that_no_app_can_have_is_refused(app: str) -> None:
    with pytest.raises(ScaffoldError, match="cannot be the name of an app"):
        known("valkey", app, "web", None)


@pytest.mark.parametrize("app", ["root", "namespaces", "external", "con"])
def test_a_name_that_means_something_else_is_refused(app: str) -> None:
    with pytest.raises(ScaffoldError, match="means something else already"):
        known("valkey", app, "web", None)


def test_nothing_is_overwritten(repository: Path) -> None:
    new = known("valkey", "valkey", "platform", None)
    write(repository, new)
    (repository / new.path).write_text("mine")
    with pytest.raises(ScaffoldError, match=r"^apps/valkey/addon.yaml exists already$"):
        write(repository, new)
    assert (repository / new.path).read_text() == "mine"


def test_an_app_of_services_is_no_add_on(repository: Path) -> None:
    with pytest.raises(
        ScaffoldError, match=r"^apps/hello/app.yaml exists already; an add-on is an app of its own"
    ):
        write(repository, known("valkey", "hello", "platform", None))
