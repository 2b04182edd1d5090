"""Groups of commands that are imported when they are asked for."""

from __future__ import annotations

import click

from helmwright.hints import did_you_mean


class Lazy(click.Group):
    """A group that knows the names of its commands, and offers the closest one for a name that it does not know."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            meant = did_you_mean(args[0], self.list_commands(ctx))
            if not meant or "Did you mean" in error.message:
                raise
            raise click.UsageError(f"{error.message} {meant[0].upper()}{meant[1:]}", ctx) from None
