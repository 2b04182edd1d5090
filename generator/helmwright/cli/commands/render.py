"""helmwright render"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

import click

from helmwright import pipeline
from helmwright.cli import repository
from helmwright.cli.arguments import options
from helmwright.cli.arguments.selection import Asked, Selection
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.arguments.tools import tools
from helmwright.cli.arguments.types import Place
from helmwright.cli.files import write
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import remarks
from helmwright.cli.terminal.progress import Progress
from helmwright.findings import failed, ordered
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.scopes import placed
from helmwright.report.json import dump
from helmwright.report.terminal import visible
from helmwright.yamlio import writer


@click.command()
@options.selection
@click.option(
    "--format",
    "format_",
    type=click.Choice(["yaml", "json", "name"]),
    default="yaml",
    show_default=True,
    help="YAML documents, one List as JSON, or the objects' names alone.",
)
@click.option(
    "--output",
    metavar="DIR",
    type=Place(file_okay=False, path_type=Path),
    help="Write a file for each release into this folder instead.",
)
@options.rendering
@session_options
@pass_session
def command(
    session: Session,
    environments: Asked,
    apps: tuple[str, ...],
    format_: str,
    output: Path | None,
    engine: str | None,
    jobs: int,
) -> int:
    """Print the objects that the charts render.

    Renders what the descriptors say now, whether or not it is generated already. Each object is headed by the
    template that made it, and says the namespace that Argo CD puts it in.

    \b
    Examples:
      helmwright render --app shop --env prod
      helmwright render --app shop --env prod --format name
      helmwright render --format json | jq '.items[].kind'
      helmwright render --output /tmp/manifests
    """
    root = repository.root(session)
    selection = Selection(environments, apps)
    with Progress(session) as progress:
        rendered = pipeline.render(root, tools(session, engine, jobs, progress), selection.has)
    if not failed(rendered.findings):
        shown = _placed(rendered)
        if output is None:
            session.out(_text(format_, chain.from_iterable(shown.values())))
        else:
            in_the_way = write(session, output, _files(format_, shown))
            if in_the_way:
                return remarks(session, ordered((*rendered.findings, *in_the_way)))
            session.note(f"wrote {len(rendered.manifests)} files to {output}")
    return remarks(session, rendered.findings)


def _placed(rendered: pipeline.Result) -> Mapping[str, Sequence[Manifest]]:
    """What each release renders, in its namespace. Argo CD puts the objects there, which do not say it themselves."""
    releases = rendered.resolved.releases if rendered.resolved else ()
    namespaces = {release.name: release.namespace for release in releases}
    return {
        name: [placed(manifest, namespaces[name]) for manifest in manifests]
        for name, manifests in rendered.manifests.items()
    }


def _files(format_: str, manifests: Mapping[str, Sequence[Manifest]]) -> Mapping[str, bytes]:
    return {f"{release}.{format_}": _text(format_, items).encode() for release, items in manifests.items()}


def _text(format_: str, manifests: Iterable[Manifest]) -> str:
    if format_ == "json":
        items = [manifest.object for manifest in manifests]
        document = {"apiVersion": "v1", "kind": "List", "items": items}
        return dump(document)
    if format_ == "name":
        return "".join(f"{_name(manifest)}\n" for manifest in manifests)
    return "".join(f"---\n# Source: {visible(manifest.source)}\n{_yaml(manifest)}" for manifest in manifests)


def _name(manifest: Manifest) -> str:
    """The object as kubectl names it: `deployment.apps/cart`."""
    group = manifest.api_version.rpartition("/")[0]
    return visible(f"{'.'.join(filter(None, (manifest.kind.lower(), group)))}/{manifest.name}")


def _yaml(manifest: Manifest) -> str:
    """The object in the form of generated files; as JSON, which is YAML too, when it holds a null."""
    try:
        return writer.emit(manifest.object)
    except TypeError:
        return dump(manifest.object)
