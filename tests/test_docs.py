"""The pages are true: what they show runs and prints what they say, and generated pages are current."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from helmwright.charts.generate import check as check_chart_docs
from tests.console import Command, File, matches, run, steps
from tools.docs.__main__ import FOLDER, pages

ROOT = Path(__file__).parents[1]
REPOSITORY = ("apps", "bootstrap", "charts", "environments", "schemas", "helmwright.yaml")


@pytest.mark.parametrize("name", ["README.md", "docs/tutorial.md"])
def test_a_page_shows_what_happens(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "README.md":
        for part in REPOSITORY:
            source = ROOT / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / part)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    shown = list(steps((ROOT / name).read_text(encoding="utf-8")))
    assert any(isinstance(step, Command) for step in shown)
    for step in shown:
        if isinstance(step, File):
            Path(step.path).parent.mkdir(parents=True, exist_ok=True)
            Path(step.path).write_text(step.text, encoding="utf-8")
        elif step.line.startswith("cd "):
            monkeypatch.chdir(step.line.removeprefix("cd "))
        else:
            actual = run(step)
            assert matches(step.output, actual), f"$ {step.line}\n{actual}"


@pytest.mark.parametrize("name", sorted(pages()))
def test_reference_pages_are_current(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name]


def test_the_chart_schema_values_and_readme_are_current() -> None:
    folder = ROOT / "charts/service"
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert [change.path for change in check_chart_docs(files)] == []


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/**/*.md")), ids=str)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
