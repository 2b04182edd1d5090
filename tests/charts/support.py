"""The service chart under test, and values to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from chartwright.testing.chart import Chart
from chartwright.values.source import Source, read_fragments
from helmwright.resources import charts

FOLDER = charts() / "service"
FILES = {
    path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()
}
CHART = Chart.load(FOLDER).files
SOURCE: Source = read_fragments(FILES)

WORKER: dict[str, Any] = {
    "image": {"repository": "ghcr.io/acme/cart", "tag": "1.4.2"},
    "resources": {"requests": {"cpu": "50m", "memory": "64Mi"}, "limits": {"memory": "128Mi"}},
}
SERVER: dict[str, Any] = {
    **WORKER,
    "ports": {"http": {"containerPort": 8080, "servicePort": 80}},
    "probes": {"readiness": {"type": "http", "path": "/healthz"}},
}
CASES = {path.stem: path for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))}


def case(name: str) -> dict[str, Any]:
    """The services of a case by alias, and `global`."""
    services: dict[str, Any] = yaml.safe_load(CASES[name].read_text())
    return services
