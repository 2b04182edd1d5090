"""What umbrella charts hold of the chart that they vendor, and what a plain `helm template` of one costs."""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

import yaml

from helmwright import resources
from helmwright.charts import chart
from helmwright.charts.metadata import SCHEMA

HELMS = ("helm3", "helm4")
RUNS = 10
UMBRELLAS = 200 * 4
"""Those of 1,000 services in 200 apps and four environments."""


def report(folder: Path) -> None:
    """Prints two tables about the umbrella chart in `folder`, beside the same one with the whole chart in it."""
    aliases = len(yaml.safe_load((folder / "Chart.yaml").read_text())["dependencies"])
    with tempfile.TemporaryDirectory() as temporary:
        whole = shutil.copytree(folder, Path(temporary) / "whole")
        (whole / SCHEMA).unlink()
        (archive,) = whole.glob("charts/*.tgz")
        archive.write_bytes(chart.read(resources.charts() / "service").archive)
        print(f"one umbrella chart and {UMBRELLAS}, bytes of the vendored chart and its schema:")
        for name, size in (("as it is vendored", _size(folder)), ("the whole chart", _size(whole))):
            print(f"  {name:<28}{size:>9,}{size * UMBRELLAS / 1e6:>9.1f} MB")
        print(f"helm template of {aliases} aliases, seconds of CPU (user and system), median of {RUNS}:")
        for helm in HELMS:
            executable = shutil.which(helm, path=".tools/bin")
            if executable is None:
                print(f"  {helm} was not measured (nox -s tools)")
                continue
            # In turns, so that neither has a quieter machine than the other.
            costs = [(_cpu(executable, folder), _cpu(executable, whole)) for _ in range(RUNS)]
            ours, theirs = map(statistics.median, zip(*costs, strict=True))
            print(f"  {helm:<28}{ours:>9.3f}, with the whole chart {theirs:.3f}: ratio {ours / theirs:.2f}")


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in (*folder.glob("charts/*"), *folder.glob(SCHEMA)))


def _cpu(helm: str, folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([helm, "template", "release", str(folder)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
