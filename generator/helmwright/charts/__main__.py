"""`python -m helmwright.charts [--check] CHART...`: write, or check, charts' schemas and docs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from helmwright.charts.generate import check
from helmwright.charts.source import SourceError


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0 current or written, 1 out of date, 2 a source that cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m helmwright.charts", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing, exit 1 when a file is out of date"
    )
    parser.add_argument("charts", nargs="+", type=Path, metavar="CHART", help="folder of a chart")
    options = parser.parse_args(arguments)
    outdated = False
    for folder in options.charts:
        try:
            changes = check(_read(folder))
        except SourceError as error:
            print(f"{folder}: {error}", file=sys.stderr)
            return 2
        for change in changes:
            outdated = True
            print(folder / change.path)
            if not options.check and change.after is not None:
                (folder / change.path).write_bytes(change.after)
    return int(outdated and options.check)


def _read(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


if __name__ == "__main__":
    sys.exit(main())
