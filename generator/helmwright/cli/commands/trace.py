"""helmwright trace"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from helmwright import pipeline
from helmwright.cli import repository
from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.arguments.types import ENVIRONMENT, PART, words
from helmwright.cli.exit_codes import Unable
from helmwright.cli.session import Session, pass_session
from helmwright.cli.terminal.output import report
from helmwright.cli.terminal.settings import as_json, as_text
from helmwright.findings import failed, listed
from helmwright.hints import did_you_mean
from helmwright.model.content import Part
from helmwright.model.release import Release
from helmwright.model.resolved import Resolved
from helmwright.model.trace import Setting, below, trace, trace_chart


def _keys(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The fields that the service sets, and what is around them, for a shell that completes. Never fails."""
    with suppress(Exception):
        session = context.ensure_object(Session)
        resolved = pipeline.lint(repository.root(session)).resolved
        if resolved is not None:
            (key,) = context.args  # click reads no arguments where an option still lacks its value
            release, parts = _parts(resolved, key, context.params["environment"])
            steps = [setting.key.split(".") for setting in _fields(release, parts)]
            keys = {".".join(path[: count + 1]) for path in steps for count in range(len(path))}
            return words(sorted(keys), incomplete)
    return []


@click.command()
@click.argument("part", type=PART, metavar="APP/SERVICE | ADDON")
@click.option("--env", "environment", type=ENVIRONMENT, required=True, metavar="ENV", help="Environment.")
@click.option(
    "--key",
    default="",
    metavar="KEY",
    shell_complete=_keys,
    help="Only this field and what is below it: replicas.min",
)
@click.option("--values", is_flag=True, help="The chart's values instead, its defaults included.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@session_options
@pass_session
def command(session: Session, part: str, environment: str, key: str, values: bool, format_: str) -> int:
    """Show where the values of a service or an add-on come from.

    Each value is shown with the line that set it, and below it what it overrode. With --values they are what the
    chart renders with: what the environment adds, and the chart's own defaults, are among them.

    \b
    Examples:
      helmwright trace shop/cart --env prod
      helmwright trace shop/cart --env prod --key replicas.min
      helmwright trace shop/cart --env prod --values --key shutdown
      helmwright trace external-dns --env prod
    """
    root = repository.root(session)
    linted = pipeline.lint(root)
    if linted.resolved is None or failed(linted.findings):
        return report(session, format_, linted.findings, checked=linted.files)
    release, parts = _parts(linted.resolved, part, environment)
    shown = partial(_settings, root, linted.resolved, release, parts)
    every = shown(values=values)
    settings = below(every, key)
    if not settings:
        hint = did_you_mean(key, [setting.key for setting in every], "without --key all are shown")
        if below(shown(values=not values), key):
            hint = (
                "it is a field: leave out --values" if values else "it is a value of the chart: add --values"
            )
        raise Unable(f"{part} sets nothing called '{key}' in {environment}", hint)
    session.out(as_json(part, environment, settings) if format_ == "json" else as_text(settings))
    return 0


Parts = Sequence[tuple[str, Part]]
"""What is traced of a release, each with what stands before its keys, if anything."""


def _settings(
    root: Path, resolved: Resolved, release: Release, parts: Parts, *, values: bool
) -> tuple[Setting, ...]:
    if not values:
        return _fields(release, parts)
    return tuple(
        _below(name, setting)
        for name, part in parts
        if part is not release.content.beside
        for setting in pipeline.values(root, resolved, release, part)
    )


def _fields(release: Release, parts: Parts) -> tuple[Setting, ...]:
    chart = trace_chart(release.pins)
    return (*chart, *(_below(name, setting) for name, part in parts for setting in trace(part)))


def _below(name: str, setting: Setting) -> Setting:
    return replace(setting, path=(name, *setting.path)) if name else setting


def _parts(resolved: Resolved, key: str, environment: str) -> tuple[Release, Parts]:
    """A service by `app/service`, or all of an add-on by its app, whose instances and objects are told by name."""
    found: dict[str, tuple[Release, Parts]] = {}
    for release in resolved.releases:
        parts = [("", part) for part in release.content.parts if part.key == key]
        if release.app.name == key and release.is_addon:
            several = len(release.content.parts) > 1
            parts = [(part.name if several else "", part) for part in release.content.parts]
            parts += [(part.name, part) for part in [release.content.beside] if part]
        if parts:
            found[release.environment.called[-1]] = release, parts
    meant = [name for name, (release, _) in found.items() if environment in release.environment.called]
    if len(meant) > 1:
        raise Unable(f"{environment} has several clusters", f"name one of {listed(meant)}")
    if not meant:
        hint = f"it runs in {listed(found)}" if found else ""
        raise Unable(f"{key} does not run in {environment}", hint)
    return found[meant[0]]
