"""Selectors, required affinity and taints are read as the scheduler reads them."""

from __future__ import annotations

from typing import Any

import pytest

from helmwright.capacity.fitting import refusal
from helmwright.kubernetes.selectors import selected
from helmwright.model.nodes import Taint

LABELS = {"kubernetes.io/arch": "amd64", "size": "8", "pool": "web"}
TAINT = Taint("dedicated", "web", "NoSchedule")


def required(*terms: dict[str, Any]) -> dict[str, Any]:
    rule = {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [*terms]}}
    return {"affinity": {"nodeAffinity": rule}}


def expressions(*found: tuple[str, str, list[str]]) -> dict[str, Any]:
    return {"matchExpressions": [{"key": key, "operator": op, "values": values} for key, op, values in found]}


FITS = [
    {},
    {"nodeSelector": {"pool": "web"}},
    required(expressions(("pool", "In", ["web", "batch"]))),
    required(expressions(("pool", "In", ["batch"])), expressions(("size", "Gt", ["4"]))),
    required(expressions(("size", "Lt", ["9"]), ("gpu", "DoesNotExist", []))),
    required(expressions(("pool", "Exists", []), ("gpu", "NotIn", ["a10"]))),
]
REFUSED = [
    ({"nodeSelector": {"pool": "batch"}}, "it asks for pool=batch"),
    (required(expressions(("pool", "In", ["batch"]), ("size", "Exists", []))), "it asks for pool In batch"),
    (required(expressions(("pool", "NotIn", ["web"]))), "it asks for pool NotIn web"),
    (required(expressions(("size", "Gt", ["8"]))), "it asks for size Gt 8"),
    (required(expressions(("pool", "Lt", ["8"]))), "it asks for pool Lt 8"),
    (required(expressions(("gpu", "Exists", []))), "it asks for gpu Exists"),
    (required({}), "its affinity selects no node"),
    (
        required({"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["a"]}]}),
        "its affinity selects no node",
    ),
]


@pytest.mark.parametrize("spec", FITS)
def test_a_pod_that_fits_is_refused_by_nothing(spec: dict[str, Any]) -> None:
    assert refusal(spec, LABELS, ()) is None


@pytest.mark.parametrize(("spec", "why"), REFUSED)
def test_a_pod_that_does_not_fit_hears_why(spec: dict[str, Any], why: str) -> None:
    found = refusal(spec, LABELS, ())
    assert found is not None
    assert found.why == why


@pytest.mark.parametrize(
    ("toleration", "fits"),
    [
        ({"operator": "Exists"}, True),
        ({"key": "dedicated", "operator": "Exists"}, True),
        ({"key": "dedicated", "value": "web"}, True),
        ({"key": "dedicated", "value": "web", "effect": "NoSchedule"}, True),
        ({"key": "dedicated", "value": "batch"}, False),
        ({"key": "dedicated", "operator": "Exists", "effect": "NoExecute"}, False),
        ({"key": "other", "operator": "Exists"}, False),
        ({"operator": "Equal"}, False),
    ],
)
def test_taints_need_a_toleration(toleration: dict[str, Any], fits: bool) -> None:
    assert (refusal({"tolerations": [toleration]}, {}, [TAINT]) is None) is fits


def test_a_taint_that_only_prefers_keeps_nobody_away() -> None:
    assert refusal({}, {}, [Taint("dedicated", "", "PreferNoSchedule")]) is None


def test_an_empty_selector_takes_everything() -> None:
    assert selected({}, {"a": "b"})
    assert not selected({"matchLabels": {"a": "c"}}, {"a": "b"})
