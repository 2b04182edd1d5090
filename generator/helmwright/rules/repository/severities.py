"""What a repository says about the severity of findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R106",
        "severity that cannot be set",
        "The repository sets the severity of a finding that does not exist, or of one that nothing can be generated "
        "or deployed with, whatever its severity.",
        "Correct the code, or remove the entry and mend what is found.",
    ),
)


def unknown(resolved: Resolved, codes: Iterable[Code]) -> Iterator[Finding]:
    """What the repository says of findings that are not there, or whose severity is fixed."""
    repository = resolved.inputs.repository
    overridable = {code.code: code.overridable for code in codes}
    accepted = ((("accepted", place), code) for place, codes in repository.accepted.items() for code in codes)
    for where, code in (*((("rules",), code) for code in repository.severities), *sorted(accepted)):
        if not overridable.get(code):
            at = repository.source.at((*where, code), key=True)
            fixed = "cannot be accepted" if where[0] == "accepted" else "has a severity that is fixed"
            problem = fixed if code in overridable else "is no finding's code"
            yield Finding("R106", at, f"{code} {problem}", "helmwright explain lists the codes")
