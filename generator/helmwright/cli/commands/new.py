"""helmwright new"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from helmwright.cli.arguments.addons import known_names, refuse, which
from helmwright.cli.arguments.answers import asked, given, interactive
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.creating import made, teams
from helmwright.cli.session import Session, pass_session
from helmwright.model.inputs import Inputs
from helmwright.scaffold import addon as addons
from helmwright.scaffold.placing import Created

if TYPE_CHECKING:
    from helmwright.scaffold.create import Descriptor


@click.group()
@session_options
def command() -> None:
    """Add a service, an app, an add-on or an environment.

    Writes one descriptor, which is yours from then on. On a terminal, what no option answers is asked. Fails when
    there are errors that were not there before.

    \b
    Examples:
      helmwright new service
    """


@command.command()
@asked("service")
@session_options
@pass_session
def service(session: Session, /, defaults: bool, **answers: str | None) -> int:
    """Add a service to an app.

    \b
    Examples:
      helmwright new service
      helmwright new service --app shop --name cart --image ghcr.io/acme/cart --tag 1.4.2
    """
    return _new(session, "service", given(answers), defaults)


@command.command()
@asked("app")
@session_options
@pass_session
def app(session: Session, /, defaults: bool, **answers: str | None) -> int:
    """Add an app, a group of services that are released together.

    \b
    Examples:
      helmwright new app --name shop --owner web
    """
    return _new(session, "app", given(answers), defaults)


@command.command()
@asked("environment")
@session_options
@pass_session
def environment(session: Session, /, defaults: bool, **answers: str | None) -> int:
    """Add an environment, a cluster to deploy to.

    \b
    Examples:
      helmwright new environment --name staging --provider eks --domain staging.acme.example
    """
    return _new(session, "environment", given(answers), defaults)


@command.command()
@click.argument("name", required=False, shell_complete=known_names)
@click.option("--app", help="Name of its app; its own name when not given.")
@click.option(
    "--owner", help="Team that owns it, by its name in helmwright.yaml; the only one when not given."
)
@click.option("--chart", help="A chart that helmwright does not know, as the app NAME.")
@click.option("--repository", "url", metavar="URL", help="Where that chart is, https or oci.")
@click.option("--version", help="Its exact version.")
@session_options
@pass_session
def addon(
    session: Session,
    /,
    name: str | None,
    app: str | None,
    owner: str | None,
    chart: str | None,
    url: str | None,
    version: str | None,
) -> int:
    """Add an add-on: a chart of others as an app.

    Writes a complete descriptor of one that helmwright knows, or one to fill in of any other chart. On a terminal,
    NAME is asked when it is not given.

    \b
    Examples:
      helmwright new addon external-dns
      helmwright new addon status --chart gatus --repository https://charts.acme.example --version 1.2.3
    """
    if not (chart and url and version and name) and (chart or url or version):
        raise click.UsageError("NAME, --chart, --repository and --version belong together")
    name = name or which(session)
    called = app or name

    def make(root: Path, inputs: Inputs | None) -> Created:
        who = owner or (teams(inputs)[0] if len(teams(inputs)) == 1 else "")
        if chart and url and version:
            new = addons.other(addons.Chart(chart, url, version), called, who)
        else:
            new = addons.known(name, called, who, inputs)
        refuse(new.path, new.text)
        return addons.write(root, new)

    return made(session, make)


def _new(session: Session, kind: Descriptor, answers: dict[str, str], defaults: bool) -> int:
    # copier takes a quarter of a second to import, which help and completion need not wait for.
    from helmwright.scaffold import create  # noqa: PLC0415

    def make(root: Path, inputs: Inputs | None) -> Created:
        return create.new(kind, root, answers, defaults=not interactive(defaults), teams=teams(inputs))

    return made(session, make)
