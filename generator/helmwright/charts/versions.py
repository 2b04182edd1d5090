"""Versions of charts: three numbers and what may follow them, as https://semver.org says."""

from __future__ import annotations

import re
from enum import IntEnum

_NUMBER, _IDENTIFIER = r"(0|[1-9]\d*)", r"(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)"
_VERSION = re.compile(
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-({_IDENTIFIER}(?:\.{_IDENTIFIER})*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?",
    re.ASCII,
)


class Step(IntEnum):
    """How far one version is from an earlier one, by the number that grew."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


def is_version(text: str) -> bool:
    """Whether the text is a whole version: `1.2.3`, `1.2.3-rc.1+acme`."""
    return _VERSION.fullmatch(text) is not None


def precedence(version: str) -> tuple[object, ...]:
    """What versions are sorted by: a pre-release comes before its release, and build metadata counts last."""
    numbers, prerelease = _parts(version)
    identifiers = [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in prerelease]
    return (numbers, not prerelease, identifiers, version)


def step(before: str, after: str) -> Step:
    """How much a reader of versions expects to change from one to the next.

    Below 1.0.0 the second number stands for the first (https://semver.org/#spec-item-4, and what Helm's `^`
    makes of it).
    """
    if precedence(after) <= precedence(before):
        return Step.NONE
    old, new = _parts(before)[0], _parts(after)[0]
    if old[0] != new[0] or (old[0] == 0 and old[1] != new[1]):
        return Step.MAJOR
    return Step.MINOR if old[1] != new[1] else Step.PATCH


def bumped(version: str, wanted: Step) -> str:
    """The next version that is `wanted` away; below 1.0.0 a minor step is as far as a major one."""
    major, minor, patch = _parts(version)[0]
    match wanted:
        case Step.MAJOR if major:
            return f"{major + 1}.0.0"
        case Step.MAJOR | Step.MINOR:
            return f"{major}.{minor + 1}.0"
        case Step.PATCH:
            return f"{major}.{minor}.{patch + 1}"
    return version


def is_prerelease(version: str) -> bool:
    """Whether the version says that it is not the real one yet."""
    return bool(_parts(version)[1])


def _parts(version: str) -> tuple[tuple[int, int, int], list[str]]:
    """The numbers, and the parts of the pre-release. Raises ValueError for what is no version."""
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ValueError(f"{version} is no version")
    major, minor, patch, prerelease = match.groups()
    return (int(major), int(minor), int(patch)), prerelease.split(".") if prerelease else []
