"""Parameters that are checked when they are given. A shell that completes offers names."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from helmwright.cli import repository
from helmwright.cli.session import Session
from helmwright.hints import did_you_mean

_SHOWN = 6
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")


class Name(click.ParamType):  # type: ignore[type-arg]  # click 8.2 knows none
    """A name of something that the repository has.

    Completion offers the names and never fails. It leaves out those that
    are more than a word to a shell: bash puts them on the command line as they are, and a file's name can be a command.
    """

    def __init__(self, noun: str, known: Callable[[Path], Sequence[str]]) -> None:
        self.name = noun
        self._known = known

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        known = self._known(repository.root(_session(ctx)))
        if value not in known:
            hint = did_you_mean(value, known, f"there {_listed(known)}")
            self.fail(f"no {self.name} is called '{value}'; {hint}", param, ctx)
        return value

    def shell_complete(
        self, ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        with suppress(Exception):  # whatever is wrong here, a shell that completes is not the place to say it
            return words(self._known(repository.root(_session(ctx))), incomplete)
        return []


def words(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    """The names that begin so and are a word to every shell, as it is offered them."""
    return [CompletionItem(name) for name in names if name.startswith(incomplete) and _PLAIN.fullmatch(name)]


class Place(click.Path):
    """A path, which begins in the folder that -C names. An empty one is a variable that is not set, and no folder."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        if not os.fspath(value):
            self.fail("the path is empty", param, ctx)
        place = _session(ctx).start / value
        found = super().convert(place, param, ctx)
        if place.exists() and not (place.is_file() or place.is_dir()):
            self.fail(f"'{place}' is neither a file nor a folder", param, ctx)
        return found


class KubernetesVersion(click.ParamType):  # type: ignore[type-arg]  # click 8.2 knows none
    """A version as Helm takes it, without its `v`: two or three numbers, and what a provider adds to three."""

    name = "version"
    _FORM = re.compile(r"v?(N\.N(?:\.N(?:[-+][0-9A-Za-z.+-]{1,99})?)?)".replace("N", "(?:0|[1-9][0-9]{0,8})"))

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        match = self._FORM.fullmatch(value)
        if match is None:
            self.fail(f"'{value}' is not a Kubernetes version such as 1.34", param, ctx)
        return match[1]


def _listed(names: Sequence[str]) -> str:
    """As many of the names as a message bears."""
    if not names:
        return "are none"
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"are {', '.join(names[:_SHOWN])}{more}"


def _session(ctx: click.Context | None) -> Session:
    return (ctx and ctx.find_object(Session)) or Session()


ENVIRONMENT = Name("environment", repository.environments)
APP = Name("app", repository.apps)
PART = Name("service or add-on", repository.traceable)
KUBERNETES = KubernetesVersion()
