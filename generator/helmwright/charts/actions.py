"""What stands between `{{` and `}}` in template files, as Go's lexer tells it apart.

https://github.com/golang/go/blob/master/src/text/template/parse/lex.go
"""

from __future__ import annotations

import re

STRING = rb'"(?:\\.|[^"\\])*"|`[^`]*`|\'(?:\\.|[^\'\\])*\''
ACTION = rb"\{\{-?\s*(/\*.*?\*/|(?:%b|\}(?!\})|[^\"'`}])*?)(?:\s+-|\s*)\}\}" % STRING
"""An action with its content, which begins with `/*` in a comment; newlines match the dot."""

_COMMENT = rb"(\{\{(?:-[ \t\r\n])?/\*)((?:(?!\*/).)*)(\*/(?:[ \t\r\n]-)?\}\})"
_EITHER = re.compile(rb"%b|%b" % (_COMMENT, ACTION), re.DOTALL)


def without_comments(template: bytes) -> bytes:
    """The template with its comments empty: it prints the same, and every line keeps its number."""
    return _EITHER.sub(_emptied, template)


def _emptied(match: re.Match[bytes]) -> bytes:
    opening, text, closing = match.groups()[:3]
    return match[0] if opening is None else opening + b"\n" * text.count(b"\n") + closing
