"""The chart's own text: small templates, versioned names, and nothing that needs a cluster."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest

from helmwright.render.needed import printing

from .support import CHART, FILES

TEMPLATES = {path: text.decode() for path, text in CHART.items() if path.startswith("templates/")}
DEFINED = re.compile(r'{{-? define "([^"]+)"')
INCLUDED = re.compile(r'include "([^"]+)"')


@pytest.mark.parametrize("path", TEMPLATES)
def test_a_template_is_small(path: str) -> None:
    assert len(TEMPLATES[path].splitlines()) <= 60


@pytest.mark.parametrize(
    "word",
    ["tpl", "lookup", "now", "genCA", "genSignedCert", "uuidv4", r"rand\w+", r"\.Capabilities", r"\.Files"],
)
def test_a_render_depends_on_the_values_alone(word: str) -> None:
    actions = "\n".join(re.findall(r"{{(?!-?\s*/\*).*?}}", "\n".join(TEMPLATES.values()), re.DOTALL))
    assert re.findall(rf"(?<![\w.$]){word}(?![\w.])", actions) == []


def test_every_named_template_carries_the_major_version_and_is_used() -> None:
    """Named templates are global: those of two versions under one umbrella would replace each other."""
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


def test_the_packaged_chart_leaves_out_the_source_of_its_schema() -> None:
    assert {path.partition("/")[0] for path in FILES.keys() - CHART.keys()} == {
        ".helmignore",
        "CHANGELOG.md",
        "schema",
    }
    assert {path for path in CHART if not path.startswith("templates/")} == {
        "Chart.yaml",
        "README.md",
        "values.schema.json",
        "values.yaml",
    }
