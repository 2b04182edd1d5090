"""Two thousand other spellings of descriptors that are accepted: each is planned to the same files.

The last spelling of each descriptor, in a few cases of a short run, is rendered by both Helms to the same objects, and
kubeconform takes all of them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.case_files import lay, valid
from tests.executables import required
from tests.helms import started
from tests.property.forms import SPOTS, Spot, planned
from tests.test_valid_cases import planned as planned_case

from helmwright import pipeline, resources
from helmwright.pipeline import Tools
from helmwright.tree import Tree
from helmwright.validate import templates
from helmwright.validate.kubeconform import KubeconformValidator
from helmwright.yamlio.documents import documents
from helmwright.yamlio.scalars import resolve

pytestmark = pytest.mark.hostile

CASE_NAMES = {spot.case for spot in SPOTS.values()}
DESCRIPTORS = tuple({(spot.case, spot.source.path): spot for spot in SPOTS.values()}.values())


class Speller:
    """Writes data as YAML, in a way that chance chooses at every step."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.anchors: dict[str, str] = {}
        self.numbers = count()
        self.shuffles = chance.randrange(2) == 0

    def document(self, value: Any) -> bytes:
        """The whole file."""
        head = self.chance.choice(["", "---\n", "# a comment\n\n", "--- # a comment\n"])
        body = self.block(value, 0) if self.chance.randrange(4) else self.flow(value) + "\n"
        text = head + body + self.chance.choice(["", "...\n", "# the end", "\n\n"])
        if self.chance.randrange(4) == 0:
            text = text.replace("\n", "\r\n")
        mark = "\ufeff" if self.chance.randrange(4) == 0 else ""
        return (mark + text).encode()

    def block(self, value: Any, indent: int) -> str:
        """A map or list in block style, each line ended."""
        step = self.chance.randint(1, 4)
        pad, lines = " " * indent, []
        entries = self.entries(value)
        for key, inner in entries:
            head = f"{pad}-" if key is None else f"{pad}{self.scalar(key)}:"
            kind = self.chance.randrange(3)
            if isinstance(inner, str) and kind == 0 and literal(inner):
                lines += [f"{head} |{'' if inner.endswith(chr(10)) else '-'}"]
                lines += [f"{pad}{' ' * step}{line}" for line in inner.removesuffix("\n").split("\n")]
            elif isinstance(inner, dict | list) and inner and kind:
                lines += [f"{head}{self.comment()}", self.block(inner, indent + step).removesuffix("\n")]
            else:
                lines += [f"{head} {self.flow(inner)}{self.comment()}"]
            if self.chance.randrange(8) == 0:
                lines.append(self.chance.choice(["", f"{pad}# between"]))
        return "\n".join(lines) + "\n"

    def entries(self, value: Any) -> list[tuple[str | None, Any]]:
        """The entries of a map in any order, or the items of a list in theirs."""
        if isinstance(value, list):
            return [(None, item) for item in value]
        found = list(value.items())
        if self.shuffles:
            self.chance.shuffle(found)
        return found

    def flow(self, value: Any) -> str:
        """The value on one line, perhaps with an anchor or as an alias to an equal one before."""
        known = json.dumps(value)
        if known in self.anchors and self.chance.randrange(2):
            return f"*{self.anchors[known]} "
        text = self.plain_flow(value)
        if self.chance.randrange(6) == 0:
            self.anchors[known] = f"a{next(self.numbers)}"
            return f"&{self.anchors[known]} {text}"
        return text

    def plain_flow(self, value: Any) -> str:
        """The value on one line."""
        space = self.chance.choice(["", " "])
        if isinstance(value, dict):
            parts = [f"{self.scalar(key)}: {self.flow(inner)}" for key, inner in self.entries(value)]
            return "{" + space + ", ".join(parts) + space + "}"
        if isinstance(value, list):
            return "[" + space + f",{space}".join(map(self.flow, value)) + space + "]"
        return self.scalar(value)

    def scalar(self, value: Any) -> str:
        """A scalar, so that it stays what it is."""
        if isinstance(value, bool):
            return self.chance.choice([str(value), str(value).lower(), str(value).upper()])
        if isinstance(value, int) and value >= 0:
            return self.chance.choice([str(value), hex(value)])
        if not isinstance(value, str):
            return json.dumps(value)
        forms = [json.dumps(value), escaped(value)]
        if value.isprintable():
            forms.append("'" + value.replace("'", "''") + "'")
        if value[:1].isalpha() and all(sign.isalnum() or sign in "/._-" for sign in value):
            forms += [value] * 3 if resolve(value) == (value, False) else []
        return self.chance.choice(forms)

    def comment(self) -> str:
        """A comment behind a value, or none."""
        return self.chance.choice(["", "", "", "  # why: [this] {one} 'is'"])


