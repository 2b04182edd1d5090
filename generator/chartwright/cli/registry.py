"""What commands on a registry share: its address, and how it is spoken to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from helmwright import disk
from helmwright.charts.chart import Chart, ChartError, from_archive
from helmwright.cli.arguments.types import Place
from helmwright.cli.exit_codes import Unable
from helmwright.limits import ARCHIVE_FILE_BYTES
from helmwright.registry import reference
from helmwright.registry.credentials import CredentialError
from helmwright.registry.exchange import ExchangeError, NoTlsError
from helmwright.registry.reference import AddressError, Reference

archive = click.argument(
    "archive", metavar="ARCHIVE", type=Place(exists=True, dir_okay=False, path_type=Path)
)
plain_http = click.option(
    "--plain-http", is_flag=True, help="Speak HTTP without TLS, as with a local registry."
)


def chart(path: Path) -> tuple[Chart, bytes]:
    """The chart in an archive, and the archive. Raises Unable and OSError."""
    content = disk.read(path, ARCHIVE_FILE_BYTES)
    try:
        return from_archive(content), content
    except ChartError as error:
        raise Unable(f"{path} is no chart: {error}") from error


def address(text: str, *, whole: bool) -> Reference:
    """The address that the person gave; a `whole` one has a tag or digest, any other has none. Raises Unable."""
    try:
        found = reference.parse(text)
    except AddressError as error:
        raise Unable(str(error)) from error
    if bool(found.version) is not whole:
        hint = f"{reference.SCHEME}ghcr.io/acme/charts{'/service:0.1.0' if whole else ''}"
        raise Unable(f"{text} has {'no' if whole else 'a'} tag or digest", f"write an address such as {hint}")
    return found


@contextmanager
def speaking() -> Iterator[None]:
    """Turns what goes wrong with a registry into a reason to stop."""
    try:
        yield
    except NoTlsError as error:
        raise Unable(str(error), "plain HTTP needs --plain-http") from error
    except (ExchangeError, CredentialError) as error:
        raise Unable(str(error)) from error
