"""The values that a chart's `values.schema.json` refused, from Helm's report.

Helm prints one line a problem, indented below the rule that asked for it:

    cart:
    - at '/resources': validation failed
      - at '/resources/cpu': got number, want string
      - at '/resources': additional properties 'gpu' not allowed
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from helmwright.render.engine import RenderFailure

REFUSED = "values don't meet the specifications of the schema(s)"

_PROBLEM = re.compile(r"( *)- at '(.*?)': (.*)")
_CHART = re.compile(r"(\S+):")
_UNKNOWN_KEYS = re.compile(r"additional properties (.*) not allowed")
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'")
_ALTERNATIVES = ("'anyOf' failed", "'oneOf' failed, none matched")


@dataclass(slots=True)
class _Problem:
    pointer: str
    text: str
    below: list[_Problem] = field(default_factory=list)


def refusals(report: str, chart: str) -> tuple[RenderFailure, ...]:
    """One failure for each refused value, sorted: Helm's own order changes from run to run.

    `chart` is the umbrella chart's name; a sub-chart's values are named from its alias down. A schema that
    is itself wrong is one failure for its chart.
    """
    found: set[RenderFailure] = set()
    for name, lines in _sections(report):
        prefix = [] if name == chart else [name]
        problems = _problems(lines)
        if problems is None:
            found.add(
                RenderFailure(f"values.schema.json cannot be used: {lines[0]}", values_path=".".join(prefix))
            )
            continue
        for pointer, text in (leaf for problem in problems for leaf in _leaves(problem)):
            found.add(RenderFailure(text, values_path=".".join([*prefix, *_keys(pointer)])))
    return tuple(sorted(found, key=lambda failure: (failure.values_path, failure.message)))


def _sections(report: str) -> Iterator[tuple[str, list[str]]]:
    """Each chart's name and the lines about it."""
    name, lines = "", list[str]()
    for line in report.splitlines()[1:]:
        if heading := _CHART.fullmatch(line):
            if lines:
                yield name, lines
            name, lines = heading[1], []
        elif line.strip():
            lines.append(line)
    if lines:
        yield name, lines


def _problems(lines: Sequence[str]) -> list[_Problem] | None:
    """The outermost problems with what is below each, or None when the lines are of another kind."""
    top: list[_Problem] = []
    open_lists = [top]
    for line in lines:
        match = _PROBLEM.fullmatch(line)
        if match is None:
            return None
        indent, pointer, text = match.groups()
        problem = _Problem(pointer, text)
        del open_lists[len(indent) // 2 + 1 :]
        open_lists[-1].append(problem)
        open_lists.append(problem.below)
    return top


def _leaves(problem: _Problem) -> Iterator[tuple[str, str]]:
    """What really is wrong: pointer and text, without the rules that only group others."""
    if problem.text in _ALTERNATIVES:
        reasons = dict.fromkeys(text for below in problem.below for _, text in _leaves(below))
        yield problem.pointer, f"fits none of the allowed forms: {'; '.join(reasons)}"
    elif problem.below:
        for below in problem.below:
            yield from _leaves(below)
    elif unknown := _UNKNOWN_KEYS.fullmatch(problem.text):
        for key in _QUOTED.findall(unknown[1]):
            yield f"{problem.pointer}/{key}", "is not a value of this chart"
    elif problem.text == "false schema":
        yield problem.pointer, "is not a value of this chart"
    else:
        yield problem.pointer, problem.text


def _keys(pointer: str) -> list[str]:
    return [key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:]]
