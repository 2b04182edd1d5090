"""A whole platform: services and add-ons of many teams, in environments of which one has two clusters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tools.bench import addons, repository

from helmwright import layout

SERVICES, ADDONS, TEAMS = 100, 20, 8
ENVIRONMENTS = ("dev", "preview", "prod", "staging", "test")
DEFINITIONS, TEMPLATES = 3, 25
"""Of an add-on's chart, about as the add-ons have them that helmwright knows, taken together."""
_CLUSTERS = """\
clusters:
  blue: {cluster: {name: bench-blue}, argocd: {destination: bench-blue}, domain: blue.bench.example}
  green: {cluster: {name: bench-green}, argocd: {destination: bench-green}, domain: green.bench.example}
live: blue
"""


def write(root: Path) -> None:
    """Writes the repository: services by five in apps of the teams by turns, and add-ons of the first team."""
    teams = [f"team{number}" for number in range(TEAMS)]
    repository.write(root, SERVICES, ENVIRONMENTS, teams)
    prod = root / layout.environment("prod")
    prod.write_text(prod.read_text() + _CLUSTERS)
    addons.vendor(root, teams[0], ADDONS, DEFINITIONS, TEMPLATES)


def report(root: Path, measured: Callable[[Path, Path], dict[str, float]]) -> None:
    """Prints what each stage takes, by `measured`."""
    write(root)
    stages = measured(root, root.with_name("platform-cache"))
    print(
        f"{SERVICES} services and {ADDONS} add-ons of {TEAMS} teams x {len(ENVIRONMENTS) + 1} clusters, seconds:"
    )
    for name, value in stages.items():
        print(f"  {name:<28}{value:>9.3f}")
