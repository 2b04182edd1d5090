"""`python tools/try_wheel.py DIST`: install the wheel in an empty environment, and again as a new repository does."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CONSTRAINTS = Path(__file__).resolve().parents[1] / "constraints.txt"


def main(dist: Path) -> int:
    """Runs what a new user runs; raises CalledProcessError at the first step that fails."""
    (wheel,) = dist.resolve().glob("*.whl")
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


def _run(command: list[str], folder: str) -> None:
    print("$", " ".join(command), flush=True)
    subprocess.run(command, cwd=folder, check=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
