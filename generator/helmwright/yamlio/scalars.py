"""What a plain YAML scalar means, and whether every YAML reader agrees.

Descriptors are YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema). Helm, Argo CD and the API server
read by rules closer to YAML 1.1, under which `on`, `012` and `12:30` are not what they look like. A scalar
that the two versions read differently is `ambiguous`; a person quotes it, and the emitter always does.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import isinf

Scalar = str | int | float | bool | None

_CONSTANTS: dict[str, Scalar] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_LARGEST = 2**53
"""The largest whole number up to which Helm, whose numbers are floats, keeps every one as it is."""
_SPECIAL_FLOAT = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

# What YAML 1.1 (https://yaml.org/type/) or one of its Go and Python readers does not take for a string or
# reads as another number than YAML 1.2 does.
_DISPUTED = re.compile(
    r"""
      (y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)          # booleans
    | [-+]?0[0-9_]+ | [-+]?0o[0-7_]+ | [-+]?0b[01_]+                     # octal and binary numbers
    | [-+]?0x[0-9a-fA-F]*_[0-9a-fA-F_]* | [-+]0x[0-9a-fA-F_]+
    | (?=[^_]*_)[-+0-9.][0-9_.]*([eE][-+]?[0-9_]*)?                # underscores between digits
    | [-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?                  # sexagesimal numbers
    | [-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)[eE][0-9]+                   # exponents without a sign
    | [-+]?[0-9]+[eE][-+][0-9]+
    | [-+]?\.[0-9]*([eE][-+]?[0-9]*)?                              # numbers without a digit in front
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt\ ].*)?                     # timestamps
    | = | <<                                                        # the value and merge keys
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=8192)
def resolve(text: str) -> tuple[Scalar, bool]:
    """The value of a plain scalar by YAML 1.2, and whether YAML 1.1 readers may disagree.

    An ambiguous scalar's value is its text.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text], False
    if text[0].isalpha() and len(text) > 3:
        return text, False
    if _DISPUTED.fullmatch(text) or _SPECIAL_FLOAT.fullmatch(text):
        return text, True
    for form, base in ((_INTEGER, 10), (_HEXADECIMAL, 16)):
        if form.fullmatch(text):
            exact = len(text) <= len(f"-{_LARGEST}") and abs(int(text, base)) <= _LARGEST
            return (int(text, base), False) if exact else (text, True)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return (text, True) if isinf(number) else (number, False)
    return text, False
