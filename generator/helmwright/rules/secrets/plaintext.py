"""Secrets that are written down.

Every text of every descriptor is looked at, since any may end in a generated file. Which are secrets is said in
`leaks/`; helmwright.yaml may accept a place, by its file and its path there. A finding never repeats a secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helmwright import leaks
from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted
from helmwright.leaks.forms import forms
from helmwright.leaks.places import Path, places
from helmwright.model.inputs import Inputs
from helmwright.model.resolved import Resolved
from helmwright.model.source import Source
from helmwright.rules.repository import acceptance

CODES = (
    Code(
        "R703",
        "secret in plain text",
        "What is in the repository is known to everyone who can read it, in all its history, and has to be "
        "replaced wherever it is used.",
        "Put the value into the secret store, name it under secrets, and revoke the one that was written "
        "down. A text that is no secret is accepted in helmwright.yaml, by the file and the path that the "
        "finding shows: `accepted: {apps/shop/services/cart.yaml:env.MAPS_KEY: {R703: Every browser gets it.}}`. A "
        "placeholder, a path, a reference and a text that is encrypted are none. No finding repeats a secret.",
        overridable=True,
    ),
)


def secrets(resolved: Resolved) -> Iterator[Finding]:
    """No text of a descriptor looks like a secret, but for those that are accepted, each by its own path."""
    repository = resolved.inputs.repository
    unused = {place for place, codes in repository.accepted.items() if "R703" in codes}
    for source in resolved.inputs.sources:
        for path, found in places(source.data):
            place = _place(source, path)
            unused.discard(place)
            if "R703" not in repository.accepted.get(place, ()):
                message = f"{_shown(path, found)} looks like a secret in plain text"
                hint = "keep it in a secret store and let secrets fetch it"
                yield Finding("R703", source.at(path), message, hint)
    for place in unused:
        yield acceptance.of_nothing(repository, place, "R703")


def known(sources: Iterable[Source], inputs: Inputs | None) -> frozenset[str]:
    """Every secret in the descriptors, as findings might quote it; without those that `inputs` accept."""
    accepted = inputs.repository.accepted if inputs else {}
    return frozenset(
        text
        for source in sources
        for path, found in places(source.data)
        if "R703" not in accepted.get(_place(source, path), ())
        for text in (*found, *_written(source, path, found))
    )


def _written(source: Source, path: Path, found: frozenset[str]) -> Iterator[str]:
    """A number as it is written, which its value does not tell."""
    text = source.document.text(path)
    if text and path[-1] not in found:
        yield text


def _place(source: Source, path: Path) -> str:
    """How helmwright.yaml names a place: the file's path, and the value's in it."""
    return f"{source.path}:{dotted(path)}"


def _shown(path: Path, found: frozenset[str]) -> str:
    """The path as a phrase, without keys that are secrets themselves."""
    return dotted(leaks.SHOWN if str(step) in found or any(forms(str(step))) else step for step in path)


RULES = (secrets,)
