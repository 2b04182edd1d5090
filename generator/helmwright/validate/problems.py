"""Problems of rendered objects as findings."""

from __future__ import annotations

from helmwright.findings import Finding, Location
from helmwright.kubernetes.removed import REMOVED
from helmwright.validate.validator import Path, Problem

_WHOLE = "make it anew with helmwright crds import; a schema holds all that it refers to"


def finding(problem: Problem, location: Location) -> Finding:
    """The finding for a problem, at the descriptor line that caused it, or in the schema that cannot be used."""
    manifest = problem.manifest
    rendered = f"rendered by {manifest.template}"
    if problem.code == "K102":
        kind = f"{manifest.api_version}/{manifest.kind}"
        removal = REMOVED.get((manifest.api_version, manifest.kind))
        if removal is not None:
            return Finding(
                "K102",
                location,
                f"{manifest}: Kubernetes {removal.removed} and later do not serve {kind}",
                f"write apiVersion: {removal.instead}; {rendered}" if removal.instead else rendered,
            )
        return Finding(
            "K102",
            location,
            f"{manifest}: there is no schema of {kind}",
            f"run helmwright crds import on its CRD, or list {kind} under unvalidatedKinds; {rendered}",
        )
    if problem.schema:
        return Finding("K103", Location(problem.schema), problem.message, _WHOLE)
    if problem.code in ("K101", "K104", "K205", "K206", "K207"):
        place = f"{manifest}: {dotted(problem.path)}" if problem.path else str(manifest)
        hint = f"{problem.hint}; {rendered}" if problem.hint else rendered
        return Finding(problem.code, location, f"{place}: {problem.message}", hint)
    return Finding(problem.code, location, problem.message, problem.hint)


def dotted(path: Path) -> str:
    """The path as people write it: `spec.containers[0].image`."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return text.removeprefix(".")
