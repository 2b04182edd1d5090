"""The chart's own text: small templates, versioned names, and nothing that needs a cluster."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest
import yaml

from helmwright.render.reduced.needed_files import is_partial, printing

from .support import CHART, FILES

TEMPLATES = {path: text.decode() for path, text in CHART.items() if path.startswith("templates/")}
DEFINED = re.compile(r'{{-? define "([^"]+)"')
ACTIONS = re.findall(r"{{(?!-?\s*/\*).*?}}", "\n".join(TEMPLATES.values()), re.DOTALL)
INCLUDED = re.compile(r'(?:include|template) "([^"]+)"')


@pytest.mark.parametrize("path", TEMPLATES)
def test_a_template_is_small(path: str) -> None:
    assert len(TEMPLATES[path].splitlines()) <= 60


@pytest.mark.parametrize(
    "word",
    [
        "tpl", "lookup", "getHostByName", "now", "date", "uuidv4", r"rand\w+", r"gen[A-Z]\w+", "derivePassword",
        "bcrypt", "htpasswd", "encryptAES", r"\.Capabilities", r"\.Files",
    ],
)  # fmt: skip
def test_a_render_depends_on_the_values_alone(word: str) -> None:
    """argoproj/argo-cd#5202: Argo CD asks no cluster, so `lookup` finds nothing and a secret is new each time."""
    assert re.findall(rf"(?<![\w.$]){word}(?![\w.])", "\n".join(ACTIONS)) == []


def test_every_named_template_carries_the_major_version_and_is_used() -> None:
    """Named templates are global: those of two versions under one umbrella replace each other, helm/helm#11561."""
    defined = [name for text in TEMPLATES.values() for name in DEFINED.findall(text)]
    used = {name for text in TEMPLATES.values() for name in INCLUDED.findall(text)}
    assert sorted(defined) == sorted(used)
    assert [name for name in defined if not name.startswith("svc.v1.")] == []


def test_features_that_are_off_cost_nothing() -> None:
    """Files that ask for their feature first are not even handed to Helm (docs/decisions/0019)."""
    files = {path: text.encode() for path, text in TEMPLATES.items()}
    assert {PurePosixPath(path).stem for path in printing(files, [{}])} == {
        *("background-network-policy", "checks", "deployment", "network-policy", "pod-disruption-budget"),
        "service-account",
    }


def test_actions_take_the_cheaper_of_two_ways() -> None:
    """`template` where no pipe needs the text, and `or` in place of `default` (docs/decisions/0022)."""
    partial = "\n".join(text for path, text in TEMPLATES.items() if is_partial(path))
    assert re.findall(r"{{-? include [^|}]*}}", partial) == []
    assert [action for action in ACTIONS if re.search(r"(?<![\w.$\"])default ", action)] == []


def test_the_chart_is_whole_by_itself() -> None:
    """Values that a library exports reach only the first alias on Helm 3: helm/helm#9150, #10407."""
    metadata = yaml.safe_load(CHART["Chart.yaml"])
    assert {"dependencies", "import-values"} & metadata.keys() == set()
    assert [path for path in CHART if path.startswith("charts/")] == []


def test_the_packaged_chart_leaves_out_its_sources_and_cases() -> None:
    assert {path.partition("/")[0] for path in FILES.keys() - CHART.keys()} == {
        ".helmignore",
        "CHANGELOG.md",
        "ci",
        "schema",
    }
    assert {path for path in CHART if not path.startswith("templates/")} == {
        "Chart.yaml",
        "README.md",
        "values.schema.json",
        "values.yaml",
    }
