"""What helmwright.yaml accepts at single places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from helmwright.codes.code import Code
from helmwright.findings import Finding, Findings, Location
from helmwright.model.inputs import Inputs, Repository
from helmwright.model.resolved import Resolved
from helmwright.yamlio.descriptor import Path

CODES = (
    Code(
        "R120",
        "acceptance of nothing",
        "An entry of accepted that accepts nothing would accept whatever is found there one day. Where a "
        "finding would be about a rendered object, only the place is checked.",
        "Remove the entry, or correct the file, the path or the code.",
        overridable=True,
    ),
)

_BY_PATH = frozenset({"R703"})
"""Its rule looks itself: the texts of files that a line names are found at that line, and accepted one by one."""

Accepted = Mapping[tuple[str, Location], tuple[str, str]]
"""The place and the code of each entry, by the code and where such a finding would be."""


def not_accepted(findings: Iterable[Finding], inputs: Inputs) -> Findings:
    """The findings without those that helmwright.yaml accepts where they are."""
    accepted = _accepted(inputs)
    return tuple(finding for finding in findings if (finding.code, finding.location) not in accepted)


def unused(resolved: Resolved, found: Iterable[Finding], rules: Iterable[Code]) -> Iterator[Finding]:
    """The entries that accept nothing of what was found, if one of the `rules` looks for it, or that have no place."""
    accepted = _accepted(resolved.inputs)
    there = {accepted[key] for finding in found if (key := (finding.code, finding.location)) in accepted}
    decided = {rule.code for rule in rules if rule.overridable}
    there |= {entry for entry in accepted.values() if entry[1] not in decided}
    repository = resolved.inputs.repository
    for place, codes in repository.accepted.items():
        missed = (code for code in codes - _BY_PATH if (place, code) not in there)
        yield from (of_nothing(repository, place, code) for code in missed)


def of_nothing(repository: Repository, place: str, code: str) -> Finding:
    """The finding of an entry that accepts nothing."""
    at = repository.source.at(("accepted", place, code), key=True)
    hint = "remove the entry, or correct the file, the path or the code"
    return Finding("R120", at, f"{code} is not found at {place}", hint)


def _accepted(inputs: Inputs) -> Accepted:
    sources = {source.path: source for source in inputs.sources} if inputs.repository.accepted else {}
    accepted = {}
    for place, codes in inputs.repository.accepted.items():
        file, _, path = place.partition(":")
        if (source := sources.get(file)) is None:
            continue
        for way in _ways(source.data, path):
            for at in (source.at(way), source.at(way, key=True)):
                accepted.update({(code, at): (place, code) for code in codes - _BY_PATH})
    return accepted


def _ways(value: Any, text: str) -> Iterator[Path]:
    """Every path that is written so, since keys may have dots themselves."""
    if not text:
        yield ()
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in entries:
        if text == str(key):
            yield (key,)
        elif text.startswith(f"{key}."):
            yield from ((key, *rest) for rest in _ways(inner, text.removeprefix(f"{key}.")))
