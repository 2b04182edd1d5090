"""The configuration of Renovate in new repositories finds the chart of every add-on.

Renovate itself needs Node; its manager looks for these expressions in the files that the patterns name
(https://docs.renovatebot.com/modules/manager/regex/).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from helmwright import layout, resources
from helmwright.known import read

CONFIGURATION = json.loads((resources.templates() / "repository/files/renovate.json").read_bytes())
IN_LINES = """\
kind: Addon
chart:
  name: "external-dns"
  repository: {repository}
  version: '1.21.1'
namespace: dns
"""


def found(text: str) -> Iterator[Mapping[str, str]]:
    """The chart as Renovate would look it up, by each of its managers that finds one."""
    for manager in CONFIGURATION["customManagers"]:
        for expression in manager["matchStrings"]:
            for match in re.finditer(expression.replace("(?<", "(?P<"), text):
                said = match.groupdict()
                name = said["depName"]
                template = manager.get("packageNameTemplate", "{{{depName}}}")
                package = template
                for field, value in said.items():
                    package = package.replace(f"{{{{{{{field}}}}}}}", value)
                yield {
                    "source": manager["datasourceTemplate"],
                    "name": name,
                    "package": package,
                    "version": said["currentValue"],
                    "url": said.get("registryUrl", ""),
                }


def expected(chart: Mapping[str, Any]) -> Mapping[str, str]:
    repository: str = chart["repository"]
    registry = repository.removeprefix("oci://").rstrip("/")
    is_registry = repository.startswith("oci://")
    return {
        "source": "docker" if is_registry else "helm",
        "name": chart["name"],
        "package": f"{registry}/{chart['name']}" if is_registry else chart["name"],
        "version": chart["version"],
        "url": "" if is_registry else repository,
    }


@pytest.mark.parametrize("name", read.names())
def test_the_chart_of_every_known_add_on_is_found(name: str) -> None:
    entry = read.read(name)
    assert [*found(entry.descriptor("platform"))] == [expected(entry.said["chart"])]


@pytest.mark.parametrize("repository", ["https://charts.example/stable/", "oci://registry.example/charts"])
def test_a_chart_in_several_lines_is_found(repository: str) -> None:
    chart = {"name": "external-dns", "repository": repository, "version": "1.21.1"}
    assert [*found(IN_LINES.format(repository=repository))] == [expected(chart)]


def test_a_chart_of_the_repositorys_own_is_none_of_its_business() -> None:
    assert [*found("kind: Addon\nchart: {path: charts/page}\n")] == []


def test_only_descriptors_of_add_ons_are_looked_at() -> None:
    for manager in CONFIGURATION["customManagers"]:
        (pattern,) = manager["managerFilePatterns"]
        looked_at = re.compile(pattern.strip("/"))
        assert looked_at.search(layout.addon("external-dns"))
        assert not looked_at.search(layout.app("shop"))
        assert not looked_at.search(f"copy/{layout.addon('external-dns')}")
