"""The chart's README: its example renders, and what it quotes is what the chart says."""

from __future__ import annotations

import re

import yaml

from chartwright.testing.render import Render

from .support import FILES, SERVER

README = FILES["README.md"].decode()
CHART_YAML, VALUES_YAML = (
    yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
)


def test_the_example_renders_a_server_and_a_worker(render: Render) -> None:
    assert [dependency["alias"] for dependency in CHART_YAML["dependencies"]] == list(VALUES_YAML)
    assert render.all(VALUES_YAML).names == [
        ("Deployment", "cart"),
        ("Deployment", "mailer"),
        ("NetworkPolicy", "cart"),
        ("NetworkPolicy", "mailer"),
        ("Service", "cart"),
        ("ServiceAccount", "cart"),
        ("ServiceAccount", "mailer"),
    ]


def test_the_example_names_the_charts_version() -> None:
    version = yaml.safe_load(FILES["Chart.yaml"])["version"]
    assert {dependency["version"] for dependency in CHART_YAML["dependencies"]} == {version}


def test_the_quoted_refusal_is_real(render: Render) -> None:
    ports = {**SERVER["ports"], "grpc": {"containerPort": 7070}}
    refusal = render.failure(
        {**SERVER, "ports": ports, "probes": {"readiness": {"type": "http", "port": "htp"}}}
    )
    assert refusal in README
