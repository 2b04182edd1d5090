"""What a repository may weigh otherwise still gives a plan: no tool behind the rules trips over it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from tests import case_files
from tests.case_files import lay
from tests.helms import started

from helmwright import pipeline
from helmwright.findings import failed
from helmwright.rules import CODES

WEIGHABLE = {code.code for code in CODES if code.overridable}
FOLDER = case_files.FOLDER / "invalid"
CASES = sorted(path.name for code in sorted(WEIGHABLE) for path in FOLDER.glob(f"{code}-*"))


@pytest.mark.parametrize("case", CASES)
def test_a_finding_that_is_weighed_down_stops_nothing(case: str, tmp_path: Path) -> None:
    root = lay(f"invalid/{case}", tmp_path / "repository")
    descriptor = root / "helmwright.yaml"
    data = yaml.safe_load(descriptor.read_text(encoding="utf-8"))
    codes = {finding.code for finding in pipeline.lint(root).findings} & WEIGHABLE
    data["rules"] = {code: {"severity": "info", "reason": "It is how we work."} for code in codes}
    descriptor.write_text(yaml.safe_dump(data), encoding="utf-8")
    planned = pipeline.generate(root, pipeline.Tools(started(), None, jobs=1))
    assert codes <= {finding.code for finding in planned.findings}
    assert not failed(planned.findings), planned.findings
    assert planned.tree
