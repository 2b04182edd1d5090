"""The program, run in this process as a person runs it, with a Helm that is started once for all tests."""

from __future__ import annotations

from typing import Any

from click.testing import CliRunner, Result
from tests.helms import forgetful

from helmwright.cli import main
from helmwright.cli.session import Session
from helmwright.render.engines import sdk


def helmwright(*arguments: str, **options: Any) -> Result:
    """The result of one run: `helmwright("lint", "-q")`."""
    engines = dict.fromkeys((None, "sdk"), forgetful("sdk")) if sdk.package() else {}
    session = Session(engines=engines)
    return CliRunner().invoke(main, arguments, prog_name="helmwright", obj=session, **options)
