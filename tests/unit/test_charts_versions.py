"""Versions of charts as semver.org says."""

from __future__ import annotations

import json

import pytest

from helmwright.charts.chart import ChartError, from_folder
from helmwright.charts.versions import Step, bumped, precedence, step


def chart_of(version: str) -> str:
    """The version of a chart that states it."""
    text = f"apiVersion: v2\nname: web\nversion: {json.dumps(version)}\n"
    return from_folder({"Chart.yaml": text.encode()}).version


@pytest.mark.parametrize(
    "text", ["0.0.0", "1.2.3", "1.2.3-rc.1", "1.2.3-0a.-", "1.2.3+acme.1", "1.0.0-a+001", "v1.2.3"]
)
def test_versions(text: str) -> None:
    assert chart_of(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "1.2",
        "vv1.2.3",
        "01.2.3",
        "1.2.3-",
        "1.2.3-01",
        "1.2.3+",
        "1.2.3 ",
        "1.2.3\n",
        "1.2.٣",
        "1.2.3-٣a",
        "",
    ],
)
def test_no_versions(text: str) -> None:
    with pytest.raises(ChartError, match="not three numbers"):
        chart_of(text)


def test_they_are_sorted_as_semver_says() -> None:
    """The example of https://semver.org/#spec-item-11."""
    ordered = (
        *("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11"),
        *("1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0"),
    )
    assert sorted(set(ordered), key=precedence) == [*ordered]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1.2.3", "1.2.4", Step.PATCH),
        ("1.2.3", "1.3.0", Step.MINOR),
        ("1.2.3", "2.0.0", Step.MAJOR),
        ("0.2.3", "0.2.4", Step.PATCH),
        ("0.2.3", "0.3.0", Step.MAJOR),
        ("0.9.0", "1.0.0", Step.MAJOR),
        ("1.2.3", "1.2.3", Step.NONE),
        ("1.2.3", "1.2.2", Step.NONE),
        ("1.2.3", "1.2.3-rc.1", Step.NONE),
    ],
)
def test_how_far_one_is_from_another(before: str, after: str, expected: Step) -> None:
    assert step(before, after) is expected


@pytest.mark.parametrize(
    ("version", "wanted", "expected"),
    [
        ("1.2.3", Step.PATCH, "1.2.4"),
        ("1.2.3", Step.MINOR, "1.3.0"),
        ("1.2.3", Step.MAJOR, "2.0.0"),
        ("0.2.3", Step.PATCH, "0.2.4"),
        ("0.2.3", Step.MINOR, "0.3.0"),
        ("0.2.3", Step.MAJOR, "0.3.0"),
        ("1.2.3", Step.NONE, "1.2.3"),
    ],
)
def test_the_next_version(version: str, wanted: Step, expected: str) -> None:
    assert bumped(version, wanted) == expected


def test_what_is_no_version_has_no_place_among_them() -> None:
    with pytest.raises(ValueError, match="latest"):
        precedence("latest")
