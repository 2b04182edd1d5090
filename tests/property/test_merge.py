"""The laws of merging layers."""

from __future__ import annotations

import copy
from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.schema_values import fields

from helmwright.model.merge import (
    Fields,
    drop_disabled,
    merge,
    normalize,
)

_NAMES = st.sampled_from(["a", "b", "env", "initContainers"])
_LEAVES = st.integers(0, 3) | st.lists(st.integers(0, 3), max_size=2)
_MAPS = st.recursive(_LEAVES, lambda inner: st.dictionaries(_NAMES, inner, max_size=3), max_leaves=12)
_LAYERS = st.dictionaries(_NAMES, _MAPS, max_size=3)
"""Layers in which a key may be a map here and a leaf there."""


def of_one_form(depth: int) -> st.SearchStrategy[dict[str, object]]:
    """Layers with maps above a depth and leaves at it, so that no key changes its form."""
    values: st.SearchStrategy[object] = of_one_form(depth - 1) if depth else _LEAVES
    return st.dictionaries(_NAMES, values, max_size=3)


@given(_LAYERS)
def test_an_empty_layer_changes_nothing(layer: Fields) -> None:
    assert merge(layer, {}) == merge({}, layer) == layer


@given(_LAYERS)
def test_a_layer_twice_is_the_layer_once(layer: Fields) -> None:
    assert merge(layer, layer) == layer


@given(of_one_form(2), of_one_form(2), of_one_form(2))
def test_layers_of_one_form_merge_in_any_grouping(low: Fields, middle: Fields, high: Fields) -> None:
    assert merge(merge(low, middle), high) == merge(low, merge(middle, high))


@given(_LAYERS, _LAYERS)
def test_the_upper_layer_has_the_last_word(low: Fields, high: Fields) -> None:
    assert merge(merge(low, high), high) == merge(low, high)


@given(_LAYERS, _LAYERS)
def test_nothing_is_invented_or_lost(low: Fields, high: Fields) -> None:
    assert set(merge(low, high)) == {*low, *high}


@given(st.lists(_LAYERS, min_size=1, max_size=3))
def test_layers_are_never_changed(layers: list[Fields]) -> None:
    before = copy.deepcopy(layers)
    reduce(merge, layers)
    assert layers == before


@settings(max_examples=30)
@given(fields())
def test_short_forms_and_switches_are_resolved_once(given_fields: Fields) -> None:
    layer = normalize(given_fields)
    assert normalize(layer) == layer
    assert drop_disabled(drop_disabled(layer)) == drop_disabled(layer)
