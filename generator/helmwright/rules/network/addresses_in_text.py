"""Hosts and ports that a text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_AUTHORITY = re.compile(
    # A scheme starts at a boundary and is short: from each letter of a long text on, this would take quadratic time.
    r"(?<![A-Za-z0-9+.-])(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{0,30})://(?:[^\s/@\"']*@)?(?P<host>[a-z0-9][-a-z0-9.]*)(?::(?P<port>[0-9]{1,5}))?"
    r"|(?<![-\w./@:$({])(?P<other>[a-z][-a-z0-9]*(?:\.[-a-z0-9]+)*)(?::(?P<its_port>[0-9]{2,5})(?![\w.])|(?=\.svc\b))",
)
_WORD = re.compile(r"[a-z][-a-z0-9]*(?:\.[-a-z0-9]+)*")
_HOSTS = re.compile(
    r"(?:^|[_.-])(?:HOST|HOSTS|HOSTNAME|SERVER|SERVERS|ADDR|ADDRESS|ENDPOINT|UPSTREAM|BROKERS?)$"
)
_LEAST_PORT = 80
"""Below it, `postgres:16` is the tag of an image."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a text, without a user; `whole` when it is all of it."""

    text: str
    host: str
    port: int | None
    form: str
    whole: bool


def addresses(text: str, variable: str = "") -> Iterator[Address]:
    """The addresses in a text; a single word is a host where the name of its variable says so."""
    stripped = text.strip()
    for line in text.splitlines():
        if not line.lstrip().startswith("#"):
            for match in _AUTHORITY.finditer(line):
                host, port = match["host"] or match["other"], match["port"] or match["its_port"]
                if match["scheme"] or not port or int(port) >= _LEAST_PORT:
                    scheme = f"{match['scheme']}://" if match["scheme"] else ""
                    end = f":{port}" if port else ""
                    whole = match[0] == stripped
                    form = _form(match["scheme"], whole=whole)
                    number = int(port) if port else None
                    yield Address(f"{scheme}{host}{end}", host.rstrip("."), number, form, whole)
    if _HOSTS.search(variable.upper()) and _WORD.fullmatch(stripped):
        yield Address(stripped, stripped, None, "{{host: {}}}", True)


def _form(scheme: str | None, *, whole: bool) -> str:
    """The variable that stands for an address, but for the reference."""
    if scheme in ("http", "https"):
        return "{{url: {}}}"
    return f"{{{{url: {{}}, scheme: {scheme}}}}}" if scheme and whole else "{{address: {}}}"
