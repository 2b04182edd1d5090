"""The pages are true: what they show runs and prints what they say, and generated pages are current."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from tests.executables import required
from tests.program import helmwright
from tools.docs.__main__ import FOLDER, pages
from tools.docs.console import Command, blocks, matches, steps

from chartwright.docs.generate import check as check_chart_docs
from helmwright.cli import main

ROOT = Path(__file__).parents[1]
reference = cache(pages)
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    if FOLDER not in path.parents
}
FROM_NOTHING = ("README.md", "docs/tutorial.md")
"""Pages that begin in an empty folder; the others begin in what `helmwright init demo` makes, added to git."""
TOOLS = {"git": "git ", "helm4": "--engine cli", "kubeconform": "--validator kubeconform"}
"""What a command that needs a tool contains."""


def _shown() -> Iterator[object]:
    for name, page in sorted(PAGES.items()):
        lines = [step.line for step in steps(page) if isinstance(step, Command)]
        if lines:
            tools = [tool for tool, sign in TOOLS.items() if any(sign in line for line in lines)]
            yield pytest.param(name, marks=pytest.mark.tool(*tools))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "demo"
    helmwright("init", str(root), "--defaults", catch_exceptions=False)
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run([required("git"), "-C", str(root), *command], check=True)
    return root


def _copy(source: str, target: str) -> None:
    """A copy, but for what git never changes."""
    (os.link if "/.git/objects/" in source else shutil.copy)(source, target)


@pytest.mark.parametrize("name", list(_shown()))
def test_a_page_shows_what_happens(
    name: str, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    folder = (
        tmp_path if name in FROM_NOTHING else shutil.copytree(demo, tmp_path / "demo", copy_function=_copy)
    )
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    if "helm4" in next(request.node.iter_markers("tool")).args:
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin/helm").symlink_to(required("helm4"))
        (tmp_path / "bin/kubeconform").symlink_to(required("kubeconform"))
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    for step in steps(PAGES[name]):
        if isinstance(step, Command):
            actual = step.run()
            assert matches(step.output, actual), f"$ {step.line}\n{actual}"
        else:
            step.write()


def _commands(page: str) -> Iterator[list[str]]:
    """The arguments of every helmwright command that the page names, in blocks and in the text."""
    code = [step.line for step in steps(page) if isinstance(step, Command)]
    code += [line for language, text in blocks(page) if language == "sh" for line in text.splitlines()]
    code += re.findall(r"`([^`\n]+)`", page)
    for line in code:
        if found := re.match(r"helmwright ([^|&>#]+)", line):
            yield shlex.split(found[1])


@pytest.mark.parametrize("name", sorted(PAGES))
def test_commands_that_a_page_names_exist(name: str) -> None:
    for arguments in _commands(PAGES[name]):
        command: click.Command = main
        options = {"--help", "--version"}
        for argument in arguments:
            context = click.Context(command)
            options |= {option for parameter in command.get_params(context) for option in parameter.opts}
            if argument.startswith("-"):
                assert argument in options, arguments
            elif isinstance(command, click.Group):
                found = command.get_command(context, argument)
                assert found is not None, arguments
                command = found


@pytest.mark.parametrize(
    ("path", "name"), re.findall(r"^\| `([\w/.]+)` \| `(\w+)` \|", PAGES["docs/walks.md"], re.MULTILINE)
)
def test_a_walk_leads_to_what_is_there(path: str, name: str) -> None:
    text = (ROOT / "generator/helmwright" / path).read_text(encoding="utf-8")
    assert re.search(rf"^ *(?:def|class) {name}\b", text, re.MULTILINE)


def test_ci_runs_the_commands_of_the_readme() -> None:
    """Each part of the two lines for a new machine is a line of `.ci/run`."""
    lines = [line for _, text in blocks(PAGES["README.md"]) for line in text.splitlines() if "nox -s" in line]
    ci = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert len(lines) == 2
    assert [part for line in lines for part in line.split(" && ") if f"\n{part}" not in ci] == []


@pytest.mark.parametrize("name", sorted(reference()))
def test_reference_pages_are_current(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == reference()[name]


def test_the_chart_schema_values_and_readme_are_current() -> None:
    folder = ROOT / "charts/service"
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    assert [change.path for change in check_chart_docs(files)] == []


@pytest.mark.parametrize(
    "name", [*sorted(PAGES), *(f"docs/reference/{name}" for name in sorted(reference()))]
)
def test_links_lead_somewhere(name: str) -> None:
    for target, anchor in re.findall(
        r"\]\((?!https?://|mailto:)([^)#\s]*)#?([^)\s]*)\)", _prose(ROOT / name)
    ):
        page = (ROOT / name).parent / target if target else ROOT / name
        assert page.exists(), target
        assert not anchor or anchor in _anchors(page), f"{target}#{anchor}"


def _prose(page: Path) -> str:
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def _anchors(page: Path) -> set[str]:
    """The anchors that GitHub and GitLab make of headings."""
    headings = re.findall(r"^#+ (.+)$", _prose(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_what_a_field_adds_to_the_fields_that_it_shares_is_listed() -> None:
    """A sidecar is a container like an init container, with probes and hooks besides."""
    listed = {line.split("`")[1] for line in reference()["service.md"].splitlines() if line.startswith("| `")}
    assert {"sidecars.<name>.probes", "sidecars.<name>.lifecycle", "initContainers.<name>.image"} <= listed
    assert not {"sidecars.<name>.image", "initContainers.<name>.probes"} & listed
