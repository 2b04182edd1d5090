"""What a repository may weigh otherwise still gives a plan: no tool behind the rules trips over it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from tests import case_files
from tests.case_files import lay
from tests.helms import started

from helmwright import layout, pipeline
from helmwright.archive import pack
from helmwright.findings import failed
from helmwright.rules import CODES

WEIGHABLE = {code.code for code in CODES if code.overridable}
FOLDER = case_files.FOLDER / "invalid"
CASES = sorted(path.name for code in sorted(WEIGHABLE) for path in FOLDER.glob(f"{code}-*"))


REDIS = pack(
    "redis",
    {
        "Chart.yaml": b"apiVersion: v2\nname: redis\nversion: 20.1.0\n",
        "templates/a.yaml": b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
    },
)
INDEX = f"""
charts:
  - name: redis
    version: 20.1.0
    repository: https://charts.example
    digest: sha256:{sha256(REDIS).hexdigest()}
    fetched: "2026-11-30"
"""


def vendor(folder: Path) -> None:
    """Puts there the chart that the add-ons of the cases are of."""
    folder.mkdir(parents=True)
    (folder / "redis-20.1.0.tgz").write_bytes(REDIS)
    (folder / "index.yaml").write_text(INDEX, encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_a_finding_that_is_weighed_down_stops_nothing(case: str, tmp_path: Path) -> None:
    root = lay(f"invalid/{case}", tmp_path / "repository")
    vendor(root / layout.ADDONS)
    descriptor = root / "helmwright.yaml"
    data = yaml.safe_load(descriptor.read_text(encoding="utf-8"))
    codes = {finding.code for finding in pipeline.lint(root).findings} & WEIGHABLE
    data["rules"] = {code: {"severity": "info", "reason": "It is how we work."} for code in codes}
    descriptor.write_text(yaml.safe_dump(data), encoding="utf-8")
    planned = pipeline.generate(root, pipeline.Tools(started(), None, jobs=1))
    assert codes <= {finding.code for finding in planned.findings}
    assert not failed(planned.findings), planned.findings
    assert planned.tree is not None  # without a release in it where none of the environments is there
