"""Makes the descriptors of add-ons: of known ones from their data files, of others from a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from helmwright import layout, names
from helmwright.findings import listed
from helmwright.hints import did_you_mean
from helmwright.known import read
from helmwright.known.entry import Entry, descriptor, generic
from helmwright.model import facts
from helmwright.model.inputs import Environment, Inputs
from helmwright.scaffold.placing import Created, ScaffoldError, place

_TWO_NAMES = names.RESERVED_APPS | names.DEVICES | {names.EXTERNAL_APP}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that no entry is about, as Helm's dependency names it."""

    name: str
    repository: str
    version: str


@dataclass(frozen=True, slots=True)
class New:
    """A descriptor to be: its path in the repository, its text, and what to do once it is there."""

    path: str
    text: str
    message: str


def known(name: str, app: str, owner: str, inputs: Inputs | None) -> New:
    """The descriptor of a known add-on as the app `app`, in a repository that holds this, None for one with errors.

    It runs where the provider is the one that it is for, and keeps live names where some of that are clusters of which
    some are live. Raises ScaffoldError where none is, and for a name that is not known, or that no app can have.
    """
    if name not in read.names():
        otherwise = "name its --chart, --repository and --version"
        raise ScaffoldError(f"no add-on is known as '{name}'; {did_you_mean(name, read.names(), otherwise)}")
    entry = read.read(name)
    everywhere = tuple(inputs.environments.values()) if inputs else ()
    fitting = tuple(one for one in everywhere if entry.provider in ("", one.cluster.provider))
    if everywhere and not fitting:
        make = f"helmwright new environment --provider {entry.provider}"
        raise ScaffoldError(f"{name} is for {entry.provider}, and no environment is there; {make} makes one")
    switched = tuple(one for one in fitting if one.source.member and one.source.member.weights is not None)
    if entry.live and switched:
        entry, lacking = entry.live, switched
        others = [one for one in fitting if one not in switched]
    else:
        lacking, others = fitting, []
    only = fitting if len(fitting) < len(everywhere) else ()
    text = entry.descriptor(owner, _called(only, everywhere))
    there = {addon.app for addon in inputs.addons} if inputs else set()
    first = [*_needs(entry, there), *_missing(entry, lacking), *_also(_called(others, fitting))]
    return _new(app, text, owner, entry.said["chart"]["name"], first)


def other(chart: Chart, app: str, owner: str) -> New:
    """The descriptor of any chart as the app `app`. Raises ScaffoldError for a name that no app can have."""
    return _new(
        app, descriptor(generic(chart.name, chart.repository, chart.version), owner), owner, chart.name, ()
    )


def write(root: Path, new: New) -> Created:
    """Writes it. Raises OSError, and ScaffoldError where the app is there already."""
    app = Path(new.path).parent.name
    for path in (layout.app(app), layout.services(app)):
        if (root / path).exists():
            raise ScaffoldError(
                f"{path} exists already; an add-on is an app of its own: choose another --app"
            )
    place(new.text.encode(), root, new.path)
    return Created(new.path, new.message)


def _new(app: str, text: str, owner: str, chart: str, first: Iterable[str]) -> New:
    if not names.NAME.fullmatch(app):
        raise ScaffoldError(f"'{app}' cannot be the name of an app: a name has {names.NAME_FORM}")
    if app in _TWO_NAMES:
        raise ScaffoldError(f"'{app}' means something else already; choose another --app")
    path = layout.addon(app)
    owned = () if owner else (f"Write owner in {path}: a team of helmwright.yaml.", "")
    return New(path, text, "\n".join((*owned, *first, f"Next: helmwright addons vendor {chart}")))


def _needs(entry: Entry, there: set[str]) -> Iterator[str]:
    """The add-ons that it needs and that are not there yet."""
    missing = [name for name in entry.said.get("needs", ()) if name not in there]
    if missing:
        yield "Add what it needs:"
        yield from (f"  helmwright new addon {name}" for name in missing)
        yield ""


def _also(others: Sequence[str]) -> Iterator[str]:
    """Where else it runs, which the form that keeps live names is not for."""
    if others:
        where = listed(others)
        yield f"In {where} nothing says which clusters are live, and this runs there too: say onlyIn if it should not."
        yield ""


def _called(some: Sequence[Environment], every: Sequence[Environment]) -> list[str]:
    """The names of some environments, where all clusters of one are among them that of all."""
    others = {one.called[0] for one in every if one not in some}
    return [*dict.fromkeys(one.called[-1 if one.called[0] in others else 0] for one in some)]


def _missing(entry: Entry, environments: Sequence[Environment]) -> Iterator[str]:
    """What the environments do not say yet, once for all clusters that lack the same."""
    yield from chain(*dict.fromkeys(tuple(_lacks(entry, environment)) for environment in environments))


def _lacks(entry: Entry, environment: Environment) -> Iterator[str]:
    namespace, level = entry.said["namespace"], entry.namespace_pod_security
    own = {name: what for name, what in entry.facts.items() if f"{facts.OWN}.{name}" not in environment.facts}
    privileged = environment.owns(namespace) and level not in ("", environment.pod_security_of(namespace))
    if own or privileged:
        yield f"Say in {environment.source.path}:"
    if own:
        yield f"  {facts.OWN}:"
        yield from (f"    {name}: # {what}" for name, what in own.items())
    if privileged:
        yield f"  namespaces: {{{namespace}: {{podSecurity: {level}}}}}"
    if own or privileged:
        yield ""
