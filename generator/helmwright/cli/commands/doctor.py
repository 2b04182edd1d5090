"""helmwright doctor"""

from __future__ import annotations

from functools import cache, partial

import click

from helmwright.cli import deployed, repository
from helmwright.cli.arguments import options
from helmwright.cli.arguments.selection import Asked
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.exit_codes import Exit
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import report
from helmwright.doctor import Fact, facts
from helmwright.findings import Finding, listed, ordered
from helmwright.live import compared
from helmwright.live.cluster import Cluster
from helmwright.live.observe import observe
from helmwright.report.terminal import visible


@click.command()
@click.option("--live", is_flag=True, help="Compare what is deployed with what is generated.")
@options.environments
@options.context
@options.format_
@session_options
@pass_session
def command(session: Session, live: bool, environments: Asked, context: str, format_: str) -> int:
    """Show versions, and what is missing or, with --live, not as generated.

    Exits with 2 when something is missing that helmwright cannot work without.

    With --live it asks the cluster that Argo CD runs in, by your kubeconfig, and changes nothing: whether Argo CD is
    one that can deploy what is generated, whether every Application is there and as generated, what waits for a
    person, and what is left of Applications that are gone. Exits with 1 when that is an error.

    \b
    Examples:
      helmwright doctor
      helmwright doctor --live --env prod
    """
    if live:
        return _live(session, environments, context, format_)
    if environments or context or format_ != "text":
        raise click.UsageError("--env, --context and --format go with --live")
    found = facts(repository.find(session.start))
    width = max(len(fact.name) for fact in found)
    session.out("".join(f"{line}\n" for fact in found for line in _lines(fact, width)))
    return Exit.UNABLE if any(fact.needed for fact in found) else Exit.CLEAN


def _live(session: Session, asked: Asked, context: str, format_: str) -> int:
    resolved, cluster = deployed.resolved(repository.root(session)), Cluster(context)
    look = cache(partial(observe, cluster))
    found: list[Finding] = []
    done: list[str] = []
    for environment, _ in deployed.environments(session, cluster, resolved, asked.folders):
        found += compared.check(resolved, environment, look(environment.argocd.namespace))
        done.append(environment.name)
    code = report(session, format_, ordered(found))
    session.note(f"compared {listed(done)} with what is deployed")
    return code


def _lines(fact: Fact, width: int) -> list[str]:
    line = f"{fact.name:{width}}  {visible(fact.value)}"
    return [line, f"{'':{width}}  hint: {visible(fact.advice)}"] if fact.advice else [line]
