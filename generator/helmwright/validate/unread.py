"""Values of an add-on, and what its chart does with them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from helmwright.archive import is_subchart, unpack
from helmwright.charts.read_values import Reader
from helmwright.findings import Finding, dotted
from helmwright.hints import did_you_mean
from helmwright.model.field import plain
from helmwright.model.release import Release
from helmwright.provenance.fields import behind
from helmwright.tree import Tree

_HINT = "the chart's values.yaml has what it reads"


def unread(release: Release, tree: Tree) -> Iterator[Finding]:
    """A finding for each value of the release of an add-on that its chart never reads."""
    read = reader(release, tree)
    for part in release.content.parts:
        for path, beside in read.unread(plain(part.said)):
            message = f"the chart {release.content.chart} reads no value {dotted(path)}"
            yield Finding(
                "H108", behind(part.said, path).location, message, did_you_mean(path[-1], beside, _HINT)
            )


def reader(release: Release, tree: Tree) -> Reader:
    """What the chart of an add-on reads; `tree` has the release's umbrella chart."""
    folder = f"{release.folder}/"
    (archive,) = (tree[path] for path in tree if path.startswith(folder) and is_subchart(path[len(folder) :]))
    return _reader(archive)


@lru_cache(maxsize=64)
def _reader(archive: bytes) -> Reader:
    return Reader(unpack(archive))
