"""Layers of fields: short forms, merging, and entries that are switched off."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from helmwright.model.forms import FORMS
from helmwright.model.merge import drop_disabled, merge, normalize


@pytest.mark.parametrize(
    ("base", "over", "merged"),
    [
        ({"a": 1}, {}, {"a": 1}),
        ({}, {"a": 1}, {"a": 1}),
        ({"a": 1}, {"a": 2}, {"a": 2}),
        ({"a": {"b": 1}}, {"a": {"c": 2}}, {"a": {"b": 1, "c": 2}}),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, {"a": {"b": 2}}),
        ({"args": ["x", "y"]}, {"args": ["z"]}, {"args": ["z"]}),
        ({"replicas": 3}, {"replicas": {"min": 1}}, {"replicas": {"min": 1}}),
        ({"replicas": {"min": 1}}, {"replicas": 0}, {"replicas": 0}),
        ({"disruption": {"maxUnavailable": 1}}, {"disruption": False}, {"disruption": False}),
        ({"a": {"b": 1}}, {"a": {}}, {"a": {"b": 1}}),
    ],
)
def test_maps_merge_and_everything_else_replaces(base: Any, over: Any, merged: Any) -> None:
    assert merge(base, over) == merged


FULL = {"data": {"a": "b"}, "env": {"A": "b"}, "cidrs": ["10.0.0.0/8"], "temporary": True}
"""What stands for a field of a form, where a text will not do."""
CHANGES = [
    pytest.param(path, low, high, id=f"{'.'.join(path)}: {'+'.join(low)} to {'+'.join(high)}")
    for path, forms in FORMS.items()
    for low, high in permutations(forms, 2)
]


@pytest.mark.parametrize(("path", "low", "high"), CHANGES)
def test_an_entry_of_another_form_takes_the_place_of_the_lower(
    path: tuple[str, ...], low: tuple[str, ...], high: tuple[str, ...]
) -> None:
    """Every form to every other one; what all forms have in common stays."""

    def fields(form: tuple[str, ...], **common: str) -> Any:
        entry: Any = {name: FULL.get(name, name) for name in form} | common
        for step in reversed(path):
            entry = {"entry" if step == "*" else step: entry}
        return entry

    merged = merge(fields(low, repository="kept"), fields(high))
    assert merged == fields(high, repository="kept")


def test_a_layer_that_adds_to_a_form_does_not_change_it() -> None:
    base = {"secrets": {"db": {"csi": "secretsManager", "key": "a"}}, "storage": {"data": {"claim": "c"}}}
    over = {"secrets": {"db": {"key": "b"}}, "storage": {"data": {"mount": "/data"}}}
    assert merge(base, over) == {
        "secrets": {"db": {"csi": "secretsManager", "key": "b"}},
        "storage": {"data": {"claim": "c", "mount": "/data"}},
    }


def test_the_order_of_keys_is_the_lower_layers_first() -> None:
    assert list(merge({"b": 1, "a": 1}, {"c": 2, "a": 2})) == ["b", "a", "c"]


def test_a_variable_is_replaced_whole() -> None:
    base = {"env": {"DB": {"secret": "db/host"}, "LEVEL": "info"}}
    over = {"env": {"DB": {"configMap": "db/host"}}}
    assert merge(base, over) == {"env": {"DB": {"configMap": "db/host"}, "LEVEL": "info"}}


@pytest.mark.parametrize("field", ["initContainers", "sidecars"])
def test_a_variable_of_another_container_is_replaced_whole(field: str) -> None:
    base = {field: {"migrate": {"env": {"DB": {"secret": "db/host"}}, "args": ["up"]}}}
    over = {field: {"migrate": {"env": {"DB": {"address": "db"}}}}}
    assert merge(base, over) == {field: {"migrate": {"env": {"DB": {"address": "db"}}, "args": ["up"]}}}


def test_a_variable_of_a_worker_is_replaced_whole() -> None:
    base = {"workers": {"mail": {"env": {"DB": {"secret": "db/host"}}, "replicas": 2}}}
    over = {"workers": {"mail": {"env": {"DB": "localhost"}}}}
    assert merge(base, over) == {"workers": {"mail": {"env": {"DB": "localhost"}, "replicas": 2}}}


def test_maps_called_env_elsewhere_merge() -> None:
    base = {"secrets": {"db": {"env": {"USER": "user"}}}}
    over = {"secrets": {"db": {"env": {"PASSWORD": "password"}}}}
    assert merge(base, over) == {"secrets": {"db": {"env": {"USER": "user", "PASSWORD": "password"}}}}


def test_a_workers_short_port_is_written_out() -> None:
    assert normalize({"workers": {"mail": {"ports": {"health": 8081}}, "idle": {}}}) == {
        "workers": {"mail": {"ports": {"health": {"container": 8081}}}, "idle": {}}
    }


def test_a_workers_entries_are_dropped_with_it_or_alone() -> None:
    mail = {
        "ports": {"a": {"enabled": False}, "b": {"container": 1}},
        "probes": {"liveness": {"enabled": False}},
    }
    assert drop_disabled(
        {"workers": {"mail": mail, "idle": {"enabled": False}, "kept": {"enabled": True}}}
    ) == {"workers": {"mail": {"ports": {"b": {"container": 1}}, "probes": {}}, "kept": {}}}


def test_a_short_port_is_written_out() -> None:
    assert normalize({"ports": {"http": 8080, "grpc": {"container": 7070}}, "args": []}) == {
        "ports": {"http": {"container": 8080}, "grpc": {"container": 7070}},
        "args": [],
    }


def test_a_short_port_merges_with_a_long_one() -> None:
    base = normalize({"ports": {"http": 8080}})
    over = normalize({"ports": {"http": {"service": 80}}})
    assert merge(base, over) == {"ports": {"http": {"container": 8080, "service": 80}}}


@pytest.mark.parametrize(
    "section",
    [
        *("ports", "envFrom", "secrets", "config", "storage", "probes", "lifecycle"),
        *("initContainers", "sidecars"),
    ],
)
def test_an_entry_is_switched_off(section: str) -> None:
    fields = {section: {"a": {"enabled": False, "x": 1}, "b": {"enabled": True, "x": 2}, "c": {"x": 3}}}
    assert drop_disabled(fields) == {section: {"b": {"x": 2}, "c": {"x": 3}}}


@pytest.mark.parametrize("section", ["allowFrom", "egress"])
def test_a_network_opening_is_switched_off(section: str) -> None:
    fields = {"network": {section: {"a": {"enabled": False}, "b": {}}, "internet": True}}
    assert drop_disabled(fields) == {"network": {section: {"b": {}}, "internet": True}}


@pytest.mark.parametrize("section", ["envFrom", "probes", "lifecycle"])
def test_an_entry_of_another_container_is_switched_off(section: str) -> None:
    fields = {"sidecars": {"proxy": {section: {"a": {"enabled": False}, "b": {"x": 1}}}, "plain": {}}}
    assert drop_disabled(fields) == {"sidecars": {"proxy": {section: {"b": {"x": 1}}}, "plain": {}}}


def test_exposure_is_switched_off() -> None:
    assert drop_disabled({"expose": {"enabled": False, "hosts": ["shop"]}, "args": []}) == {"args": []}
    assert drop_disabled({"expose": {"enabled": True, "hosts": ["shop"]}}) == {"expose": {"hosts": ["shop"]}}
    more = {"office": {"enabled": False}, "api": {"enabled": True, "hosts": ["api"]}}
    assert drop_disabled({"expose": {"more": more}}) == {"expose": {"more": {"api": {"hosts": ["api"]}}}}


def test_a_variable_called_enabled_is_a_variable() -> None:
    fields = {"config": {"app": {"env": {"enabled": "false"}}}}
    assert drop_disabled(fields) == fields
