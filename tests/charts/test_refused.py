"""What is refused, in `refused/*.yaml`: each value set with the exact text, the same by every Helm.

An entry's `values` are laid over those of `from`: a `worker` unless told, a `server`, or `nothing`. `says` has a line
for each reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import yaml

from chartwright.testing.render import Render, told

from .support import SERVER, WORKER

BASES: dict[str, dict[str, Any]] = {"nothing": {}, "worker": WORKER, "server": SERVER}


@dataclass(frozen=True)
class Refused:
    """Values, and why the chart refuses them."""

    values: dict[str, Any]
    says: str
    alias: str = "cart"

    @property
    def by_template(self) -> bool:
        """Whether a template refuses them: its words begin with a kind, the schema's with a path."""
        return self.says[0].isupper()


def _refused() -> dict[str, Refused]:
    found = {}
    for path in sorted((Path(__file__).parent / "refused").glob("*.yaml")):
        for name, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            values = {**BASES[entry.pop("from", "worker")], **entry.pop("values")}
            found[f"{path.stem}: {name}"] = Refused(values, **entry)
    return found


REFUSED = _refused()


def test_there_are_many() -> None:
    assert len(REFUSED) >= 80
    assert sum(item.by_template for item in REFUSED.values()) >= 25


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_these_words(name: str, render: Render) -> None:
    """Of a template's refusal the alias and its manifest are named, too.

    Helm names the outermost file that includes; a named template's own file may be that of another alias.
    """
    item = REFUSED[name]
    failures = render.failures(item.values, alias=item.alias)
    assert told(failures) == item.says
    manifest = rf"{render.release}/charts/{item.alias}/templates/[a-z-]+/[^_][^/]*"
    assert bool(re.fullmatch(manifest, failures[0].source)) == item.by_template


@pytest.mark.helm_engines("helm3", "helm4")
@pytest.mark.parametrize("name", [name for name, item in REFUSED.items() if item.by_template])
def test_a_real_helm_uses_the_templates_words(name: str, render: Render) -> None:
    item = REFUSED[name]
    assert render.failure(item.values, alias=item.alias) == item.says


@pytest.mark.helm_engines("helm3", "helm4")
def test_a_real_helm_refuses_the_same_by_the_schema(render: Render) -> None:
    """All in one umbrella chart, since Helm tells the reasons of every service at once."""
    items = [item for item in REFUSED.values() if not item.by_template]
    services = {f"s{number}": item.values for number, item in enumerate(items)}
    failures = render.engine.render(render.request(services)).failures
    by_alias = groupby(failures, key=lambda failure: failure.values_path.partition(".")[0])
    found = {alias: told(tuple(reasons)).replace(f"{alias}.", "cart.") for alias, reasons in by_alias}
    assert found == {alias: item.says for alias, item in zip(services, items, strict=True)}
