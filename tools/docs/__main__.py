"""`python -m tools.docs [--check]`: write the reference pages, or fail when one is not current."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.docs.codes import codes
from tools.docs.commands import commands
from tools.docs.schemas import schemas

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


def pages() -> dict[str, str]:
    """Every reference page by its file name."""
    return {**schemas(), "findings.md": codes(), "commands.md": commands()}


def main(arguments: list[str]) -> int:
    """Writes the pages; with --check names those that differ and returns 1 if there are any."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    stale = [
        name
        for name, text in pages().items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != text
    ]
    if "--check" in arguments:
        for name in stale:
            sys.stderr.write(f"docs/reference/{name} is not current; run nox -s docs\n")
        return 1 if stale else 0
    for name in stale:
        (FOLDER / name).write_text(pages()[name], encoding="utf-8")
        sys.stdout.write(f"docs/reference/{name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
