"""What a repository may weigh otherwise still gives a plan: no tool behind the rules trips over it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from tests import case_files
from tests.case_files import lay
from tests.helms import started

from helmwright import layout, pipeline
from helmwright.archive import pack
from helmwright.charts.addon_lock import Locked, written
from helmwright.charts.package import ChartPin
from helmwright.findings import failed
from helmwright.rules import CODES
from helmwright.tree import digest

WEIGHABLE = {code.code for code in CODES if code.overridable}
FOLDER = case_files.FOLDER / "invalid"
CASES = sorted(path.name for code in sorted(WEIGHABLE) for path in FOLDER.glob(f"{code}-*"))


TEMPLATE = b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Chart.Name }}}\n"


def vendor(folder: Path, pins: Iterable[ChartPin]) -> None:
    """Puts there a chart for each that the add-ons of a case are of."""
    folder.mkdir(parents=True)
    rows = []
    for pin in {(pin.chart, pin.version): pin for pin in pins}.values():
        about = f"apiVersion: v2\nname: {pin.chart}\nversion: {pin.version}\n"
        content = pack(pin.chart, {"Chart.yaml": about.encode(), "templates/a.yaml": TEMPLATE})
        (folder / f"{pin.chart}-{pin.version}.tgz").write_bytes(content)
        rows.append(Locked(pin.chart, pin.version, pin.repository, digest(content), "2026-11-30"))
    (folder / "index.yaml").write_bytes(written(rows))


@pytest.mark.parametrize("case", CASES)
def test_a_finding_that_is_weighed_down_stops_nothing(case: str, tmp_path: Path) -> None:
    root = lay(f"invalid/{case}", tmp_path / "repository")
    if inputs := pipeline.lint(root).inputs:
        vendor(root / layout.ADDONS, (pin for addon in inputs.addons for pin in addon.versions))
    descriptor = root / "helmwright.yaml"
    data = yaml.safe_load(descriptor.read_text(encoding="utf-8"))
    codes = {finding.code for finding in pipeline.lint(root).findings} & WEIGHABLE
    data["rules"] = {code: {"severity": "info", "reason": "It is how we work."} for code in codes}
    descriptor.write_text(yaml.safe_dump(data), encoding="utf-8")
    planned = pipeline.generate(root, pipeline.Tools(started(), None, jobs=1))
    assert codes <= {finding.code for finding in planned.findings}
    assert not failed(planned.findings), planned.findings
    assert planned.tree is not None  # without a release in it where none of the environments is there
