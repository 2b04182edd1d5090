"""Add-ons, the second form of what a release deploys: what is made of them, and what the rest makes of that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.case_files import lay, valid
from tests.helms import started
from tests.repositories import descriptor, from_sources, repository

from helmwright import layout, pipeline, resources, rules
from helmwright.charts.package import ChartPin
from helmwright.emit.argocd import applications
from helmwright.emit.objects import objects
from helmwright.findings import Location
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.facts import FACTS
from helmwright.model.field import plain
from helmwright.model.release import Release
from helmwright.model.resolved import Resolved
from helmwright.model.trace import trace
from helmwright.pipeline import Result, Tools
from helmwright.provenance import locate
from helmwright.validate.embedded import EmbeddedValidator

REDIS = {
    "owner": "web",
    "chart": {"name": "redis", "repository": "oci://charts.example", "version": "20.1.0"},
    "values": {"architecture": "replication", "master": {"resources": {"limits": {"memory": "1Gi"}}}},
}


def with_addon(name: str = "cache", environment: Mapping[str, Any] | None = None, **fields: Any) -> Resolved:
    """A shop beside an add-on, a Redis unless the fields say otherwise."""
    shop = repository({"shop/cart": {}}, environments={"prod": environment or {}})
    return from_sources((*shop.inputs.sources, descriptor(layout.addon(name), {**REDIS, **fields})))


def of(resolved: Resolved, app: str = "cache") -> Release:
    (found,) = (release for release in resolved.releases if release.app.name == app)
    return found


@cache
def case() -> Result:
    return pipeline.generate(valid("addons"), Tools(started(), None, 1))


def test_no_rule_minds_it() -> None:
    assert rules.check(with_addon()) == rules.check(repository({"shop/cart": {}}))


def test_its_umbrella_chart_depends_on_its_chart_and_holds_its_values() -> None:
    tree = case().tree or {}
    chart = yaml.safe_load(tree["apps/widgets/dev/Chart.yaml"])
    assert chart["dependencies"] == [
        {
            "name": "widgets",
            "version": "1.1.0",
            "repository": "https://charts.example/stable",
            "alias": "public",
        }
    ]
    assert yaml.safe_load(tree["apps/widgets/dev/values.yaml"]) == {
        "public": {
            "cluster": "laptop",
            "zones": ["a"],
            "logging": {"level": "info", "format": "{{ .Message }}"},
            "version": "1e3",
            "class": "open",
        }
    }


def test_its_archive_is_the_one_that_was_vendored() -> None:
    stored = (valid("addons") / "charts/addons/widgets-1.2.0.tgz").read_bytes()
    assert (case().tree or {})["apps/widgets/prod/charts/widgets-1.2.0.tgz"] == stored


def test_values_of_an_instance_stand_over_those_of_all_and_of_the_environment() -> None:
    private, public = of_case("prod-widgets").content.parts
    assert (private.fields["logging"], public.fields["logging"]) == ({"level": "debug"}, {"level": "warn"})


def of_case(name: str) -> Release:
    resolved = case().resolved
    assert resolved is not None
    (found,) = (release for release in resolved.releases if release.name == name)
    return found


def test_its_role_is_an_annotation_where_the_environment_works_by_annotations() -> None:
    for name, found in (("prod-widgets", True), ("dev-widgets", False)):
        assert ("serviceAccount" in of_case(name).content.parts[0].fields) is found


def test_a_value_of_the_users_stands_over_the_role() -> None:
    key = "eks.amazonaws.com/role-arn"
    resolved = with_addon(
        environment={"identity": {"type": "irsa"}},
        identity={"role": "redis", "annotations": "serviceAccount.annotations"},
        values={"serviceAccount": {"annotations": {key: "mine"}}},
    )
    assert of(resolved).content.parts[0].fields["serviceAccount"]["annotations"] == {key: "mine"}


def test_maps_of_a_chart_merge_whatever_services_would_make_of_their_names() -> None:
    resolved = with_addon(
        values={"image": {"tag": "1"}, "env": {"A": {"x": 1}}},
        environments={"prod": {"values": {"image": {"digest": "2"}, "env": {"A": {"y": 2}}}}},
    )
    assert of(resolved).content.parts[0].fields == {
        "image": {"tag": "1", "digest": "2"},
        "env": {"A": {"x": 1, "y": 2}},
    }


def test_the_version_of_an_environment_stands_over_that_of_all() -> None:
    release = of(with_addon(environments={"prod": {"chart": {"version": "19.0.0"}}}))
    assert [pin.version for pin in release.pins] == ["19.0.0", "20.1.0"]
    assert release.chart == replace(release.pins[1], version="19.0.0", location=release.chart.location)
    assert release.chart.store == layout.ADDONS


def test_a_pin_of_the_service_chart_is_not_for_it() -> None:
    resolved = with_addon()
    shop = of(resolved, "shop")
    environment = replace(
        shop.environment, charts={name: ChartPin(name, "0.1.0") for name in ("redis", layout.SERVICE_CHART)}
    )
    assert replace(shop, environment=environment).chart == ChartPin("service", "0.1.0")
    assert replace(of(resolved), environment=environment).chart.version == "20.1.0"


def test_its_values_are_traced() -> None:
    part = of(with_addon()).content.parts[0]
    assert [setting.key for setting in trace(part)] == ["architecture", "master.resources.limits.memory"]


@pytest.mark.parametrize("dotted", ["redis.architecture", "redis.master.resources.limits", "redis", "other"])
def test_its_values_lead_to_its_file(dotted: str) -> None:
    resolved = with_addon()
    assert locate.of_values(resolved, of(resolved), dotted).path == "apps/cache/addon.yaml"


def test_what_its_chart_renders_leads_to_its_file() -> None:
    resolved = with_addon()
    manifest = Manifest(
        "prod-cache/charts/redis/templates/a.yaml", {"kind": "Service", "metadata": {"name": "a"}}
    )
    found = locate.of_manifest(resolved, of(resolved), manifest, ("spec", "ports"))
    assert found.path == "apps/cache/addon.yaml"


def test_an_object_beside_the_chart_leads_to_its_lines() -> None:
    resolved = case().resolved
    assert resolved is not None
    (small,) = (item for item in case().manifests["dev-widgets"] if item.kind == "Widget")
    line = locate.of_manifest(resolved, of_case("dev-widgets"), small, ("spec", "size"))
    assert line == Location("apps/widgets/addon.yaml", 44, 60)
    assert locate.of_manifest(resolved, of_case("dev-widgets"), small, ("spec", "text")).line == 26


def test_braces_in_an_object_are_not_for_helm() -> None:
    (small,) = (item for item in case().manifests["dev-widgets"] if item.kind == "Widget")
    assert small.object["spec"] == {"size": 2, "text": "{{ not for Helm }}", "zones": ["a"]}


def test_an_object_of_a_custom_kind_comes_after_the_chart_unless_it_says_when() -> None:
    widget = {"apiVersion": "widgets.example/v1", "kind": "Widget", "metadata": {"name": "a"}}
    said = {"metadata": {"name": "b", "annotations": {"argocd.argoproj.io/sync-wave": "9"}}}
    account = {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "c"}}
    beside = of(with_addon(objects={"a": widget, "b": {**widget, **said}, "c": account})).content.beside
    found = [item["metadata"].get("annotations") for item in yaml.safe_load_all(objects(beside))]
    skip = {"argocd.argoproj.io/sync-options": "SkipDryRunOnMissingResource=true"}
    assert found == [
        {**skip, "argocd.argoproj.io/sync-wave": "5"},
        {**skip, "argocd.argoproj.io/sync-wave": "9"},
        None,
    ]


def test_a_namespace_of_the_clusters_own_is_used_and_not_made() -> None:
    tree = case().tree or {}
    assert "kube-system" in tree[layout.project("prod", "platform")].decode()
    assert layout.namespace("prod", "kube-system") not in tree
    assert "kube-system" not in tree[layout.project("prod", "namespaces")].decode()


def test_a_definition_that_fits_no_annotation_is_applied_by_the_server() -> None:
    resolved = with_addon()
    for size, expected in ((262_000, False), (263_000, True)):
        definition = {"kind": "CustomResourceDefinition", "spec": {"text": "x" * size}}
        made = applications.application(resolved.inputs, of(resolved), [Manifest("a", definition)])
        assert ("ServerSideApply=true" in made["spec"]["syncPolicy"]["syncOptions"]) is expected


def test_its_project_permits_custom_kinds_as_their_definitions_say() -> None:
    project = yaml.safe_load((case().tree or {})[layout.project("prod", "platform")])["spec"]
    widget = {"group": "widgets.example", "kind": "Widget"}
    assert {**widget, "name": "small"} in project["clusterResourceWhitelist"]
    assert widget not in project["namespaceResourceWhitelist"]


def test_facts_have_their_types_in_values() -> None:
    resolved = with_addon(
        environment={"facts": {"zones": ["a", "b"], "size": 3, "on": True, "of": {"a": "x"}}},
        values={
            "zones": {"fromEnvironment": "facts.zones"},
            "all": {"fromEnvironment": "facts.of"},
            "one": {"fromEnvironment": "facts.of.a"},
            "text": {"fromEnvironment": "{facts.size} {facts.on} {{literally}}"},
        },
    )
    assert plain(of(resolved).content.parts[0].said) == {
        "zones": ["a", "b"],
        "all": {"a": "x"},
        "one": "x",
        "text": "3 true {literally}",
    }


def test_every_version_that_an_environment_asks_for_is_to_be_vendored() -> None:
    resolved = case().resolved
    assert resolved is not None
    landing, widgets = resolved.inputs.addons
    assert [pin.version for pin in widgets.versions] == ["1.2.0", "1.1.0", "1.2.0"]
    assert [*landing.versions] == []


def test_the_facts_that_may_be_named_are_listed_in_the_how_to() -> None:
    page = (Path(__file__).parents[1] / "docs/how-to/run-a-chart-of-your-own.md").read_text(encoding="utf-8")
    shown = {"facts.*": "`facts`"}
    assert [fact for fact in FACTS if shown.get(fact, f"`{fact}`") not in page] == []


def test_an_object_of_others_is_not_held_to_the_schema_of_what_helmwright_writes(tmp_path: Path) -> None:
    """Our ServiceMonitor has no namespaceSelector, and theirs may; one of our own file is held to ours still."""
    root = lay("valid/addons", tmp_path / "repository")
    monitor = "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: a}\n"
    spec = (
        "spec: {endpoints: [{port: http}], namespaceSelector: {any: true}, selector: {matchLabels: {a: b}}}\n"
    )
    (root / "charts/landing/templates/monitor.yaml").write_text(monitor + spec)
    validator = EmbeddedValidator([resources.schemas() / "crds"])

    def codes() -> set[str]:
        return {
            found.code
            for found in pipeline.validate(pipeline.generate(root, Tools(started(), None, 1)), validator)
        }

    assert codes() == {"K222"}
    (root / "charts/landing/templates/monitor.yaml").unlink()
    addon = root / layout.addon("landing")
    body = json.dumps({**yaml.safe_load(monitor), **yaml.safe_load(spec)})
    addon.write_text(f"{addon.read_text()}objects: {{own: {body}}}\n")
    assert codes() == {"K101", "K222"}
