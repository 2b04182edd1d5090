"""How versions of charts follow each other, by https://semver.org."""

from __future__ import annotations

from enum import IntEnum

from semver import Version


class Step(IntEnum):
    """How far one version is from an earlier one, by the number that grew."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


def precedence(version: str) -> tuple[Version, str]:
    """What versions are sorted by: a pre-release comes before its release, and build metadata counts last."""
    return parsed(version), version


def step(before: str, after: str) -> Step:
    """How much a reader of versions expects to change from one to the next.

    Below 1.0.0 the second number stands for the first (https://semver.org/#spec-item-4, and what Helm's `^`
    makes of it).
    """
    if precedence(after) <= precedence(before):
        return Step.NONE
    old, new = parsed(before), parsed(after)
    if old.major != new.major or (old.major == 0 and old.minor != new.minor):
        return Step.MAJOR
    return Step.MINOR if old.minor != new.minor else Step.PATCH


def is_version(text: str) -> bool:
    """Whether a text is a version that a chart may have: three numbers, with a leading v as Helm allows it."""
    return Version.is_valid(text.removeprefix("v"))


def parsed(version: str) -> Version:
    """The version, which may begin with a v as Helm allows it. Raises ValueError for another text."""
    return Version.parse(version.removeprefix("v"))


def bumped(version: str, wanted: Step) -> str:
    """The next version that is `wanted` away; below 1.0.0 a minor step is as far as a major one."""
    before = parsed(version)
    match wanted:
        case Step.MAJOR if before.major:
            return str(before.bump_major())
        case Step.MAJOR | Step.MINOR:
            return str(before.bump_minor())
        case Step.PATCH:
            return str(before.bump_patch())
    return version
