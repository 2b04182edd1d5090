"""Versions of charts that environments and apps ask for."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright import layout
from helmwright.charts.package import ChartPin
from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.model.inputs import Inputs
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R710",
        "chart version that is not released",
        "An environment that names a version gets that one or nothing: another chart in its place would change "
        "what runs there without a review.",
        "Name a version of charts/releases, bring the archive along, or release the chart first with helmwright "
        "charts release.",
    ),
)


def known(resolved: Resolved) -> Iterator[Finding]:
    """Every version is one that is released."""
    inputs = resolved.inputs
    for pin in _pins(inputs):
        chart = pin.chart
        versions = [version for path in inputs.releases if (version := layout.released_version(chart, path))]
        if pin.version not in versions:
            hint = f"{layout.RELEASES} has {', '.join(versions) or 'none'}"
            yield Finding(
                "R710", pin.location, f"there is no release {pin.version} of the chart {chart}", hint
            )


def _pins(inputs: Inputs) -> Iterator[ChartPin]:
    for environment in inputs.environments.values():
        yield from environment.charts.values()
    yield from (app.chart for app in inputs.apps.values() if app.chart)


RULES = (known,)
