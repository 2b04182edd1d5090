"""What a repository says about the severity of findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R106",
        "rule for no finding",
        "The repository weighs a finding that does not exist, or one that nothing can be generated or "
        "deployed with, however it is weighed.",
        "Correct the code, or remove the entry and mend what is found.",
    ),
)


def unknown(resolved: Resolved, codes: Iterable[Code]) -> Iterator[Finding]:
    """What the repository's `rules` say about findings that are not there, or whose severity is fixed."""
    repository = resolved.inputs.repository
    overridable = {code.code: code.overridable for code in codes}
    for code in repository.severities:
        if not overridable.get(code):
            at = repository.source.at(("rules", code), key=True)
            problem = "cannot be weighed otherwise" if code in overridable else "is no finding's code"
            yield Finding("R106", at, f"{code} {problem}", "helmwright explain lists the codes")
