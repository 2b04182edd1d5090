"""The loop that a repository without helmwright runs: helm dependency build, helm template, kubeconform."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from helmwright import resources
from helmwright.validate.bundle import export
from helmwright.validate.kubeconform import LOCATION

VERSION = "1.34"
SAMPLE = 6
"""How many charts are timed; the loop's cost is the same for each."""


def compare(root: Path, whole: float) -> None:
    """Times the loop over a sample of the generated charts and prints the ratio to `whole` seconds."""
    search = os.pathsep.join([str(Path(".tools/bin").resolve()), os.environ.get("PATH", "")])
    found = {name: shutil.which(name, path=search) for name in ("helm4", "helm", "kubeconform")}
    helm, kubeconform = found["helm4"] or found["helm"], found["kubeconform"]
    if helm is None or kubeconform is None:
        print("the loop was not measured: it needs helm and kubeconform (nox -s tools)")
        return
    charts = sorted(path.parent for path in root.glob("apps/*/*/Chart.yaml"))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(root, copy)
        schemas = Path(folder) / "schemas"
        export(schemas, VERSION)
        sample = [copy / chart.relative_to(root) for chart in charts[:: max(1, len(charts) // SAMPLE)]]
        started = time.perf_counter()
        for chart in sample:
            _one(helm, kubeconform, chart, (schemas, resources.schemas() / "crds"))
        each = (time.perf_counter() - started) / len(sample)
    print(f"the loop of helm and kubeconform, {len(sample)} of {len(charts)} charts timed:")
    print(f"  {'seconds for all':<28}{each * len(charts):>9.3f}")
    print(f"  {'ratio to helmwright':<28}{each * len(charts) / whole:>9.1f}")


def _one(helm: str, kubeconform: str, chart: Path, schemas: tuple[Path, ...]) -> None:
    subprocess.run([helm, "dependency", "build", "."], cwd=chart, check=True, capture_output=True)
    command = [helm, "template", "release", ".", "--kube-version", VERSION]
    rendered = subprocess.run(command, cwd=chart, check=True, capture_output=True).stdout
    locations = [f"-schema-location={folder}/{LOCATION}" for folder in schemas]
    subprocess.run([kubeconform, "-strict", *locations], input=rendered, check=True, capture_output=True)
