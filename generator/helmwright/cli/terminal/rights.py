"""Who may do what, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from helmwright.access.rows import Answer, Given
from helmwright.cli.terminal.columns import aligned
from helmwright.kubernetes.rbac import Binding, Request
from helmwright.report.json import dump
from helmwright.report.terminal import visible

EVERYWHERE = "everywhere"
"""Where a right holds that is bound in no namespace."""


def given_text(rows: Iterable[Given]) -> str:
    """A line for each group and place: for which team in which role, and the rights."""
    lines = []
    for (environment, group, holder, place), items in groupby(rows, key=_place):
        rights = ", ".join(dict.fromkeys(item.right for item in items))
        lines.append((environment, group, holder, place, rights))
    return _table(lines)


def given_json(rows: Iterable[Given]) -> str:
    """Each binding of each group, with the rules that it gives."""
    found = [
        {
            "environment": row.environment,
            "group": row.group,
            "team": row.team,
            "role": row.role,
            "namespace": row.binding.namespace,
            "right": row.right,
            "binding": row.binding.manifest.name,
            "rules": row.binding.rules,
        }
        for row in rows
    ]
    return dump({"rights": found})


def answers_text(rows: Iterable[Answer]) -> str:
    """A line for each group, with the binding by which it may."""
    return _table([(row.environment, row.group, "yes" if row.allowed else "no", _by(row.by)) for row in rows])


def answers_json(request: Request, rows: Iterable[Answer]) -> str:
    """The question as it was understood, and the answers."""
    asked = {key: getattr(request, key) for key in ("verb", "group", "resource", "name", "namespace", "path")}
    found: list[dict[str, Any]] = [
        {"environment": row.environment, "group": row.group, "allowed": row.allowed, "by": _by(row.by)}
        for row in rows
    ]
    return dump({"question": asked, "answers": found})


def _place(row: Given) -> tuple[str, str, str, str]:
    holder = f"{row.team}/{row.role}" if row.team else row.binding.manifest.name
    return row.environment, row.group, holder, row.binding.namespace or EVERYWHERE


def _by(binding: Binding | None) -> str:
    return str(binding.manifest) if binding else ""


def _table(lines: Sequence[tuple[str, ...]]) -> str:
    return aligned([tuple(map(visible, line)) for line in lines])
