"""What the folders of `cases/` hold, and what they have beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.case_files import DEFAULTS, FOLDER, contents, lay


@pytest.mark.parametrize("kind", DEFAULTS)
def test_no_case_holds_what_it_would_have_without_it(kind: str) -> None:
    given = [row for defaults in DEFAULTS[kind] for row in contents(defaults).items()]
    files = [
        (case / path, content)
        for case in (FOLDER / kind).iterdir()
        for path, content in given
        if (case / path).is_file()
    ]
    assert files
    assert [str(file) for file, content in files if file.read_bytes() == content] == []


@pytest.mark.parametrize(
    ("case", "held", "given"),
    [
        (
            "invalid/R706-sidecar",
            {"apps/shop/services/cart.yaml"},
            {"environments/prod.yaml", "helmwright.yaml"},
        ),
        (
            "refused/H102-key-given-twice",
            {"charts/service/templates/a.yaml"},
            {
                "apps/shop/services/cart.yaml",
                "charts/service/Chart.yaml",
                "environments/prod.yaml",
                "helmwright.yaml",
            },
        ),
        (
            "valid/minimal-worker",
            {"apps/billing/services/invoices.yaml", "environments/prod.yaml", "helmwright.yaml"},
            set(),
        ),
    ],
    ids=["invalid", "refused", "valid"],
)
def test_a_case_has_the_defaults_beside_what_it_holds(
    case: str, held: set[str], given: set[str], tmp_path: Path
) -> None:
    root = lay(case, tmp_path / "repository")
    files = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    assert files.keys() == held | given
    assert {path for path, file in files.items() if (FOLDER / case / path).is_file()} == held
    assert all(files[path].read_bytes() == (FOLDER / case / path).read_bytes() for path in held)
