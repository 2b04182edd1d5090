"""helmwright crds"""

from __future__ import annotations

from pathlib import Path

import click

from helmwright import layout
from helmwright.cli import repository
from helmwright.cli.errors import Unable
from helmwright.cli.files import write
from helmwright.cli.output import remarks
from helmwright.cli.session import Session, pass_session
from helmwright.cli.session_options import session_options
from helmwright.cli.types import Place
from helmwright.crds.imports import import_crds
from helmwright.findings import failed

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
    folder = repository.root(session) / layout.CRD_SCHEMAS
    paths = _files(source) if source.is_dir() else [source]
    if not paths:
        raise Unable(f"{source} holds no file that ends in {', '.join(_SUFFIXES)}")
    imported = import_crds({path.as_posix(): path.read_bytes() for path in paths})
    if not failed(imported.findings):
        write(folder, imported.files)
        session.out("".join(f"wrote {layout.CRD_SCHEMAS}/{path}\n" for path in imported.files))
    return remarks(session, imported.findings)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES and path.is_file())
