"""Changes to Chart.yaml that leave the rest of the file as its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import yaml

from chartwright.release.changelog import Entry
from helmwright.charts.chart import Chart, from_folder
from helmwright.charts.metadata import CHART
from helmwright.charts.versions import parsed
from helmwright.yamlio.writer import emit

_VERSION = re.compile(r"^version:.*$", re.MULTILINE)
_ANNOTATIONS = re.compile(r"^annotations:.*(?:\n(?:[ \t].*|[ \t]*(?=\n[ \t])))*\n?", re.MULTILINE)


def with_version(chart: Chart, version: str) -> Chart:
    """The chart under another version, and nothing else about it changed."""
    text = _VERSION.sub(f"version: {version}", chart.files[CHART].decode(), count=1)
    return from_folder({**chart.files, CHART: text.encode()})


def with_annotations(chart: Chart, annotations: Mapping[str, str]) -> Chart:
    """The chart with these annotations beside those that it has; comments among them are lost."""
    text = chart.files[CHART].decode()
    merged = {**(chart.metadata.get("annotations") or {}), **annotations}
    block = emit({"annotations": dict(sorted(merged.items()))})
    rest = _ANNOTATIONS.sub("", text)
    return from_folder({**chart.files, CHART: f"{rest.rstrip()}\n{block}".encode()})


def artifact_hub(version: str, changes: Sequence[Entry]) -> dict[str, str]:
    """The annotations by which Artifact Hub shows what a version brings.

    https://artifacthub.io/docs/topics/annotations/helm
    """
    listed = [{"kind": entry.kind, "description": entry.description} for entry in changes]
    return {
        "artifacthub.io/changes": yaml.safe_dump(listed, sort_keys=False, allow_unicode=True, width=1000),
        "artifacthub.io/containsSecurityUpdates": _text(any(entry.kind == "security" for entry in changes)),
        "artifacthub.io/prerelease": _text(parsed(version).prerelease is not None),
    }


def _text(flag: bool) -> str:
    return "true" if flag else "false"
