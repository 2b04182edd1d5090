"""The gallery: pages of a descriptor and what it renders, of which this writes what commands print."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import chdir
from pathlib import Path

from tools.docs.console import Command, blocks, steps

FOLDER = Path(__file__).parents[2] / "docs" / "gallery"
ENVIRONMENT = {"COLUMNS": "100", "NO_COLOR": "1"}
_ANY_VERSION = 'helm.sh/chart: "service-..."'
_VERSION = re.compile('helm.sh/chart: "service-[^"]*"')


def gallery() -> dict[Path, str]:
    """Every page by its path, with the output that its commands have in a new repository of its own."""
    os.environ.update(ENVIRONMENT)
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder, "demo")
        Command(f"helmwright init {demo} --defaults", "").run()
        return {path: refreshed(path, demo, Path(folder, path.stem)) for path in sorted(FOLDER.glob("*.md"))}


def refreshed(path: Path, demo: Path, repository: Path) -> str:
    """The page with each command's whole output below it, but for the chart's version, which is no page's subject.

    An output with `...` elsewhere is left as it is.
    """
    page = path.read_text(encoding="utf-8")
    if not any(language == "console" for language, _ in blocks(page)):
        return page
    with chdir(shutil.copytree(demo, repository)):
        for step in steps(page):
            if not isinstance(step, Command):
                step.write()
            elif "..." not in step.output.replace(_ANY_VERSION, ""):
                output = _VERSION.sub(_ANY_VERSION, step.run())
                page = page.replace(f"$ {step.line}\n{step.output}", f"$ {step.line}\n{output}")
            else:
                step.run()
    return page
