"""Placement: where pods run, and what surrounds them there."""

from __future__ import annotations

from typing import Any

from chartwright.testing.render import Render

from .support import WORKER


def spec(render: Render, values: dict[str, Any]) -> Any:
    return render({**WORKER, **values}).pod["spec"]


def constraint(key: str, **other: Any) -> dict[str, Any]:
    labels = {
        "app.kubernetes.io/name": "cart",
        "app.kubernetes.io/instance": "prod-shop",
        "app.kubernetes.io/component": "server",
    }
    return {
        "topologyKey": key,
        "maxSkew": 1,
        "whenUnsatisfiable": "ScheduleAnyway",
        "labelSelector": {"matchLabels": labels},
        "matchLabelKeys": ["pod-template-hash"],
        **other,
    }


NODE, ZONE = "kubernetes.io/hostname", "topology.kubernetes.io/zone"


def test_pods_spread_over_nodes_and_zones_when_they_can(render: Render) -> None:
    assert spec(render, {})["topologySpreadConstraints"] == [constraint(NODE), constraint(ZONE)]


def test_a_constraint_can_be_hardened_added_and_switched_off(render: Render) -> None:
    spread = {
        "zone": {"whenUnsatisfiable": "DoNotSchedule", "maxSkew": 2, "minDomains": 3},
        "node": {"enabled": False},
        "rack": {"topologyKey": "example.com/rack"},
    }
    assert spec(render, {"topologySpread": spread})["topologySpreadConstraints"] == [
        constraint("example.com/rack"),
        constraint(ZONE, whenUnsatisfiable="DoNotSchedule", maxSkew=2, minDomains=3),
    ]


def test_without_constraints_there_is_no_list(render: Render) -> None:
    off = {"zone": {"enabled": False}, "node": {"enabled": False}}
    assert "topologySpreadConstraints" not in spec(render, {"topologySpread": off})


def test_what_kubernetes_defines_is_passed_on(render: Render) -> None:
    given = {
        "nodeSelector": {"kubernetes.io/arch": "arm64"},
        "tolerations": [
            {"key": "spot", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300}
        ],
        "affinity": {"nodeAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": []}},
        "priorityClassName": "high",
        "runtimeClassName": "gvisor",
        "hostAliases": [{"ip": "10.0.0.1", "hostnames": ["a", "b"]}],
    }
    assert given.items() <= spec(render, given).items()


def test_what_is_not_given_is_not_printed(render: Render) -> None:
    keys = {
        "nodeSelector",
        "tolerations",
        "affinity",
        "priorityClassName",
        "runtimeClassName",
        "hostAliases",
        "dnsConfig",
    }
    assert keys.isdisjoint(spec(render, {}))


def test_dns_options_are_a_list_for_kubernetes(render: Render) -> None:
    dns = {
        "nameservers": ["10.0.0.2"],
        "searches": ["corp.example.com"],
        "options": {"ndots": "2", "edns0": ""},
    }
    assert spec(render, {"dnsConfig": dns})["dnsConfig"] == {
        "nameservers": ["10.0.0.2"],
        "searches": ["corp.example.com"],
        "options": [{"name": "edns0"}, {"name": "ndots", "value": "2"}],
    }


def test_a_constraint_without_a_key_is_refused(render: Render) -> None:
    assert render.failure({**WORKER, "topologySpread": {"rack": {"maxSkew": 2}}}) == (
        "Deployment: cart.topologySpread.rack.topologyKey: is missing"
    )


def test_a_number_of_domains_without_the_condition_it_needs_is_refused(render: Render) -> None:
    assert render.refused_paths({**WORKER, "topologySpread": {"zone": {"minDomains": 3}}}) == [
        "cart.topologySpread.zone"
    ]


LABELS = {
    "app.kubernetes.io/name": "cart",
    "app.kubernetes.io/instance": "prod-shop",
    "app.kubernetes.io/component": "server",
}
ON_ITS_NODE = {"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": LABELS}}


def test_pods_keep_apart_as_a_wish_or_as_a_condition(render: Render) -> None:
    wish = render({**WORKER, "keepApart": "soft"}).pod["spec"]["affinity"]
    assert wish == {
        "podAntiAffinity": {
            "preferredDuringSchedulingIgnoredDuringExecution": [
                {"weight": 100, "podAffinityTerm": ON_ITS_NODE}
            ]
        }
    }
    condition = render({**WORKER, "keepApart": "hard"}).pod["spec"]["affinity"]
    assert condition == {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [ON_ITS_NODE]}}


def test_rules_of_the_values_stand_beside_keeping_apart_or_in_its_place(render: Render) -> None:
    near = {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "rack"}]}
    values = {**WORKER, "keepApart": "hard", "affinity": {"podAffinity": near}}
    assert set(render(values).pod["spec"]["affinity"]) == {"podAffinity", "podAntiAffinity"}
    values["affinity"] = {"podAntiAffinity": near}
    assert render(values).pod["spec"]["affinity"] == {"podAntiAffinity": near}
