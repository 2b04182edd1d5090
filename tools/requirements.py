"""Writes what CI and new repositories install, with the hashes of every file of every package.

`pip install --require-hashes` takes nothing else, whatever an index offers later. The versions are those of
constraints.txt. uv finds them for all platforms and Python versions at once, which neither pip nor pip-tools can:
one file serves a laptop and CI.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILES = {
    ".ci/requirements.txt": ("--group", "ci"),
    "generator/templates/repository/files/requirements.txt": (
        "--extra",
        "test",
        "--group",
        "ci",
        "pyproject.toml",
    ),
}
"""Each file by what is in it: nox alone, and for new repositories all that helmwright needs as well."""
HEADER = """\
# Every package with the hashes of its files: pip installs nothing else. Written by helmwright's `nox -s requirements`.
"""


def main() -> int:
    """Writes both files; raises CalledProcessError when a package is not to be had."""
    for path, wanted in FILES.items():
        command = [
            "uv",
            "pip",
            "compile",
            "--quiet",
            "--universal",
            "--python-version=3.11",
            "--generate-hashes",
        ]
        # Nothing of the machine, its index among it, goes into the file.
        command += ["--no-header", "--no-annotate", "--constraint=constraints.txt", *wanted]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        (ROOT / path).write_text(HEADER + done.stdout, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
