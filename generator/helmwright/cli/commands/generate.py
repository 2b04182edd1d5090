"""helmwright generate"""

from __future__ import annotations

import sys
from contextlib import nullcontext

import click

from helmwright import pipeline
from helmwright.checkout import git
from helmwright.checkout.ownership import drift, unshared
from helmwright.checkout.unasked_removals import removals
from helmwright.cli import removing, repository
from helmwright.cli.arguments import options
from helmwright.cli.arguments.selection import Asked, Selection
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.arguments.tools import tools
from helmwright.cli.exit_codes import Exit
from helmwright.cli.files import writer
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.forecast import told
from helmwright.cli.terminal.output import remarks, report
from helmwright.cli.terminal.progress import Progress
from helmwright.cli.terminal.streams import wants_color
from helmwright.cli.terminal.written import written
from helmwright.findings import ordered
from helmwright.report import unified_diff
from helmwright.report.terminal import visible
from helmwright.tree import Changes
from helmwright.writing.writer import Writer


@click.command()
@click.option(
    "--check", is_flag=True, help="Write nothing; name every file that is not current, and exit with 1."
)
@click.option(
    "--diff", is_flag=True, help="Write nothing; show what would change, and what Argo CD then does."
)
@removing.options
@options.selection
@options.format_
@options.rendering
@session_options
@pass_session
def command(
    session: Session,
    check: bool,
    diff: bool,
    yes: bool,
    allow_removals: bool,
    environments: Asked,
    apps: tuple[str, ...],
    format_: str,
    engine: str | None,
    jobs: int,
) -> int:
    """Write the charts and the Argo CD files, or show what would change.

    Only files that differ are written, each in one step; files that are no longer wanted are removed. When a
    descriptor has an error nothing changes. With --env or --app the files of others stay as they are.

    A broken checkout looks like removed descriptors. So an app, an environment or many files go only when git
    shows that it is meant, by git rm or a commit, or when somebody says so.

    \b
    Examples:
      helmwright generate
      helmwright generate --diff --env prod
      helmwright generate --check --format github
    """
    if diff and format_ != "text":
        raise click.UsageError("--diff is for reading; leave out --format")
    root = repository.root(session)
    with nullcontext() if check or diff else writer(session, root) as writing:
        with Progress(session) as progress:
            working = tools(session, engine, jobs, progress)
            planned = pipeline.generate(root, working)
        checked = planned.files
        if planned.tree is None:
            return report(session, format_, planned.findings, checked=checked)
        changes = Selection(environments, apps).changes(planned.changes)
        here = removing.present(root, checked)
        gone = removals(changes, planned.tree, here)
        for removal in gone if check or diff or format_ != "text" else ():
            session.note(visible(f"{'removing' if writing else 'would remove'} {removal.what}"))
        lost = pipeline.untold(planned, changes)
        if writing:
            refused = () if allow_removals else removing.refused(session, root, gone, here, yes=yes)
            if refused := refused or lost:
                return report(session, format_, ordered((*planned.findings, *refused)), checked=checked)
            with Progress(session) as progress:
                _write(writing, changes, progress)
    ignored = unshared(git.ignored(root), planned.tree)
    findings = ordered((*planned.findings, *lost, *ignored, *(drift(changes) if check else ())))
    if diff:
        color = wants_color(sys.stdout)
        session.out(
            unified_diff(changes, color=color)
            + told(pipeline.foretell(planned, changes, working), color=color)
        )
        return remarks(session, findings)
    if check or format_ != "text":
        return report(session, format_, findings, changes=None if check else changes, checked=checked)
    if not session.quiet:
        session.out(written(changes, gone))
    return report(session, format_, findings) if findings else Exit.CLEAN


def _write(writing: Writer, changes: Changes, progress: Progress) -> None:
    done: list[str] = []

    def count(path: str) -> None:
        done.append(path)
        progress("writing", len(done), len(changes))

    writing.apply(changes, count)
