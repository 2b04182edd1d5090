"""Problems as values: what every stage returns instead of raising."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from helmwright.limits import MESSAGE_CHARACTERS


class Severity(StrEnum):
    """How much a finding matters: an error fails the command, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file of the repository.

    `path` is relative to the repository with forward slashes; `line` and `column` count from 1,
    and 0 means the whole file.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = (self.path, self.line, self.column)
        return ":".join(str(part) for part in parts if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: a stable code, where it is, what is wrong, and what to do about it.

    A message that repeats more of a text than anybody reads is cut. `environments` are those that it was found in,
    empty where it does not depend on one.
    """

    code: str
    location: Location
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    environments: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", cut(self.message))

    def __str__(self) -> str:
        line = f"{self.location}: {self.severity} {self.code}: {self.message}"
        return f"{line}\n  hint: {self.hint}" if self.hint else line


Findings = tuple[Finding, ...]

_LISTED = 3
"""How many names a message lists that has no need of all."""


def cut(text: str) -> str:
    """A text with no more than anybody reads."""
    most = MESSAGE_CHARACTERS.value
    return text if len(text) <= most else f"{text[:most]} ..."


class ToolError(Exception):
    """A tool that is missing or does not work, without which nothing can go on; `finding` says what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


def ordered(findings: Iterable[Finding]) -> Findings:
    """The findings once each, sorted by place, then code, then message."""
    return tuple(sorted(set(findings), key=lambda f: (f.location, f.code, f.message, f.hint, f.severity)))


def failed(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(f.severity is Severity.ERROR for f in findings)


def in_environments(found: Iterable[tuple[Finding, str]]) -> Iterator[Finding]:
    """Each finding once, its message ending with the environments that it was found in."""
    environments: dict[Finding, dict[str, None]] = {}
    for finding, environment in found:
        environments.setdefault(finding, {})[environment] = None
    for finding, names in environments.items():
        yield replace(finding, message=f"{finding.message} in {listed(names)}", environments=tuple(names))


def listed(names: Iterable[str]) -> str:
    """The names as a phrase: `dev, staging and prod`."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def shortened(names: Iterable[str]) -> tuple[str, ...]:
    """The first three names, and how many more there are."""
    every = tuple(names)
    more = len(every) - _LISTED
    return (*every[:_LISTED], f"{more} more") if more > 0 else every


def dotted(path: Iterable[str | int]) -> str:
    """The path to a value as a phrase: `replicas.min`."""
    return ".".join(map(str, path))
