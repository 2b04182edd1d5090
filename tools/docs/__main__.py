"""`python -m tools.docs [--check]`: write the generated pages, or fail when one is not current."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.docs.addons import addons
from tools.docs.codes import codes
from tools.docs.commands import commands
from tools.docs.gallery import gallery
from tools.docs.limits import limits_page
from tools.docs.schemas import schemas
from tools.docs.words import words

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "reference"


def pages() -> dict[str, str]:
    """Every reference page by its file name."""
    return {
        **schemas(),
        "findings.md": codes(),
        "commands.md": commands(),
        "addons.md": addons(),
        "limits.md": limits_page(),
        "words.md": words(),
    }


def main(arguments: list[str]) -> int:
    """Writes the pages; with --check names those that differ and returns 1 if there are any."""
    current = {FOLDER / name: text for name, text in pages().items()} | gallery()
    stale = {
        path: text
        for path, text in current.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }
    if "--check" in arguments:
        for path in stale:
            sys.stderr.write(f"{path.relative_to(ROOT)} is not current; run nox -s docs\n")
        return 1 if stale else 0
    for path, text in stale.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
