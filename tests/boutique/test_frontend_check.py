"""The load generator waits for the shop: the script of its init container, run by a real shell."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from .conftest import ROOT

DESCRIPTOR = yaml.safe_load((ROOT / "apps/boutique/services/loadgenerator.yaml").read_text())
CHECK = DESCRIPTOR["initContainers"]["frontend-check"]
WGET = """#!/bin/sh
for url; do :; done
echo "$url" >> requests
[ "$(grep -c . requests)" -gt "$FAILURES" ]
"""

pytestmark = pytest.mark.skipif(not Path("/bin/sh").exists(), reason="there is no /bin/sh here")


def check(folder: Path, failures: int) -> tuple[int, list[str]]:
    """The exit code and every URL asked for, of a shop that does not answer the first requests."""
    for name, script in {"wget": WGET, "sleep": "#!/bin/sh\n"}.items():
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)
    env = {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "FRONTEND_ADDR": "frontend:80",
        "FAILURES": str(failures),
    }
    done = subprocess.run([*CHECK["command"], *CHECK["args"]], cwd=folder, env=env, check=False)
    return done.returncode, (folder / "requests").read_text().split()


@pytest.mark.parametrize("failures", [0, 11])
def test_it_ends_well_as_soon_as_the_shop_answers(tmp_path: Path, failures: int) -> None:
    assert check(tmp_path, failures) == (0, ["http://frontend:80"] * (failures + 1))


def test_it_gives_up_after_twelve_requests(tmp_path: Path) -> None:
    assert check(tmp_path, 12) == (1, ["http://frontend:80"] * 12)
