"""Tests of charts: the pytest plug-in `pytest-helmwright`, and the values that its fixtures are."""

from helmwright.testing.chart import Chart
from helmwright.testing.manifests import Manifests
from helmwright.testing.render import Render
from helmwright.testing.resource import Container, Pod, Resource
from helmwright.testing.snapshot import Snapshot

__all__ = ["Chart", "Container", "Manifests", "Pod", "Render", "Resource", "Snapshot"]
