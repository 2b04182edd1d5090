"""The benchmark of charts runs; how much it prints depends on the machine, and what it prints does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.bench import templates

BOUTIQUE = Path(__file__).parents[1] / "apps/boutique/prod"
TABLES = r"""one umbrella chart in process, milliseconds:
( +\d+ aliases +[\d.]+ +[\d.]+ each
){2}one render in a test, milliseconds:
  a small chart +[\d.]+
  charts/service +[\d.]+
10 aliases with everything on, 290 objects: [\d.]+ ms, as mere text [\d.]+ ms
the ten costliest templates of these, milliseconds:
(  [a-z-]+ +-?[\d.]+ +-?[\d.]+%.*
){10}"""


def test_the_bench_tells_what_aliases_tests_and_templates_cost(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("ALIASES", (1, 2)), ("REPEATS", 1), ("ROUNDS", 1)):
        monkeypatch.setattr(templates, name, value)
    templates.report(BOUTIQUE)
    assert re.fullmatch(TABLES, capsys.readouterr().out)
