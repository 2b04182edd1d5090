"""helmwright validate"""

from __future__ import annotations

import click

from helmwright import pipeline
from helmwright.cli import repository
from helmwright.cli.arguments import options
from helmwright.cli.arguments.selection import Asked, Selection
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.arguments.tools import tools
from helmwright.cli.exit_codes import unable
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import report
from helmwright.cli.terminal.progress import Progress
from helmwright.findings import Finding, listed
from helmwright.pipeline import Result, Tools
from helmwright.validate import choose
from helmwright.validate.validator import Validator


@click.command()
@options.selection
@options.format_
@options.validator
@options.rendering
@session_options
@pass_session
def command(
    session: Session,
    environments: Asked,
    apps: tuple[str, ...],
    format_: str,
    validator: str,
    engine: str | None,
    jobs: int,
) -> int:
    """Check everything that would be deployed.

    Checks the descriptors, renders every chart, and checks the objects against the schemas of each cluster's
    Kubernetes version and against each other. Reads the descriptors, not the generated files: whether those
    are current is what generate --check says. All is checked with --env or --app too, since objects depend on
    each other; what is found elsewhere is not shown, unless it kept the rest from being checked.

    \b
    Examples:
      helmwright validate
      helmwright validate --app shop --env prod
      helmwright validate --validator kubeconform --engine cli
      helmwright validate --format junit > report.xml
    """
    root = repository.root(session)
    chosen = choose.validator(validator, repository.schema_folders(root))
    if isinstance(chosen, Finding):
        raise unable(chosen)
    with Progress(session) as progress:
        with_ = tools(session, engine, jobs, progress)
        planned = pipeline.generate(root, with_)
        findings = pipeline.validate(planned, chosen)
    if planned.tree is not None:
        findings = Selection(environments, apps).findings(findings)
    code = report(session, format_, findings, checked=planned.files)
    if planned.tree is not None:
        session.note(_summary(planned, with_, chosen))
    return code


def _summary(planned: Result, tools: Tools, validator: Validator) -> str:
    """What was checked, and what with."""
    objects = sum(map(len, planned.manifests.values()))
    environments = planned.resolved.inputs.environments.values() if planned.resolved else ()
    versions = sorted({environment.cluster.kubernetes_version for environment in environments})
    return (
        f"checked {objects} objects of {len(planned.manifests)} releases for Kubernetes {listed(versions)}, "
        f"rendered by Helm {tools.renderer.version} ({tools.renderer.name}), validator {validator.name}"
    )
