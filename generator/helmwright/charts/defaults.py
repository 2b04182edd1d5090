"""What a chart takes where its values say nothing: its schema's defaults, or its values.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helmwright import layout, resources
from helmwright.archive import unpack
from helmwright.charts.metadata import SCHEMA, VALUES
from helmwright.charts.package import ChartPin
from helmwright.charts.vendored import chart_packages
from helmwright.disk import Folder
from helmwright.findings import Location
from helmwright.jsonio import jsontext
from helmwright.limits import ARCHIVE_FILE_BYTES
from helmwright.yamlio.documents import documents


def values_schema(root: Path, pin: ChartPin) -> tuple[Location, Mapping[str, Any]]:
    """The schema of a chart's values with its defaults, and where it is; empty where there is none to read.

    Raises OSError.
    """
    folder = layout.release(pin.chart, pin.version) if pin.version else layout.chart(pin.chart)
    path = f"{folder}/{SCHEMA}"
    if Folder(root).kind(folder) or pin.version:
        place, name = Folder(root), path
    else:
        place, name = Folder(resources.charts() / pin.chart), SCHEMA
    try:
        found = jsontext.loads(place.read(name, ARCHIVE_FILE_BYTES)) if place.kind(name) else {}
    except ValueError:  # whoever renders the chart is told of it (H103)
        found = {}
    return Location(path), found if isinstance(found, Mapping) else {}


def values_file(root: Path, pin: ChartPin) -> tuple[Location, Mapping[str, Any]]:
    """What the values.yaml of a chart of others says, or of one of the repository's own; nothing where none is read."""
    packages, _ = chart_packages(root, [pin])
    place = (
        layout.addon_archive(pin.chart, pin.version) if pin.version else f"{layout.chart(pin.chart)}/{VALUES}"
    )
    try:
        files = unpack(packages[pin].archive) if packages else {}
        found = next(iter(documents(files.get(VALUES, b"").decode())), None)
    except ValueError:  # whoever renders the chart is told of it
        found = None
    return Location(place), found if isinstance(found, Mapping) else {}
