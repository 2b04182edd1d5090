"""helmwright init"""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from helmwright import pipeline
from helmwright.cli.arguments.answers import asked, given, interactive
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.arguments.tools import tools
from helmwright.cli.arguments.types import Place
from helmwright.cli.exit_codes import Unable
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import remarks
from helmwright.cli.terminal.progress import Progress
from helmwright.report.terminal import visible
from helmwright.scaffold.placing import ScaffoldError
from helmwright.tree import Tree

_NEXT = """
Next:
  cd {folder}
  git init -b main && git add . && git commit -m "Start"
  helmwright {command}
"""


@click.command()
@click.argument("folder", metavar="[DIR]", type=Place(path_type=Path), default=Path())
@asked("repository")
@session_options
@pass_session
def command(session: Session, /, folder: Path, defaults: bool, **answers: str | None) -> int:
    """Make a new repository.

    Its environments, example app, CI and editor settings are yours from then on. What follows from them is
    generated too. On a terminal, what no option answers is asked.

    \b
    Examples:
      helmwright init demo
      helmwright init demo --name acme --domain acme.example --prod-provider eks --defaults
      helmwright init demo --environments "dev staging=eks-auto prod=eks" --account-id 111122223333
    """
    # copier takes a quarter of a second to import, which help and completion need not wait for.
    from helmwright.scaffold import create  # noqa: PLC0415

    planned: list[pipeline.Result] = []

    def generated(made: Path) -> Tree:
        with Progress(session) as progress:
            planned.append(pipeline.generate(made, tools(session, None, os.cpu_count() or 1, progress)))
        return {change.path: change.after for change in planned[0].changes if change.after is not None}

    try:
        files = create.init(folder, given(answers), defaults=not interactive(defaults), complete=generated)
    except ScaffoldError as error:
        raise Unable(str(error)) from error
    except OSError as error:
        hint = "name a folder where you may write, as in helmwright init DIR"
        raise Unable(f"{folder} cannot be made: {error.strerror}", hint) from error
    shown = visible(str(folder))
    if planned:
        count = len(planned[0].changes)
        generated_too = f", and generated {count} from them" if count else ""
        session.out(f"created {shown} with {len(files)} files{generated_too}\n")
    else:
        session.out(
            f"created {shown}: finished what an interrupted run had begun, with the answers of that run\n"
        )
    then = "validate" if not planned or planned[0].changes else "new app"
    session.note(_NEXT.format(folder=visible(shlex.quote(str(folder))), command=then))
    return remarks(session, planned[0].findings if planned else ())
