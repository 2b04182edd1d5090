"""Gives Helm a vendored chart's templates once, however many aliases the chart has.

Helm parses the templates of a chart again for every alias of it. Named templates are global in an umbrella
chart, so one set of them is enough: every template file becomes a named template of the umbrella chart, and
the vendored archive keeps files that only call them. What these print is what the files would have printed.
Default values are packed without the comments, of which most of such a file consists. Charts that are not
plain enough to be sure of all that stay as they are.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath

from helmwright.archive import ArchiveError, pack, unpack
from helmwright.render.engine import RenderRequest
from helmwright.render.reader import YamlError, documents

HOISTED = "templates/_hoisted.tpl"
VALUES = "values.yaml"
_FOLDER = "templates/"
_DEFINITION = re.compile(rb"\{\{-?\s*(?:define|block)\b")


@dataclass(frozen=True, slots=True)
class _Vendored:
    """A vendored chart whose template files only call the named templates in `templates`."""

    archive: bytes
    templates: bytes


def hoisted(request: RenderRequest) -> RenderRequest:
    """The request with the templates of its only vendored chart moved into the umbrella chart."""
    archives = [path for path in request.chart if path.startswith("charts/")]
    if len(archives) != 1 or any(path.startswith(_FOLDER) for path in request.chart):
        return request
    vendored = _vendored(request.chart[archives[0]])
    if vendored is None:
        return request
    chart = {**request.chart, archives[0]: vendored.archive, HOISTED: vendored.templates}
    return replace(request, chart=chart)


def named(name: str, content: bytes) -> bytes | None:
    """A template file as a named template; None when it defines some itself: Go takes no definition in another."""
    if _DEFINITION.search(content):
        return None
    return b"{{ define %b }}%b{{ end }}" % (_quoted(name), content)


def _quoted(name: str) -> bytes:
    return json.dumps(name).encode()


@lru_cache(maxsize=16)
def _vendored(archive: bytes) -> _Vendored | None:
    """The chart in an archive; None when it is none, has charts of its own, or is not plain."""
    try:
        files = unpack(archive)
    except ArchiveError:
        return None
    if any(path.startswith("charts/") for path in files):
        return None
    try:
        defaults = documents(files.pop(VALUES, b"{}").decode())
    except (YamlError, UnicodeDecodeError):
        return None
    if len(defaults) > 1:
        return None
    rest = {VALUES: json.dumps(defaults[0] if defaults else {}).encode()}
    templates: list[bytes] = []
    for path, content in files.items():
        file = PurePosixPath(path)
        if not path.startswith(_FOLDER) or file.name == "NOTES.txt":
            rest[path] = content
        elif file.name.startswith("_"):
            templates.append(content)
        elif (template := named(f"hoisted/{path}", content)) is None:
            return None
        else:
            templates.append(template)
            rest[path] = b"{{ template %b . }}" % _quoted(f"hoisted/{path}")
    return _Vendored(pack("chart", rest), b"\n".join(templates))
