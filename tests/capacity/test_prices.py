"""A file of prices is read, or every mistake in it is said."""

from __future__ import annotations

import pytest

from helmwright import resources
from helmwright.capacity.prices import read
from helmwright.known.read import instance_types


def test_the_sample_can_be_read_and_says_whence_and_when() -> None:
    prices, found = read((resources.capacity() / "prices.yaml").read_bytes(), "prices.yaml")
    assert found == ()
    assert set(prices.texts) == {"currency", "region", "date", "source"}
    assert prices.on_demand["m7i.large"] == 0.1008
    assert len(prices.on_demand) > 1300
    assert prices.on_demand.keys() <= instance_types().keys()
    assert prices.of(instance_types()["m7i.large"], True) is None
    assert prices.serverless(1, 2) == pytest.approx(0.04048 + 2 * 0.004445)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- 1\n", "p.yaml:1:1: error T120: the file is no map"),
        ("spot: {m7i.large: cheap}\n", "p.yaml:1:19: error T120: the price of m7i.large is no number"),
        ("onDemand: {m7i.large: -1}\n", "p.yaml:1:23: error T120: the price of m7i.large is no number"),
        ("ondemand: {}\n", "p.yaml:1:11: error T120: 'ondemand' means nothing here"),
        ("fargate: {cpu: 1}\n", "p.yaml:1:16: error T120: 'cpu' means nothing here"),
        ("date: 5\n", "p.yaml:1:7: error T120: date is no text"),
        ("spot: 1\n", "p.yaml:1:7: error T120: spot is no map"),
        ("spot: {a: 1\n", "p.yaml:2:1: error T120: "),
    ],
)
def test_a_mistake_is_said_with_its_place(text: str, expected: str) -> None:
    _, found = read(text.encode(), "p.yaml")
    assert len(found) == 1
    assert str(found[0]).startswith(expected)
