"""The command line. Parses, calls one function of the pipeline, reports, and returns the exit code.

A command is a module in `commands/` and a line in `table.SECTIONS`; it is imported when it is run.
"""

from __future__ import annotations

import click

from helmwright import __version__
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.program import Program

__all__ = ["main"]


@click.group(
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@session_options
@click.version_option(__version__, prog_name="helmwright", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> int:
    """From service descriptors to umbrella Helm charts and Argo CD app-of-apps trees, validated.

    \b
    To begin:
      helmwright init demo
      cd demo
      helmwright validate

    \b
    Exit codes:
      0    nothing is wrong
      1    findings, or generated files that are not current
      2    wrong usage, or something is missing: a repository, a tool, a permission, room for the output
      70   a bug in helmwright
      129  the terminal went away (SIGHUP)
      130  interrupted by Ctrl-C (SIGINT)
      141  nobody reads the output any more (SIGPIPE)
      143  asked to end (SIGTERM)
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
    return 0
