"""A vendored chart's templates as named templates of the umbrella chart, which Helm parses once.

Helm parses the templates of a chart again for every alias of it. Named templates are global in an umbrella
chart, so one set of them is enough: every template file becomes a named template of the umbrella chart, and
the vendored archive keeps files that only call them. What these print is what the files would have printed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from helmwright.archive import pack
from helmwright.charts.metadata import CHART, SCHEMA, VALUES
from helmwright.render.reduced.aliases import vendored
from helmwright.render.reduced.needed_files import defining, is_partial, reached
from helmwright.tree import Tree

NOTES = "NOTES.txt"
_DEFINITION = re.compile(rb"\{\{-?\s*(?:define|block)\b")


@dataclass(frozen=True, slots=True)
class Hoisted:
    """An archive whose template files only call the named ones in `templates`."""

    archive: bytes
    templates: bytes


def named(name: str, content: bytes) -> bytes | None:
    """A template file as a named template; None when it defines some itself: Go takes no definition in another."""
    if _DEFINITION.search(content):
        return None
    return b"{{ define %b }}%b{{ end }}" % (_quoted(name), content)


@lru_cache(maxsize=64)
def hoisted(archive: bytes, printing: frozenset[str]) -> Hoisted | None:
    """The chart in a plain archive with the files `printing` alone, and without its values schema.

    Default values are packed without comments, of which most of such a file consists. None when a template file
    defines names, or when two files define the same.
    """
    chart = vendored(archive)
    templates = chart.templates
    if any(len(paths) > 1 for paths in defining(templates).values()):
        return None
    rest = {path: chart.files[path] for path in chart.files.keys() - templates.keys() - {SCHEMA}}
    rest[VALUES] = json.dumps(chart.defaults).encode()
    definitions: list[bytes] = []
    for path in sorted(reached(templates, printing)):
        content = templates[path]
        if is_partial(path):
            definitions.append(content)
        elif PurePosixPath(path).name == NOTES:
            rest[path] = content
        elif (template := named(f"hoisted/{path}", content)) is None:
            return None
        else:
            definitions.append(template)
            rest[path] = b"{{ template %b . }}" % _quoted(f"hoisted/{path}")
    return Hoisted(pack("chart", rest), b"\n".join(definitions))


def only_parsed(archive: bytes) -> Tree:
    """The chart in a plain archive with all of its templates as partial ones, of which Helm renders none."""
    templates = vendored(archive).templates.values()
    partials = {f"templates/_{number}.tpl": content for number, content in enumerate(templates)}
    return {CHART: b"apiVersion: v2\nname: parsed\nversion: 1.0.0\n", **partials}


def _quoted(name: str) -> bytes:
    return json.dumps(name).encode()
