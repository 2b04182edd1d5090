"""helmwright crds"""

from __future__ import annotations

from pathlib import Path

import click

from helmwright import disk, layout
from helmwright.cli import repository
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.arguments.types import Place
from helmwright.cli.exit_codes import Unable
from helmwright.cli.files import write
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import remarks
from helmwright.crds.imports import import_crds
from helmwright.disk import Folder, Kind
from helmwright.findings import failed
from helmwright.limits import DEFINITIONS_BYTES

_SUFFIXES = (".yaml", ".yml", ".json")


@click.group()
@session_options
def command() -> None:
    """Teach the validation kinds of your own.

    \b
    Examples:
      helmwright crds import crds.yaml
    """


@command.command("import")
@click.argument("source", metavar="FILE|DIR", type=Place(exists=True, path_type=Path))
@session_options
@pass_session
def import_(session: Session, source: Path) -> int:
    """Make schemas of CustomResourceDefinitions.

    Writes a strict schema of every served version into schemas/crds/ of the repository, where validate finds
    it. The definitions are not deployed.

    \b
    Examples:
      helmwright crds import cert-manager.crds.yaml
      kubectl get crd -o yaml > crds.yaml && helmwright crds import crds.yaml
    """
    root = repository.root(session)
    contents = (
        _files(source) if source.is_dir() else {source.as_posix(): disk.read(source, DEFINITIONS_BYTES)}
    )
    if not contents:
        raise Unable(f"{source} holds no file that ends in {', '.join(_SUFFIXES)}")
    imported = import_crds(contents)
    if not failed(imported.findings):
        files = {f"{layout.CRD_SCHEMAS}/{path}": content for path, content in imported.files.items()}
        in_the_way = write(session, root, files)  # from the top: nobody names schemas/, which may be a link
        if in_the_way:
            return remarks(session, in_the_way)
        session.out("".join(f"wrote {path}\n" for path in files))
    return remarks(session, imported.findings)


def _files(source: Path) -> dict[str, bytes]:
    folder = Folder(source, "the folder")
    paths = sorted(path for path, kind in folder.walk() if kind is Kind.FILE and path.endswith(_SUFFIXES))
    return {(source / path).as_posix(): folder.read(path, DEFINITIONS_BYTES) for path in paths}
