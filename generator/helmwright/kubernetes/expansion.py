"""`$(NAME)` in the text of a container, as the kubelet reads it
(https://github.com/kubernetes/kubernetes/blob/master/third_party/forked/golang/expansion/expand.go).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

_TOKENS = re.compile(r"\$\$|\$\(([^)]*)\)")
_NAME = re.compile(r"[-._a-zA-Z][-._a-zA-Z0-9]*")
_SHELLS = frozenset({"sh", "ash", "bash", "dash", "ksh", "zsh"})

ALWAYS = frozenset(
    {
        *("KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT", "KUBERNETES_SERVICE_PORT_HTTPS"),
        *("KUBERNETES_PORT", "KUBERNETES_PORT_443_TCP", "KUBERNETES_PORT_443_TCP_PROTO"),
        *("KUBERNETES_PORT_443_TCP_PORT", "KUBERNETES_PORT_443_TCP_ADDR"),
    }
)
"""Variables of the API server, which the kubelet gives to every container
(https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/envvars/envvars.go)."""


def used(text: str) -> Iterator[str]:
    """The names that a text refers to; `$$(NAME)` is no reference, and neither is what no variable can be called."""
    for match in _TOKENS.finditer(text):
        if match[1] and _NAME.fullmatch(match[1]):
            yield match[1]


def used_in_command(*parts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The names that the parts of a command refer to, with the positions of the part and of the word in it.

    In a command with a shell, `$(date)` runs a program: a name without capital letters is none of a variable there.
    """
    shell = any(word.rpartition("/")[2] in _SHELLS for words in parts for word in words)
    for part, words in enumerate(parts):
        for index, word in enumerate(words):
            for name in used(word):
                if not (shell and name == name.lower()):
                    yield part, index, name


def circles(uses: Mapping[str, set[str]]) -> Iterator[Sequence[str]]:
    """Names that use each other in a circle, each circle in the order of its uses, until none is left."""
    left = {name: names - {name} for name, names in uses.items()}
    while any(left.values()):
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            found: list[str] = error.args[1][:0:-1]
            start = found.index(min(found))
            yield [*found[start:], *found[:start]]
            left = {name: names - {*found} for name, names in left.items() if name not in found}
        else:
            return
