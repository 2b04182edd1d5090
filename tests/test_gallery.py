"""The gallery: the index leads to every page, and a page's repository has nothing to find fault with.

That a page shows what is rendered is tested with every other page, in `test_docs.py`.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tools.docs.console import Command, steps
from tools.docs.gallery import FOLDER

from helmwright.resources import charts

INDEX = FOLDER / "README.md"
PAGES = {path.name: path for path in FOLDER.glob("*.md") if path != INDEX}


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    repository = tmp_path_factory.mktemp("made") / "demo"
    Command(f"helmwright init {repository} --defaults", "").run()
    return repository


@pytest.mark.parametrize("name", sorted(PAGES))
def test_what_a_page_describes_is_without_findings(
    name: str, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shutil.copytree(demo, tmp_path / "demo"))
    for step in steps(PAGES[name].read_text(encoding="utf-8")):
        if not isinstance(step, Command):
            step.write()
    lines = Command("helmwright validate", "").run().splitlines()
    assert lines[0] == "no findings", lines


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_shows_the_names_and_then_the_whole_of_what_is_rendered(name: str) -> None:
    commands = [
        step.line
        for step in steps(PAGES[name].read_text(encoding="utf-8"))
        if isinstance(step, Command) and step.line.startswith("helmwright render")
    ]
    assert commands == [f"{commands[-1]} --format name", commands[-1]]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_page_changes_with_the_charts_version(name: str) -> None:
    (version,) = re.findall(r"^version: (.+)$", (charts() / "service/Chart.yaml").read_text(), re.MULTILINE)
    assert f"service-{version}" not in PAGES[name].read_text(encoding="utf-8")


def test_the_index_leads_to_every_page_once() -> None:
    links = re.findall(r"\]\(([\w-]+\.md)\)", INDEX.read_text(encoding="utf-8"))
    assert sorted(links) == sorted(PAGES)
