"""Dashboards: ConfigMaps that Grafana's sidecar loads."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import WORKER

TEXT = json.dumps({"title": "Cart", "panels": [{"expr": 'rate(x{job="cart"}[5m])', "legend": "{{pod}}"}]})


def config_map(render: Render, dashboard: dict[str, Any], **values: Any) -> Any:
    return render({**WORKER, "dashboards": {"overview": dashboard}, **values}).one(
        "ConfigMap", "cart-overview"
    )


def test_a_dashboard_arrives_as_it_was_written(render: Render) -> None:
    assert config_map(render, {"json": TEXT})["data"] == {"cart-overview.json": TEXT}


def test_files_of_all_dashboards_have_names_of_their_own(render: Render) -> None:
    """The sidecar writes the files of every ConfigMap of the cluster into one folder."""
    objects = render({**WORKER, "dashboards": {"a": {"json": "{}"}, "b": {"json": "{}"}}})
    assert [list(item["data"]) for item in objects.named("ConfigMap").values()] == [
        ["cart-a.json"],
        ["cart-b.json"],
    ]


def test_the_sidecar_finds_a_dashboard_by_its_label(render: Render) -> None:
    assert config_map(render, {"json": "{}"})["metadata"]["labels"]["grafana_dashboard"] == "1"
    own = config_map(render, {"json": "{}"}, dashboardLabels={"grafana": "shop"})["metadata"]["labels"]
    assert own["grafana"] == "shop"
    assert "grafana_dashboard" not in own


def test_a_dashboard_can_have_a_folder(render: Render) -> None:
    annotations = config_map(render, {"json": "{}", "folder": "Shop"})["metadata"]["annotations"]
    assert annotations["grafana_folder"] == "Shop"


def test_a_dashboard_restarts_nothing(render: Render) -> None:
    assert render({**WORKER, "dashboards": {"a": {"json": "{}"}}}).pod == render(WORKER).pod


def test_a_dashboard_with_the_id_of_a_config_map_is_refused(render: Render) -> None:
    values = {**WORKER, "configMaps": {"a": {"data": {"b": "c"}}}, "dashboards": {"a": {"json": "{}"}}}
    assert render.failure(values) == "ConfigMap: cart.dashboards.a: configMaps has an entry of this id"


@pytest.mark.parametrize("text", ["", "[]", "title: Cart"])
def test_what_is_no_json_object_is_refused(render: Render, text: str) -> None:
    assert render.refused_paths({**WORKER, "dashboards": {"a": {"json": text}}}) == ["cart.dashboards.a.json"]
