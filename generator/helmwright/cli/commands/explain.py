"""helmwright explain"""

from __future__ import annotations

import textwrap

import click
from click.shell_completion import CompletionItem

from helmwright.catalog import CODES
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.session import Session, pass_session
from helmwright.codes.code import Code
from helmwright.hints import did_you_mean


class _CodeType(click.ParamType):  # type: ignore[type-arg]  # click 8.2 knows none
    """A finding's code, in upper or lower case."""

    name = "code"

    def convert(self, value: str | Code, param: click.Parameter | None, ctx: click.Context | None) -> Code:
        if isinstance(value, Code):
            return value
        known = {code.code: code for code in CODES}
        if value.upper() not in known:
            hint = did_you_mean(value.upper(), known, "helmwright explain lists them all")
            self.fail(f"there is no code '{value}'; {hint}", param, ctx)
        return known[value.upper()]

    def shell_complete(
        self, _ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        wanted = incomplete.upper()
        return [CompletionItem(c.code, help=c.title) for c in CODES if c.code.startswith(wanted)]


@click.command()
@click.argument("codes", metavar="[CODE]...", type=_CodeType(), nargs=-1)
@session_options
@pass_session
def command(session: Session, codes: tuple[Code, ...]) -> int:
    """Explain the codes of findings.

    Says what goes wrong when such a finding is ignored, and what to change. Without a code, lists them all.

    \b
    Examples:
      helmwright explain R203
      helmwright explain R601 R603
      helmwright explain | grep -i namespace
    """
    session.out("\n".join(map(_page, codes)) if codes else _table())
    return 0


def _table() -> str:
    return "".join(f"{code.code}  {code.severity:7}  {code.title}\n" for code in CODES)


def _page(code: Code) -> str:
    why, fix, choice = (
        textwrap.fill(text, 80, break_on_hyphens=False) for text in (code.why, code.fix, code.choice)
    )
    choice = f"\n{choice}\n" if choice else ""
    return f"{code.code}: {code.title}\nSeverity: {code.severity}\n\n{why}\n\n{fix}\n{choice}"
