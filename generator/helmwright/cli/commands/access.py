"""helmwright access"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import click

from helmwright import names, pipeline
from helmwright.access.objects import custom, objects
from helmwright.access.question import FORM, UnknownNameError, question
from helmwright.access.rows import Answer, answers, given
from helmwright.cli import repository
from helmwright.cli.arguments import options
from helmwright.cli.arguments.selection import Asked
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.arguments.tools import tools
from helmwright.cli.exit_codes import Exit, Unable
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal import rights
from helmwright.cli.terminal.output import report
from helmwright.cli.terminal.progress import Progress
from helmwright.hints import did_you_mean
from helmwright.known import read
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.rbac import Binding, Request, bindings
from helmwright.model.resolved import Resolved

Clusters = Mapping[str, Sequence[Binding]]
"""Every binding of the cluster of each environment."""


def _said(_: click.Context, option: click.Parameter, value: str | None) -> str:
    """What is said. Raises UsageError where it is empty, as a variable that is not set: that would ask nothing."""
    if value is not None and not value.strip():
        raise click.UsageError(f"{option.opts[0]} is empty")
    return value or ""


@click.command()
@options.environments
@click.option("--team", callback=_said, metavar="TEAM", help="Only the groups of this team.")
@click.option("--as", "group", callback=_said, metavar="GROUP", help="Only this group.")
@click.option("--can", "text", callback=_said, metavar="QUESTION", help="Whether they may do this.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.rendering
@session_options
@pass_session
def command(
    session: Session,
    environments: Asked,
    team: str,
    group: str,
    text: str,
    format_: str,
    engine: str | None,
    jobs: int,
) -> int:
    """Show who may do what in the clusters.

    Evaluates the RBAC objects that are generated and rendered, with the ClusterRoles that Kubernetes has, as the API
    server does, and asks no cluster. What an EKS access policy gives beside is not among it. With --can the answer is
    yes or no for each group, and the binding by which it may. A question is that of kubectl auth can-i, with a
    subresource behind a slash.

    With --can and --as it exits with 1 when the answer is no.

    \b
    Examples:
      helmwright access --env prod
      helmwright access --team shop
      helmwright access --env prod --can "create pods/exec -n shop"
      helmwright access --env prod --as acme-shop --can "get secrets -n shop"
    """
    with Progress(session) as progress:
        planned = pipeline.generate(repository.root(session), tools(session, engine, jobs, progress))
    if planned.resolved is None or planned.tree is None:
        return report(session, format_, planned.findings, checked=planned.files)
    resolved = planned.resolved
    wanted = sorted(environments.folders or resolved.inputs.environments)
    known = read.kubernetes_access()
    clusters = {
        name: bindings(
            objects(resolved.inputs.environments[name], resolved, planned.tree, planned.manifests, known)
        )
        for name in wanted
    }
    _check(resolved, clusters, team, group)
    shown = [row for name in wanted for row in given(name, clusters[name], known, team, group)]
    if not text:
        session.out(rights.given_json(shown) if format_ == "json" else rights.given_text(shown))
        return Exit.CLEAN
    request = _asked(text, clusters, resolved, planned.manifests)
    found = _answers(request, clusters, team, group)
    session.out(rights.answers_json(request, found) if format_ == "json" else rights.answers_text(found))
    return Exit.FINDINGS if group and not all(row.allowed for row in found) else Exit.CLEAN


def _answers(request: Request, clusters: Clusters, team: str, group: str) -> list[Answer]:
    def groups(name: str) -> Iterable[str]:
        rows = given(name, clusters[name], read.kubernetes_access(), team, "")
        return [group] if group else dict.fromkeys(row.group for row in rows)

    return [row for name, found in clusters.items() for row in answers(name, found, groups(name), request)]


def _check(resolved: Resolved, clusters: Clusters, team: str, group: str) -> None:
    """Raises Unable for a team or a group that nothing knows, whose rights would look like none."""
    teams = resolved.inputs.repository.teams
    if team and team not in teams:
        raise Unable(f"there is no team '{team}'", did_you_mean(team, teams, ""))
    said = (one for team_ in teams.values() for held in (team_.groups or {}).values() for one in held)
    bound = (name for found in clusters.values() for binding in found for name in binding.groups)
    groups = {*said, *bound}
    if group and group not in groups:
        raise Unable(f"nothing says anything of the group '{group}'", did_you_mean(group, groups, ""))


def _asked(
    text: str, clusters: Clusters, resolved: Resolved, manifests: Mapping[str, Sequence[Manifest]]
) -> Request:
    """The question. Raises Unable where it is none, or is about what is nowhere."""
    found = tuple(chain.from_iterable(clusters.values()))
    try:
        kinds = custom(resolved, chain.from_iterable(manifests.values()), read.custom_kinds())
        request = question(text, found, tuple(kinds))
    except UnknownNameError as error:
        raise Unable(str(error), did_you_mean(error.name, error.known, "")) from None
    except ValueError as error:
        raise Unable(f"'{text}' is no question: {error}", f"ask {FORM}") from None
    there = {release.namespace for release in resolved.releases} | names.SYSTEM_NAMESPACES
    there |= {one.argocd.namespace for one in resolved.inputs.environments.values()}
    there |= {binding.namespace for found in clusters.values() for binding in found if binding.namespace}
    if request.namespace and request.namespace not in there:
        hint = did_you_mean(request.namespace, there, "")
        raise Unable(f"there is no namespace '{request.namespace}'", hint)
    return request
