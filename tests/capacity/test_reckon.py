"""A plan is what rendered objects and the description of nodes say together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.repositories import repository

from helmwright.capacity.demands import counts_own
from helmwright.capacity.plan import Load, Plan
from helmwright.capacity.prices import Prices
from helmwright.capacity.reckon import reckon
from helmwright.capacity.workloads import Owned
from helmwright.known.read import instance_types, system_objects
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.inputs import Environment

GROUP = {"instanceTypes": ["m7i.large"], "max": 6}
ZONES = {**GROUP, "zones": ["eu-west-1a", "eu-west-1b"], "min": 2}
SPREAD = {"topologyKey": "topology.kubernetes.io/zone", "maxSkew": 1, "whenUnsatisfiable": "DoNotSchedule"}


def environment(
    provider: str = "generic", limits: Mapping[str, Any] | None = None, **cluster: Any
) -> Environment:
    said = {"name": "acme", "provider": provider, "kubernetesVersion": "1.34", **cluster}
    fields: dict[str, Any] = {"cluster": said} | ({"limits": limits} if limits else {})
    return repository({"shop/cart": {}}, environments={"prod": fields}).inputs.environments["prod"]


def item(kind: str, name: str = "cart", app: str = "shop", namespace: str = "", **spec: Any) -> Owned:
    found = {"apiVersion": "apps/v1", "kind": kind, "metadata": {"name": name}, "spec": spec}
    return Owned(Manifest(f"{app}.yaml", found), namespace or app, app, f"team-{app}")


def pods(
    cpu: str = "500m", memory: str = "1Gi", labels: Mapping[str, str] | None = None, **spec: Any
) -> dict[str, Any]:
    resources = {"requests": {"cpu": cpu, "memory": memory}, "limits": {"memory": memory}}
    containers = [{"name": "main", "resources": resources}]
    return {"metadata": {"labels": labels or {"app": "cart"}}, "spec": {"containers": containers, **spec}}


def planned(where: Environment, *objects: Owned, prices: Prices | None = None) -> Plan:
    return reckon(where, objects, instance_types(), system_objects(), prices)


def last(where: Environment, *objects: Owned, prices: Prices | None = None) -> Load:
    return planned(where, *objects, prices=prices).loads[-1]


def counts(*objects: Owned) -> tuple[int, int, int]:
    return planned(environment(), *objects).workloads[0].counts


def scaler(kind: str, **spec: Any) -> Owned:
    return item(kind, "scaler", scaleTargetRef={"kind": "Deployment", "name": "cart"}, **spec)


def test_the_number_of_pods_is_what_is_stated_between_what_autoscalers_do() -> None:
    stated = item("Deployment", replicas=3, template=pods())
    assert counts(stated) == (3, 3, 3)
    assert counts(item("Deployment", template=pods())) == (1, 1, 1)
    assert counts(stated, scaler("HorizontalPodAutoscaler", minReplicas=2, maxReplicas=9)) == (2, 3, 9)
    assert counts(stated, scaler("HorizontalPodAutoscaler", minReplicas=4, maxReplicas=9)) == (4, 4, 9)
    assert counts(stated, scaler("ScaledObject", maxReplicaCount=2)) == (0, 2, 2)
    assert counts(item("Job", parallelism=4, template=pods())) == (0, 0, 4)
    assert counts(item("CronJob", jobTemplate={"spec": {"template": pods()}})) == (0, 0, 1)


@pytest.mark.parametrize(
    ("kind", "strategy", "surge"),
    [
        ("Deployment", {}, 3),
        ("Deployment", {"rollingUpdate": {"maxSurge": 2}}, 2),
        ("Deployment", {"rollingUpdate": {"maxSurge": "100%"}}, 10),
        ("Deployment", {"type": "Recreate"}, 0),
        ("StatefulSet", {}, 0),
        ("Rollout", {"blueGreen": {}}, 10),
        ("Rollout", {"canary": {"maxSurge": "10%"}}, 1),
    ],
)
def test_an_update_brings_more_pods_for_a_while(kind: str, strategy: Mapping[str, Any], surge: int) -> None:
    found = planned(environment(), item(kind, replicas=10, strategy=strategy, template=pods())).workloads[0]
    assert found.surge == (surge, surge, surge)


def test_a_container_asks_for_what_its_namespace_gives_it() -> None:
    bare = {"spec": {"containers": [{"name": "main"}]}}
    limits = {"defaultRequest": {"cpu": "50m", "memory": "64Mi"}, "default": {"memory": "1Gi"}}
    found = planned(environment(limits=limits), item("Deployment", template=bare)).workloads[0]
    assert (found.room.cpu, found.room.memory, found.limits.memory) == (50, 64 << 20, 1 << 30)


def test_every_team_app_and_zone_has_its_sum() -> None:
    where = environment(nodes={"general": ZONES})
    load = last(
        where,
        item("Deployment", replicas=4, template=pods()),
        item("Deployment", app="news", template=pods()),
    )
    assert load.total.requests.pods == 5
    assert {name: one.requests.cpu for name, one in load.by_team.items()} == {
        "team-news": 500,
        "team-shop": 2000,
    }
    assert {name: one.limits.memory >> 30 for name, one in load.by_app.items()} == {"news": 1, "shop": 4}
    assert sum(one.requests.pods for one in load.by_zone.values()) == 5
    assert set(load.by_zone) == {"eu-west-1a", "eu-west-1b"}


def test_what_daemonsets_take_is_taken_on_every_node_that_they_are_on() -> None:
    tainted = {**GROUP, "taints": [{"key": "own", "effect": "NoSchedule"}]}
    where = environment(nodes={"general": GROUP, "own": tainted})
    plan = planned(where, item("DaemonSet", template=pods(cpu="100m", memory="64Mi")))
    assert [
        (kind.group.name, room.cpu, room.pods) for kind, room in zip(plan.kinds, plan.taken, strict=True)
    ] == [
        ("general", 100, 1),
        ("own", 0, 0),
    ]
    assert plan.kinds[0].room.cpu == plan.kinds[1].room.cpu - 100


def test_what_eks_runs_is_counted_unless_it_is_rendered() -> None:
    where = environment("eks", nodes={"general": GROUP})
    names = {work.name for work in planned(where).workloads}
    assert names == {
        "kube-system/DaemonSet/aws-node",
        "kube-system/DaemonSet/kube-proxy",
        "kube-system/Deployment/coredns",
    }
    assert planned(where).taken[0].cpu == 150
    own = item("DaemonSet", "aws-node", "cni", "kube-system", template=pods(cpu="50m", memory="0"))
    found = [work for work in planned(where, own).workloads if work.owned.manifest.name == "aws-node"]
    assert [work.owned.app for work in found] == ["cni"]
    assert planned(environment(nodes={"general": GROUP})).workloads == ()
    assert planned(environment("eks", autoMode=True, nodes={"general": GROUP})).workloads == ()


def test_pods_keep_apart_and_are_spread_as_they_must() -> None:
    apart = {
        "podAntiAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": [
                {"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"app": "cart"}}}
            ]
        }
    }
    where = environment(nodes={"general": ZONES})
    load = last(where, item("Deployment", replicas=4, template=pods("100m", affinity=apart)))
    assert [dict(node.pods) for node in load.nodes] == [{"shop/Deployment/cart": 1}] * 4
    selector = {"matchLabels": {"app": "cart"}}
    spread = [{**SPREAD, "labelSelector": selector}]
    load = last(
        where, item("Deployment", replicas=6, template=pods("100m", topologySpreadConstraints=spread))
    )
    assert [one.requests.pods for one in load.by_zone.values()] == [3, 3]


@pytest.mark.parametrize("key", ["topology.kubernetes.io/zone", "kubernetes.io/hostname"])
def test_a_skew_that_allows_nothing_is_one(key: str) -> None:
    where = environment(nodes={"pool": {"type": "karpenter", "instanceTypes": ["m7i.large"]}})
    spread = [{**SPREAD, "topologyKey": key, "maxSkew": 0, "labelSelector": {"matchLabels": {"app": "cart"}}}]
    template = pods("100m", topologySpreadConstraints=spread)
    load = last(where, item("Deployment", replicas=3, template=template))
    assert sum(sum(node.pods.values()) for node in load.nodes) == 3


@pytest.mark.parametrize(("selector", "most"), [({}, 1), (None, 2)])
def test_an_empty_selector_takes_all_pods_and_none_takes_none(selector: object, most: int) -> None:
    term = {"topologyKey": "kubernetes.io/hostname", "labelSelector": selector}
    apart = {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [term]}}
    spread = [{**SPREAD, "labelSelector": selector}]
    template = pods("100m", affinity=apart, topologySpreadConstraints=spread)
    load = last(environment(nodes={"general": ZONES}), item("Deployment", replicas=4, template=template))
    assert max(sum(node.pods.values()) for node in load.nodes) == most
    (work,) = planned(environment(), item("Deployment", template=template)).workloads
    assert counts_own(work, spread[0]) == (most == 1)


def test_two_workloads_that_keep_apart_share_no_node() -> None:
    term = {"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"app": "cart"}}}
    apart = {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [term]}}
    one = item("Deployment", template=pods("100m"))
    other = item("Deployment", "view", template=pods("100m", labels={"app": "view"}, affinity=apart))
    load = last(environment(nodes={"general": GROUP}), one, other)
    assert sorted(len(node.pods) for node in load.nodes) == [1, 1]
    elsewhere = item(
        "Deployment", "view", "news", template=pods("100m", labels={"app": "view"}, affinity=apart)
    )
    assert len(last(environment(nodes={"general": GROUP}), one, elsewhere).nodes) == 1


def test_what_has_no_place_says_why() -> None:
    where = environment(
        nodes={"general": {**GROUP, "max": 1}, "arm": {"instanceTypes": ["m7g.large"], "max": 1}}
    )
    amd = pods("1", nodeSelector={"kubernetes.io/arch": "amd64"})
    (one,) = last(where, item("Deployment", replicas=3, template=amd)).nowhere
    assert (one.count, one.why) == (2, "general: no room left; arm: it asks for kubernetes.io/arch=amd64")


def test_spot_nodes_hold_a_share() -> None:
    pool = {"type": "karpenter", "instanceTypes": ["m7i.large"], "capacityType": "spot"}
    where = environment(nodes={"spot": pool, "general": GROUP})
    on_spot = {"karpenter.sh/capacity-type": "spot"}
    other = {"eks.amazonaws.com/nodegroup": "general"}
    load = last(
        where,
        item("Deployment", replicas=3, template=pods(nodeSelector=on_spot)),
        item("Deployment", "view", template=pods(nodeSelector=other)),
    )
    assert load.spot == 0.75


def test_fargate_takes_what_its_profile_selects_by_size() -> None:
    profile = {"type": "fargate", "selectors": [{"namespace": "sh*", "labels": {"app": "cart"}}]}
    where = environment(nodes={"serverless": profile, "general": GROUP})
    load = last(
        where,
        item("Deployment", replicas=2, template=pods("250m", "256Mi")),
        item("Deployment", "view", template=pods("250m", "257Mi", labels={"app": "view"})),
        prices=Prices(on_demand={"m7i.large": 0.1}, fargate={"vcpu": 0.04, "memory": 0.004}),
    )
    (one,) = load.serverless
    assert (one.workload, one.count, one.size) == ("shop/Deployment/cart", 2, (0.25, 0.5))
    assert [dict(node.pods) for node in load.nodes] == [{"shop/Deployment/view": 1}]
    assert load.bill is not None
    assert load.bill.rows == {
        ("general", "m7i.large"): pytest.approx(73),
        ("serverless", "fargate"): pytest.approx(2 * 730 * (0.25 * 0.04 + 0.5 * 0.004)),
    }


def test_what_has_no_price_is_named() -> None:
    pool = {"type": "karpenter", "instanceTypes": ["m7i.large"], "capacityType": "spot"}
    prices = Prices(on_demand={"m7i.large": 0.1})
    load = last(environment(nodes={"spot": pool}), item("Deployment", template=pods()), prices=prices)
    assert load.bill is not None
    assert (load.bill.total, load.bill.unknown) == (0, ("m7i.large as spot",))


def test_of_a_pool_the_cheapest_type_that_does_is_taken() -> None:
    pool = {"type": "karpenter", "instanceTypes": ["m7i.large", "m7i.8xlarge"]}
    where = environment(nodes={"pool": pool})
    load = last(where, item("Deployment", template=pods()))
    assert [node.kind.instance.name for node in load.nodes] == ["m7i.large"]
    dear = Prices(on_demand={"m7i.large": 9, "m7i.8xlarge": 1})
    load = last(where, item("Deployment", template=pods()), prices=dear)
    assert [node.kind.instance.name for node in load.nodes] == ["m7i.8xlarge"]


def test_a_lost_zone_sends_its_pods_elsewhere_but_for_those_whose_volumes_are_there() -> None:
    where = environment(nodes={"general": {**ZONES, "max": 2}})
    claim = {"metadata": {"name": "data"}, "spec": {"storageClassName": "gp3"}}
    selector = {"matchLabels": {"app": "db"}}
    spread = [{**SPREAD, "labelSelector": selector}]
    template = pods("100m", "64Mi", labels={"app": "db"}, topologySpreadConstraints=spread)
    plan = planned(
        where,
        item("StatefulSet", "db", replicas=2, template=template, volumeClaimTemplates=[claim]),
        item("Deployment", replicas=4, template=pods("800m")),
    )
    names = [work.owned.manifest.name for work in plan.packed]
    first = plan.loads[-1].zones[0]
    assert (first.what, first.opened) == ("eu-west-1a", 1)
    assert {names[number]: count for number, count in first.bound.items()} == {"db": 1}
    assert {names[number]: count for number, count in first.left.items()} == {}


def test_a_lost_zone_is_none_that_pods_are_spread_over() -> None:
    selector = {"matchLabels": {"app": "cart"}}
    template = pods("100m", topologySpreadConstraints=[{**SPREAD, "labelSelector": selector}])
    plan = planned(environment(nodes={"general": ZONES}), item("Deployment", replicas=4, template=template))
    assert [sum(event.left.values()) for event in plan.loads[-1].zones] == [0, 0]


def test_a_group_at_its_most_nodes_does_not_take_all_of_a_lost_zone() -> None:
    where = environment(
        nodes={
            "one": {**ZONES, "zones": ["eu-west-1a"], "max": 2},
            "two": {**GROUP, "zones": ["eu-west-1b"], "max": 1},
        }
    )
    plan = planned(where, item("Deployment", replicas=4, template=pods("800m")))
    lost = {event.what: sum(event.left.values()) for event in plan.loads[-1].zones}
    assert lost == {"eu-west-1a": 2, "eu-west-1b": 0}


def test_a_drain_and_an_update_say_whether_there_is_room() -> None:
    where = environment(nodes={"general": {**GROUP, "max": 2}})
    load = last(
        where,
        item("Deployment", replicas=4, template=pods("900m"), strategy={"rollingUpdate": {"maxSurge": 1}}),
    )
    (drain,) = load.drains
    assert (drain.moved, drain.opened, dict(drain.left)) == (2, 1, {})
    assert [(event.what, event.moved, sum(event.left.values())) for event in load.updates] == [
        ("", 1, 1),
        ("shop", 1, 1),
    ]


def test_what_is_not_reckoned_with_is_named() -> None:
    near = {
        "podAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "kubernetes.io/hostname"}]
        }
    }
    gpu = {"containers": [{"name": "main", "resources": {"limits": {"nvidia.com/gpu": 1}}}]}
    plan = planned(
        environment(),
        item("Deployment", template=pods(affinity=near)),
        item("Deployment", "view", template={"spec": gpu}),
    )
    assert plan.left_out == ("requests of nvidia.com/gpu (1)", "required affinity to other pods (1)")
