"""How Argo CD reads the repository."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R111",
        "repository read without TLS",
        "Over http:// nobody knows who answers: whoever is between Argo CD and the git host can read the password "
        "that it sends, and can answer with objects of their own, which Argo CD deploys.",
        "Write https://, ssh:// or git@ where the host can serve it. A git host in Argo CD's own cluster may have no "
        "certificate; accept the finding there with that as the reason.",
        severity=Severity.WARNING,
        overridable=True,
    ),
)


def encrypted(resolved: Resolved) -> Iterator[Finding]:
    """Argo CD knows whose answer it deploys."""
    repository = resolved.inputs.repository
    if repository.repo_url.startswith("http://"):
        at = repository.source.at(("repoURL",))
        message = "over http:// Argo CD deploys whatever answers in the git host's place"
        yield Finding("R111", at, message, "https:// or ssh://, or accept it for a host in its own cluster")


RULES = (encrypted,)
