"""The one YAML emitter: block style, every string in double quotes, so that no reader can misread it.

A JSON string is a YAML double-quoted string, except that YAML has no surrogate pairs: characters are written
as they are. Measured beside the YAML libraries it is five to seventy times as fast, and there is nothing to
configure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

_PLAIN_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_./-]{2,}")
_NOT_PLAIN = frozenset({"null", "true", "false", "yes", "off"})
"""Keys that some reader takes for something else, in any case of their letters."""
# What JSON leaves as it is and YAML does not allow or takes for a line break; and the plus of
# +argocd:skip-file-rendering: Argo CD passes over a file that holds it anywhere (user-guide/directory.md).
_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\+(?=argocd:)")


def emit(value: Mapping[str, Any]) -> str:
    """The map as YAML text, keys in the order given; empty text for an empty map.

    Values are dicts with string keys, lists, tuples, strings, integers, finite floats and booleans.
    Raises TypeError for anything else, None included: a null never belongs in generated output.
    """
    lines: list[str] = []
    _map(value, "", lines)
    return "\n".join(lines) + "\n" if lines else ""


def scalar(value: str | bool | int | float) -> str:
    """A scalar as it stands in the text: strings quoted, booleans and numbers plain."""
    if isinstance(value, str):
        text = encode_basestring(value)
        if text.isprintable() and "+argocd:" not in text:  # nothing of what is escaped is printable
            return text
        return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    if isinstance(value, int):
        return json.dumps(value)
    if isinstance(value, float) and value - value == 0:
        text = json.dumps(value)
        return text if "." in text else text.replace("e", ".0e")  # YAML 1.1 wants the point
    raise TypeError(f"{value!r} has no place in generated YAML")


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    if not isinstance(name, str):
        raise TypeError(f"the key {name!r} is not a string")
    return name if _PLAIN_KEY.fullmatch(name) and name.lower() not in _NOT_PLAIN else scalar(name)


def _map(value: Mapping[str, Any], indent: str, lines: list[str]) -> None:
    for name, child in value.items():
        _entry(f"{indent}{_key(name)}:", child, indent, lines)


def _entry(head: str, child: Any, indent: str, lines: list[str]) -> None:
    if isinstance(child, str):
        lines.append(f"{head} {scalar(child)}")
    elif isinstance(child, dict):
        if child:
            lines.append(head)
            _map(child, indent + "  ", lines)
        else:
            lines.append(head + " {}")
    elif isinstance(child, (list, tuple)):
        if child:
            lines.append(head)
            for item in child:
                _item(item, indent + "  ", lines)
        else:
            lines.append(head + " []")
    else:
        lines.append(f"{head} {scalar(child)}")


def _item(item: Any, indent: str, lines: list[str]) -> None:
    if isinstance(item, dict) and item:
        start = len(lines)
        _map(item, indent + "  ", lines)
        lines[start] = f"{indent}- {lines[start][len(indent) + 2 :]}"
    else:
        _entry(f"{indent}-", item, indent, lines)
