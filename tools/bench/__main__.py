"""`python -m tools.bench [--services N]`: every stage's cost, how it grows, and the loop it replaces, in one run."""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.bench import addons, capacity, loop, platform, repository, templates, vendored

ROWS = ("lint", "generate, nothing cached", "write", "validate", "check, nothing changed")


def main() -> int:
    """Prints the tables; each measurement is a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--services", type=int, default=100, help="how many services (default: 100)")
    services = parser.parse_args().services
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        repository.write(root / "all", services)
        stages = _measure(root / "all", root / "cache")
        environments = len(repository.ENVIRONMENTS)
        print(f"{services} services x {environments} environments, seconds in one process:")
        for name, value in stages.items():
            print(f"  {name:<28}{value:>9.3f}")
        print(
            f"  {'peak memory, MiB':<28}{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:>9.0f}"
        )
        _growth(root, services)
        addons.report(root / "addons", _measure)
        platform.report(root / "platform", _measure)
        capacity.report(root / "capacity", root / "cache", services)
        templates.report(root / "all/apps/app000/prod")
        vendored.report(Path("apps/boutique/dev"))
        whole = sum(stages[name] for name in ("start", *ROWS[1:4]))
        loop.compare(root / "all", whole)
    return 0


def _growth(root: Path, services: int) -> None:
    """How the cost of everything grows with the number of services."""
    print("growth, milliseconds for each service (generate and validate, nothing cached):")
    for count in sorted({max(5, services * step // 4) for step in (1, 2, 3, 4)}):
        folder = root / f"growth{count}"
        repository.write(folder, count)
        stages = _measure(folder, folder / "cache")
        cost = sum(stages[name] for name in ROWS[1:4]) / count * 1000
        print(f"  {count:>5} services {cost:>9.2f}")


def _measure(root: Path, cache: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tools.bench.stages", str(root), str(cache)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {name: float(value) for name, value in (line.split("\t") for line in output.splitlines())}


if __name__ == "__main__":
    sys.exit(main())
