"""The reference page of findings."""

from __future__ import annotations

from helmwright.codes import CODES

_STAGES = {
    "L": "Loading",
    "S": "Schema",
    "R": "Rules",
    "P": "Planning",
    "D": "Drift",
    "H": "Helm",
    "K": "Kubernetes",
    "T": "Tools",
}


def codes() -> str:
    """Every code with its page, as `helmwright explain` shows it."""
    lines = [
        "# Findings",
        "",
        "The letter is the stage that finds it; a code never changes its meaning. `helmwright explain CODE` shows the same.",
        "",
    ]
    stage = ""
    for code in CODES:
        if code.code[0] != stage:
            stage = code.code[0]
            lines += [f"## {_STAGES[stage]}", ""]
        lines += [
            f"### {code.code}: {code.title}",
            "",
            f"Severity: {code.severity}.",
            "",
            code.why,
            "",
            code.fix,
            "",
        ]
    return "\n".join(lines)
