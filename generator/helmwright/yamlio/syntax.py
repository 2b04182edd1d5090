"""What the parser says about text that is not YAML, with what to do about it."""

from __future__ import annotations

import yaml

from helmwright.yamlio.flaw import Flaw

_SPECIAL = "quote a text that starts with *, &, !, %, @ or `"
_INDENTATION = "check the indentation of this line and the ones above"
_HINTS = (
    ("while scanning an alias", _SPECIAL),
    ("while scanning an anchor", _SPECIAL),
    ("while scanning a tag", _SPECIAL),
    ("undefined alias", _SPECIAL),
    ("cannot start any token", _SPECIAL),
    (
        "mapping values are not allowed",
        "quote a text that holds a colon and a space, or check the indentation",
    ),
    ("unknown escape character", "double the backslash, or use single quotes"),
    ("block sequence entries are not allowed", _INDENTATION),
    ("did not find expected key", _INDENTATION),
)
"""Part of what libyaml says, and the hint."""


def syntax_flaw(error: yaml.MarkedYAMLError, text: str) -> Flaw:
    """The parser's error as a flaw, at the place that has to be changed."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    context, problem = error.context or "", error.problem or "the text cannot be parsed"
    start = error.context_mark
    lines = text.split("\n")
    if line <= len(lines) and lines[line - 1].lstrip(" ").startswith("\t"):
        hint = "indent with spaces; YAML does not allow tabs"
    elif start and context == "while scanning a quoted scalar":
        line, column = start.line + 1, start.column + 1
        problem, hint = "the quoted text never ends", "close the quote"
    elif start and context in ("while parsing a flow sequence", "while parsing a flow mapping"):
        hint = f"close the bracket that line {start.line + 1} opens"
    else:
        said = f"{context}: {problem}"
        hint = next((hint for part, hint in _HINTS if part in said), "")
    return Flaw("L104", line, column, f"not YAML: {problem}", hint)
