"""The benchmarks of charts run; how much they print depends on the machine, and what they print does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.bench import addons, capacity, platform, templates, vendored

from helmwright import pipeline

BOUTIQUE = Path(__file__).parents[1] / "apps/boutique/prod"
TABLES = r"""one umbrella chart in process, milliseconds:
( +\d+ aliases +[\d.]+ +[\d.]+ each, with templates parsed for each alias [\d.]+
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


VENDORED = r"""one umbrella chart and 800, bytes of the vendored chart and its schema:
  as it is vendored +(?P<vendored>[\d,]+) +(?P<checkout>[\d.]+) MB
  the whole chart +[\d,]+ +[\d.]+ MB
helm template of 12 aliases, seconds of CPU \(user and system\), median of 1:
(  helm[34] +[\d.]+, with the whole chart [\d.]+: ratio (?P<ratio>0\.\d+)
){2}"""


@pytest.mark.tool("helm3")
@pytest.mark.tool("helm4")
def test_the_bench_tells_what_is_vendored_and_what_helm_spends_on_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vendored, "RUNS", 1)
    vendored.report(BOUTIQUE.with_name("dev"))
    assert (found := re.fullmatch(VENDORED, capsys.readouterr().out))
    assert int(found["vendored"].replace(",", "")) < 100_000
    assert float(found["checkout"]) < 80
    assert float(found["ratio"]) < 0.7


def test_the_bench_tells_what_add_ons_cost_and_weigh(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in (("ADDONS", 1), ("FIELDS", 10)):
        monkeypatch.setattr(addons, name, value)
    addons.report(tmp_path / "addons", lambda *_: {"lint": 0.1})
    told = capsys.readouterr().out
    assert re.fullmatch(
        r"1 add-ons x 4 environments, seconds:\n  lint +0\.100\n  MB in a checkout, in git +[\d.]+ +[\d.]+\n",
        told,
    )
    linted = pipeline.lint(tmp_path / "addons")
    assert linted.findings == ()
    assert linted.resolved is not None
    assert len(linted.resolved.releases) == 4


def test_the_bench_tells_what_a_platform_costs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for module, name in ((platform, "SERVICES"), (platform, "ADDONS"), (addons, "FIELDS")):
        monkeypatch.setattr(module, name, 10)
    platform.report(tmp_path / "platform", lambda *_: {"lint": 0.1})
    assert capsys.readouterr().out == (
        "10 services and 10 add-ons of 8 teams x 6 clusters, seconds:\n  lint                            0.100\n"
    )
    linted = pipeline.lint(tmp_path / "platform")
    assert linted.findings == ()
    assert linted.resolved is not None
    assert len(linted.resolved.releases) == 6 * (2 + 10)


def test_the_bench_tells_what_capacity_costs(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    plan = capacity.report(tmp_path / "capacity", tmp_path / "cache", 10)
    assert re.fullmatch(
        r"capacity of 10 services in one environment, seconds beyond the render:\n"
        r"( +[a-z ]+ +[\d.]+\n){2}  \d+ pods at maximum, \d+ nodes, \d+ rows\n",
        capsys.readouterr().out,
    )
    assert [len(load.nowhere) for load in plan.loads] == [0, 0, 0]
