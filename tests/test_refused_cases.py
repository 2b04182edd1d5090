"""What descriptors cannot show: charts that render wrongly and files in the way, each with exactly what is said.

A case is a small repository in `tests/cases/refused/<code>-<what>/` with a chart of its own, and its findings in
`findings.txt`: those of `validate`, and where drift is the matter, of `generate --check`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import case_files
from tests.case_files import lay
from tests.golden import same_file
from tests.helms import started

from helmwright import pipeline
from helmwright.checkout.ownership import drift
from helmwright.cli.repository import schema_folders
from helmwright.codes.helm import HELM
from helmwright.codes.kubernetes import KUBERNETES
from helmwright.codes.planning import PLANNING
from helmwright.findings import ordered
from helmwright.validate.embedded import EmbeddedValidator

FOLDER = case_files.FOLDER / "refused"
CASES = tuple(sorted(path.name for path in FOLDER.iterdir()))
LINKED = "P105-link-among-generated-files"
WITHOUT_SERVICES = "P104-nothing-left"
ELSEWHERE = {
    "P101": "no two names that the rules allow meet in one path; tests/unit/test_plan.py makes them meet",
    "H105": "takes a limit's time or memory; tests/engines/test_bombs.py",
    "H106": "takes a crash of Helm; tests/engines/test_bombs.py",
    "P107": "takes a git repository; tests/cli/test_removals.py",
    "P108": "takes a git repository; tests/cli/test_removals.py",
    "P113": "takes what was generated before; tests/cli/test_forecast.py",
    "P111": "takes what was generated before; tests/cli/test_forecast.py",
    "P112": "takes what was generated before; tests/cli/test_forecast.py",
    "P110": "takes a git repository; tests/cli/test_generate.py",
    "K301": "found by crds import; tests/crds/",
    "K302": "found by crds import; tests/crds/",
}


def _report(case: str, root: Path) -> str:
    planned = pipeline.generate(root, pipeline.Tools(started(), None, jobs=1))
    drifted = drift(planned.changes) if case.startswith("D") else ()
    found = ordered((*drifted, *pipeline.validate(planned, EmbeddedValidator(schema_folders(root)))))
    return "".join(f"{finding}\n" for finding in found)


@pytest.mark.parametrize("case", CASES)
def test_findings(case: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    root = lay(f"refused/{case}", tmp_path / "repository")
    if case == LINKED:
        (root / "bootstrap").mkdir()
        (root / "bootstrap/prod").symlink_to(tmp_path)
    if case == WITHOUT_SERVICES:
        (root / "apps/shop/services/cart.yaml").unlink()
    report = _report(case, root)
    same_file(FOLDER / case / "findings.txt", report, request.config)
    assert f" {case[:4]}: " in report


@pytest.mark.parametrize("code", [row.code for row in (*HELM, *KUBERNETES, *PLANNING)])
def test_every_code_has_a_case(code: str) -> None:
    assert code in ELSEWHERE or [case for case in CASES if case.startswith(f"{code}-")]
