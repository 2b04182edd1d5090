"""Makes sure that what `generate` takes away is meant to go."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

import click

from helmwright import layout
from helmwright.checkout import git
from helmwright.checkout.unasked_removals import Removal, unasked
from helmwright.cli.session import Session
from helmwright.disk import Folder
from helmwright.findings import Findings
from helmwright.report.terminal import visible

F = TypeVar("F", bound=Callable[..., Any])


def options(function: F) -> F:
    """Adds --yes and --allow-removals."""
    return _yes(_allow(function))


def present(root: Path, descriptors: Collection[str]) -> frozenset[str]:
    """The descriptors, and the repository's own chart when there is one."""
    own = (layout.OWN_CHART,) if Folder(root).kind(layout.OWN_CHART) else ()
    return frozenset((*descriptors, *own))


def refused(
    session: Session, root: Path, found: Collection[Removal], here: Collection[str], *, yes: bool
) -> Findings:
    """The removals that nobody asked for: not in git, and not at the terminal, where the person is asked now."""
    if not found:
        return ()
    findings = unasked(found, git.index(root), here)
    if not findings or not _somebody_is_there():
        return findings
    for finding in findings:
        session.error(visible(f"{finding.location}: {finding.message}"))
    return () if yes or click.confirm("Remove all of this?", err=True) else findings


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and not os.environ.get("CI")


_yes = click.option("--yes", is_flag=True, help="Answer yes, at a terminal, when asked whether apps may go.")
_allow = click.option(
    "--allow-removals",
    is_flag=True,
    help="Remove apps, environments and files though git does not show that it is meant.",
)
