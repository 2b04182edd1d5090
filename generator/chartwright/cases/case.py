"""The values that a chart is tried with: its cases.

A case is a values file. Charts keep theirs in `ci/*-values.yaml`, as chart-testing does
(https://github.com/helm/chart-testing), or in `tests/cases/*.yaml`. A chart for umbrella charts may keep files
of values by alias instead; each alias is a case then, together with the file's `global`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from chartwright.cases.umbrella import umbrella
from helmwright import layout
from helmwright.archive import pack
from helmwright.charts.files import ChartFileError, read_map
from helmwright.charts.metadata import VALUES, metadata
from helmwright.render.engine import RenderRequest
from helmwright.tree import Tree

CONVENTIONS = ("ci/*-values.yaml", "tests/cases/*.yaml")
RELEASE, NAMESPACE = "release-name", "default"


@dataclass(frozen=True, slots=True)
class Case:
    """One set of values. `alias` is what an umbrella chart calls the chart, `""` when it stands alone."""

    path: str
    values: Mapping[str, Any]
    alias: str = ""

    @property
    def name(self) -> str:
        return f"{self.path} ({self.alias})" if self.alias else self.path

    def request(
        self,
        chart: Tree,
        kube_version: str,
        release: str = RELEASE,
        *,
        api_versions: tuple[str, ...] = (),
        packed: bool = True,
    ) -> RenderRequest:
        """What Helm is asked to render: the chart with the values, alone or under the alias in an umbrella.

        `chart` holds the files that Helm reads. An umbrella has it `packed`, as it is deployed, or as a folder, which
        costs less when it is rendered once.
        """
        if not self.alias:
            return RenderRequest(release, NAMESPACE, chart, kube_version, api_versions, self.values)
        about = metadata(chart)
        name, version = str(about.get("name")), str(about.get("version"))
        own = {key: value for key, value in self.values.items() if key != "global"}
        values = {self.alias: own, "global": self.values.get("global", {})}
        if packed:
            vendored: Tree = {layout.archive(name, version): _archive(name, tuple(sorted(chart.items())))}
        else:
            vendored = {f"charts/{name}/{path}": content for path, content in chart.items()}
        files, beside = umbrella(release, name, version, vendored, values)
        return RenderRequest(release, NAMESPACE, files, kube_version, api_versions, beside)


@lru_cache(maxsize=4)
def _archive(name: str, chart: tuple[tuple[str, bytes], ...]) -> bytes:
    """The packed chart, as an umbrella vendors it: one archive for all of its cases."""
    return pack(name, dict(chart))


def case_files(chart: Tree) -> dict[str, bytes]:
    """The case files in a chart's own folder by path."""
    return {
        path: content
        for path, content in sorted(chart.items())
        if any(fnmatchcase(path, pattern) for pattern in CONVENTIONS)
    }


def read_cases(
    files: Mapping[str, bytes], *, by_alias: bool = False, defaults: str = VALUES
) -> tuple[Case, ...]:
    """The cases in files by path; without a file one case, what the chart has in `defaults`. Raises ChartFileError."""
    if not files:
        return (Case(defaults, {}),)
    return tuple(case for path, content in files.items() for case in _cases(path, content, by_alias))


def _cases(path: str, content: bytes, by_alias: bool) -> Iterator[Case]:
    values = read_map(path, content, "map of values")
    if not by_alias:
        yield Case(path, values)
        return
    shared = {"global": values["global"]} if "global" in values else {}
    for alias, own in values.items():
        if alias != "global":
            if not isinstance(own, Mapping):
                raise ChartFileError(path, f"the values of the alias {alias} are not a map")
            yield Case(path, {**own, **shared}, alias)
