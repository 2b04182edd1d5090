"""References to facts of an environment, in the descriptors of services and add-ons.

A reference is a map with one key: `{fromEnvironment: cluster.name}` is that value, whatever its type, and
`{fromEnvironment: "{cluster.name}-karpenter"}` a text made of such values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from helmwright.codes.code import Code
from helmwright.findings import Finding, Location
from helmwright.hints import did_you_mean
from helmwright.model.facts import CLUSTER, FACTS, OWN, Facts
from helmwright.yamlio.descriptor import Path

CODES = (
    Code(
        "R112",
        "unknown fact of an environment",
        "What stands in place of the reference would be nothing, and a chart takes its own default for that, which "
        "was made for somebody else's cluster.",
        "Correct the name, or say the fact in the environment's file. Facts of your own are below facts there.",
    ),
    Code(
        "R113",
        "fact does not fit where it is used",
        "A text is made of texts, numbers and booleans. A list or a map in the middle of one, or a brace without its "
        "other half, has no meaning that everybody would guess.",
        "Name one value of the list or map, or write {{ and }} where braces are meant.",
    ),
)

KEY = "fromEnvironment"


@dataclass(frozen=True, slots=True)
class Broken:
    """A reference that has no value: where it stands, what is wrong with it, and the fact that it names if any."""

    path: Path
    message: str
    fact: str = ""

    def finding(self, at: Location, known: Facts) -> Finding:
        """What it means for whoever wrote it there."""
        if not self.fact:
            return Finding("R113", at, self.message)
        told = f"say it in the environment's file; facts of your own belong below {OWN}"
        own = f"{OWN}."  # whose names are the user's, so one that is alike elsewhere is another fact
        alike = [name for name in known if name.startswith(own) or not self.fact.startswith(own)]
        hint = told if self.fact in (*FACTS, *CLUSTER) else did_you_mean(self.fact, alike, told)
        return Finding("R112", at, self.message, hint)


def is_reference(value: Any) -> bool:
    """Whether a value stands for a fact, or for a text made of some."""
    return isinstance(value, dict) and len(value) == 1 and KEY in value


def refers(value: Any) -> bool:
    """Whether a reference is anywhere in a value."""
    if isinstance(value, dict):
        return is_reference(value) or any(map(refers, value.values()))
    return isinstance(value, list) and any(map(refers, value))


def with_facts(
    value: Any, known: Facts, as_text: Callable[[Path], bool] = lambda _: False, path: Path = ()
) -> tuple[Any, list[Broken]]:
    """The value with the facts in place of references, and the references that have none, which are left out.

    `as_text` says of a path whether only a text may be there: a number or boolean is written as one, and a list or
    map is broken.
    """
    if is_reference(value):
        return _of(value[KEY], known, as_text(path), path)
    broken: list[Broken] = []
    if isinstance(value, dict):
        result: Any = {}
        for key, inner in value.items():
            made, flaws = with_facts(inner, known, as_text, (*path, key))
            broken += flaws
            if not flaws or not is_reference(inner):
                result[key] = made
        return result, broken
    if isinstance(value, list):
        pairs = [with_facts(inner, known, as_text, (*path, index)) for index, inner in enumerate(value)]
        return [made for made, _ in pairs], [flaw for _, flaws in pairs for flaw in flaws]
    return value, broken


def _of(said: Any, known: Facts, as_text: bool, path: Path) -> tuple[Any, list[Broken]]:
    if not isinstance(said, str):
        return None, [Broken(path, f"{KEY} is not a text")]
    if not {"{", "}"} & {*said}:
        if said not in known:
            return None, [Broken(path, f"there is no fact '{said}'", said)]
        value = known[said]
        if as_text and isinstance(value, Mapping | list):
            return None, [Broken(path, f"one text belongs here, and '{said}' is more than one value")]
        return (_text(value) if as_text else value), []
    try:
        parts = [*_parts(said)]
    except ValueError:
        return None, [Broken(path, f"the braces in '{said}' name no fact")]
    broken = []
    for _, name in parts:
        if name and name not in known:
            broken.append(Broken(path, f"there is no fact '{name}'", name))
        elif name and isinstance(known[name], Mapping | list):
            broken.append(Broken(path, f"one text belongs here, and '{name}' is more than one value"))
    return "".join(text + (_text(known[name]) if name in known else "") for text, name in parts), broken


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Literal texts, each with the name in the braces behind it. Raises ValueError for what is no such text."""
    for literal, name, form, conversion in Formatter().parse(text):
        if form or conversion or name == "":
            raise ValueError(text)
        yield literal, name or ""


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
