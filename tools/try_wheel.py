"""`python tools/try_wheel.py DIST`: install the wheel in an empty environment, and again as a new repository does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

CONSTRAINTS = Path(__file__).resolve().parents[1] / "constraints.txt"


def main(dist: Path) -> int:
    """Runs what a new user runs; raises CalledProcessError at the first step that fails."""
    (wheel,) = dist.resolve().glob("*.whl")
    _look_into(wheel)
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder) / "venv"
        _run([sys.executable, "-m", "venv", "--without-pip", str(environment)], folder)
        pip = [sys.executable, "-m", "pip", "-q", "--python", str(environment), "install"]
        _run([*pip, "-c", str(CONSTRAINTS), str(wheel)], folder)
        scripts = environment / ("Scripts" if sys.platform == "win32" else "bin")
        helmwright = str(scripts / "helmwright")
        _run([helmwright, "init", "demo", "--defaults", "--helmwright", f"./{wheel.name}"], folder)
        demo = f"{folder}/demo"
        _run([helmwright, "validate"], demo)
        shutil.copy(wheel, demo)
        _run([*pip, "--force-reinstall", "--require-hashes", "-r", "requirements.txt"], demo)
        _run([*pip, "--force-reinstall", "--no-deps", "-r", "helmwright.txt"], demo)
        _run([helmwright, "generate", "--check"], demo)
    return 0


def _look_into(wheel: Path) -> None:
    """Raises AssertionError for a file that is there twice, and for a link that a package index leads nowhere."""
    with ZipFile(wheel) as archive:
        long = Counter(entry.CRC for entry in archive.infolist() if entry.file_size > 100)
        (about,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        links = re.findall(r"\]\((?!https://|#)(.*?)\)", archive.read(about).decode())
        twice = [entry.filename for entry in archive.infolist() if long[entry.CRC] > 1]
    assert (twice, links) == ([], [])  # noqa: S101


def _run(command: list[str], folder: str) -> None:
    print("$", " ".join(command), flush=True)
    subprocess.run(command, cwd=folder, check=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
