"""A chart with twice the values costs twice the work: counted in calls, which no other load on a machine changes."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from tests.helms import started

from chartwright.cases.case import case_files, read_cases
from chartwright.cases.renders import Engine
from chartwright.docs.generate import generate
from chartwright.lint.check import lint
from helmwright.tree import Tree

ENGINE = Engine(started("sdk"), "1.34")
GROUP = """\
# The group {0}
group{0}:
  # How many
  size: {0}
  names: [a, b]
  labels:
    team: web
  unused: 1
"""
USE = "{{{{ .Values.group{0}.size }}}}{{{{ toJson .Values.group{0}.labels }}}}{{{{ .Values.group{0}.missing }}}}\n"


def chart(groups: int) -> dict[str, bytes]:
    """One that declares values, uses most, and asks for some that it does not declare."""
    numbers = range(groups)
    return {
        "Chart.yaml": b"apiVersion: v2\nname: large\nversion: 0.1.0\n",
        "values.yaml": "".join(map(GROUP.format, numbers)).encode(),
        "templates/all.yaml": f"kind: All\n# {''.join(map(USE.format, numbers))}".replace("\n", " ").encode(),
    }


def check(files: Tree) -> None:
    lint(files, read_cases(case_files(files)), ENGINE)


def document(files: Tree) -> None:
    generate(files, ("readme", "schema"))


@pytest.mark.parametrize("command", [check, document])
def test_work_grows_as_the_values_do(command: Callable[[Tree], None]) -> None:
    command(chart(1))  # what is imported and compiled once
    assert calls(command, chart(200)) < 2.1 * calls(command, chart(100))


def calls(command: Callable[[Tree], None], files: Tree) -> int:
    """How many functions a command calls, and how often its generators go on."""
    count = 0

    def see(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        command(files)
    finally:
        sys.setprofile(before)
    return count
