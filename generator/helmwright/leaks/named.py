"""Values in a text that are secrets by their names: settings of any syntax, flags, variables with their defaults.

Every repetition is bounded, so that no text takes more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helmwright.leaks.names import is_secret
from helmwright.leaks.patterns import compiled

_SIGNS = ("pass", "pwd", "pw", "psk", "token", "secret", "key", "cred", "auth", "salt", "pepper")
"""Every name of a secret has one of these."""
_VALUE = r"""
    (?=
        \\?"(?P<double>[^"\\\n]{1,500})
      | \\?'(?P<single>[^'\\\n]{1,500})
      | (?P<bare>[^\s;,&"'<>(){}\[\]|\\][^\s;,&"'<>|\\]{0,500})
    )
"""
"""Looked at and not taken, since it may hold a name and a value again: a link with its query."""
_PAIR = rf"""(?x)
    (?<![\w.-])-{{0,2}}(?P<name>[A-Za-z_][\w.-]{{0,80}})\\?["']?
    [ \t]{{0,5}}(?P<by>=>|:=|[:=])[ \t]{{0,5}}{_VALUE}
"""
_FLAG = rf"(?x)(?<![\w-])--?(?P<name>[A-Za-z][\w.-]{{2,60}})[ \t]{{1,4}}(?!-){_VALUE}"
_ENTRY = rf"""(?xi)
    \b(?:name|key)\\?["']?\s{{0,3}}[:=]\s{{0,3}}\\?["']?(?P<name>[\w.-]{{3,80}})\\?["']?[,\s]{{1,40}}
    \\?["']?value\\?["']?\s{{0,3}}[:=]\s{{0,3}}{_VALUE}
"""
_ELEMENT = r"<(?P<name>[\w.:-]{3,60})>(?P<bare>[^<\n]{3,200})</"
_DEFAULT = r"\$\{(?P<name>\w{3,80}):?[-=](?P<bare>[^}\s$]{3,200})\}"
_BLOCK = r"(?P<name>[\w.-]{3,80})[\"']?:[ \t]{1,4}[|>][-+\d]{0,2}[ \t]{0,4}\n[ \t]{1,40}(?P<bare>[^\s\n][^\n]{2,200})"
_CALL = rf"""(?x)
    \b(?:define|setenv|putenv|set|put|setProperty|setdefault|addHeader|setHeader|header)\(
    \s{{0,3}}\\?["'](?P<name>[\w.-]{{3,80}})\\?["']\s{{0,3}},\s{{0,3}}{_VALUE}
"""
_DIRECTIVE = rf"(?xi)(?:_header|configure[ ]set)[ \t]{{1,4}}(?P<name>[\w.-]{{3,60}})[ \t]{{1,4}}{_VALUE}"
_PATTERNS = (
    ("=", _PAIR),
    (":", _PAIR),
    ("-", _FLAG),
    ("value", _ENTRY),
    ("</", _ELEMENT),
    ("${", _DEFAULT),
    ("\n", _BLOCK),
    ("(", _CALL),
    ("_header", _DIRECTIVE),
    ("configure set", _DIRECTIVE),
)
"""What a text has in any case in which the pattern finds something."""
_AFTER_COLON = r"[ \t]{0,5}(?:[,;}\])#\"'<&|\\\n\r]|$)"
_CODE = r"""(?x)
      [A-Za-z_][\w.]{0,80}[\[(].*
    | (?:account|api|args|body|cls|config|credentials|data|env|event|form|input|local|opts|options|os|params|process
        |props|req|request|self|session|settings|state|this|user|var)\.[\w.]{1,200}
"""
"""A call, an index, or a member of what programs usually take a secret from."""


def named(text: str) -> Iterator[str]:
    """The values in the text whose names say that they are secret."""
    lower = text.lower()
    if not any(sign in lower for sign in _SIGNS):
        return
    for pattern in dict.fromkeys(pattern for sign, pattern in _PATTERNS if sign in lower):
        for match in compiled(pattern).finditer(text):
            value = _value(match)
            if is_secret(match["name"], value) and not _is_other(text, match, value):
                yield value


def _value(match: re.Match[str]) -> str:
    groups = match.groupdict()
    bare = groups.get("bare")
    return str(groups["double"] or groups["single"]) if bare is None else bare.rstrip(")]}:.`")


def _is_other(text: str, match: re.Match[str], value: str) -> bool:
    """Whether it is code that gets the secret elsewhere, prose, or the label of a form: `password: Password`."""
    if value.casefold() in match["name"].casefold():
        return True
    groups = match.groupdict()
    if groups["bare"] is None:
        return False
    return compiled(_CODE).fullmatch(value) is not None or (
        groups.get("by") == ":" and _is_prose(text, match)
    )


def _is_prose(text: str, match: re.Match[str]) -> bool:
    """Whether the colon stands in a sentence, where words follow, or in a name of parts, as those of AWS."""
    in_name = text[match.start() - 1 : match.start()] == ":"
    return in_name or not compiled(_AFTER_COLON).match(text, match.end("bare"))