def literal(text: str) -> bool:
    """Whether a literal block can hold the text as it is."""
    lines = text.removesuffix("\n").split("\n")
    return all(
        line and line.isprintable() and line[0] not in " \t" and line == line.rstrip() for line in lines
    )


def escaped(text: str) -> str:
    """The text in double quotes, every character beyond a letter by its number."""
    return (
        '"'
        + "".join(sign if sign.isascii() and sign.isalnum() else f"\\U{ord(sign):08x}" for sign in text)
        + '"'
    )


def alike(one: Tree, other: Tree, shuffled: bool) -> bool:
    """Whether the files are the same: to the byte, or but for the order of keys in a map."""
    differing = [path for path in one.keys() | other.keys() if one.get(path) != other.get(path)]
    return not differing or (
        shuffled
        and one.keys() == other.keys()
        and all(documents(one[path].decode()) == documents(other[path].decode()) for path in differing)
    )


@pytest.mark.parametrize("tool", [pytest.param("", marks=pytest.mark.tool("helm3", "helm4", "kubeconform"))])
def test_every_spelling_becomes_the_same_objects(
    tool: str,
    trials: Callable[[int], int],
    tally: Callable[[str, int], None],
    tmp_path: Path,
) -> None:
    last: dict[tuple[str, str], bytes] = {}
    for seed in range(number := trials(2_000)):
        spot = DESCRIPTORS[seed % len(DESCRIPTORS)]
        spelling = Speller(random.Random(seed))  # noqa: S311
        content = spelling.document(spot.source.data)
        tree, found = planned(spot, content)
        assert tree, f"seed {seed}, {spot.case}: {[*map(str, found)]}\n{content.decode()}"
        assert alike(tree, plain(spot), spelling.shuffles), f"seed {seed}, {spot.case}:\n{content.decode()}"
        last[spot.case, spot.source.path] = content
    tally("other spellings of descriptors, planned to the same files", number)
    kubeconform = KubeconformValidator(required("kubeconform"), (resources.schemas() / "crds",))
    cases = sorted({case for case, _ in last})[: max(4, trials(len(CASE_NAMES)))]
    for case in cases:
        folder = lay(f"valid/{case}", tmp_path / case)
        for path in (path for of, path in last if of == case):
            (folder / path).write_bytes(last[case, path])
        expected = planned_case(case).manifests
        for helm in ("helm3", "helm4"):
            rendered = pipeline.render(folder, Tools(started(helm), None, 2))
            assert rendered.manifests == expected, f"{helm}, {case}"
        objects = [manifest for found in expected.values() for manifest in found]
        assert list(templates.validate(kubeconform, objects, "1.34")) == []
    tally(
        "of them rendered by both Helms to the same objects that kubeconform takes",
        sum(case in cases for case, _ in last),
    )


_PLAIN: dict[tuple[str, str], Tree] = {}


def plain(spot: Spot) -> Tree:
    """What is planned from the descriptor as it is in the case."""
    key = spot.case, spot.source.path
    if key not in _PLAIN:
        _PLAIN[key] = planned(spot, (valid(spot.case) / spot.source.path).read_bytes())[0]
    return _PLAIN[key]
