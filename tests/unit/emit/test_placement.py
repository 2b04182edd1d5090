"""Placement: which nodes are wanted, by what the environment calls them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import cart_values

SPOT = {"spotNodes": {"label": "karpenter.sh/capacity-type", "value": "spot"}}
TAINTED = {"spotNodes": {**SPOT["spotNodes"], "taint": True}}


def placed(environment: dict[str, Any] | None = None, **placement: Any) -> Any:
    return cart_values({"placement": placement}, environment)


def expressions(values: Any) -> Any:
    rules = values["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]
    (term,) = rules["nodeSelectorTerms"]
    return [(item["key"], item["operator"], item["values"]) for item in term["matchExpressions"]]


def test_an_image_runs_where_it_was_built_for() -> None:
    values = placed(arch=["amd64", "arm64"])
    assert expressions(values) == [("kubernetes.io/arch", "In", ["amd64", "arm64"])]


@pytest.mark.parametrize(("wish", "operator"), [("required", "In"), ("never", "NotIn")])
def test_spot_nodes_are_known_by_the_environments_label(wish: str, operator: str) -> None:
    values = placed(SPOT, spot=wish)
    assert expressions(values) == [("karpenter.sh/capacity-type", operator, ["spot"])]


@pytest.mark.parametrize("wish", ["allowed", "required", "never"])
def test_where_there_are_no_spot_nodes_nothing_is_said_of_them(wish: str) -> None:
    assert placed(spot=wish) == {}


@pytest.mark.parametrize(("wish", "tolerated"), [("allowed", True), ("required", True), ("never", False)])
def test_the_taint_of_spot_nodes_is_tolerated_by_those_that_may_run_there(wish: str, tolerated: bool) -> None:
    own = {"key": "dedicated", "operator": "Exists"}
    taint = {
        "key": "karpenter.sh/capacity-type",
        "operator": "Equal",
        "value": "spot",
        "effect": "NoSchedule",
    }
    values = placed(TAINTED, spot=wish, tolerations=[own])
    assert values["tolerations"] == ([own, taint] if tolerated else [own])


def test_pods_that_must_not_be_disturbed_say_so_to_both_autoscalers_of_nodes() -> None:
    assert placed(doNotDisrupt=True)["podAnnotations"] == {
        "cluster-autoscaler.kubernetes.io/safe-to-evict": "false",
        "karpenter.sh/do-not-disrupt": "true",
    }


def test_pods_keep_apart() -> None:
    assert placed(apart="hard") == {"keepApart": "hard"}
