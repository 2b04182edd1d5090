"""Values of an add-on, and what its chart does with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from helmwright.archive import is_subchart, unpack
from helmwright.charts.read_values import Reader
from helmwright.findings import Finding, dotted
from helmwright.hints import did_you_mean
from helmwright.model.field import plain
from helmwright.model.release import Release
from helmwright.provenance.fields import behind
from helmwright.tree import Tree

_CHARTS = "/charts/"
_HINT = "the chart's values.yaml has what it reads"


Archives = Mapping[str, bytes]
"""The chart that an umbrella chart vendors, by the folder of that."""


def archives(tree: Tree) -> Archives:
    """The vendored charts among generated files."""
    split = ((path.rpartition(_CHARTS), content) for path, content in tree.items())
    return {folder: content for (folder, _, name), content in split if is_subchart(f"charts/{name}")}


def unread(release: Release, vendored: Archives) -> Iterator[Finding]:
    """A finding for each value of the release of an add-on that its chart never reads."""
    read = reader(release, vendored)
    for part in release.content.parts:
        for path, beside in read.unread(plain(part.said)):
            message = f"the chart {release.content.chart} reads no value {dotted(path)}"
            yield Finding(
                "H108", behind(part.said, path).location, message, did_you_mean(path[-1], beside, _HINT)
            )


def reader(release: Release, vendored: Archives) -> Reader:
    """What the chart of an add-on reads."""
    return _reader(vendored[release.folder])


@lru_cache(maxsize=64)
def _reader(archive: bytes) -> Reader:
    return Reader(unpack(archive))
