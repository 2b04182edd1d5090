"""Our Online Boutique is what its authors release, except where differences.yaml says otherwise and why."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from .comparison import Difference, complaints
from .conftest import ENVIRONMENTS
from .shape import Facts, facts

MANIFEST = "data/online-boutique/kubernetes-manifests.yaml"
"""The release itself among the files of others; facts.yaml stands for it here."""

Ours = dict[str, dict[str, Facts]]


@pytest.mark.upstream
def test_the_table_of_facts_is_what_the_authors_release(theirs: dict[str, Facts], upstream: Path) -> None:
    objects = [item for item in yaml.safe_load_all((upstream / MANIFEST).read_text()) if item]

    assert facts(objects) == theirs


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_service_runs_unless_it_is_said_to_be_absent(
    environment: str, theirs: dict[str, Facts], ours: Ours, exceptions: Mapping[str, Any]
) -> None:
    absent = {name for name, entry in exceptions["absent"].items() if environment in entry["environments"]}

    assert set(ours[environment]) == set(theirs) - absent


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_fact_is_theirs_unless_it_is_said_to_differ(
    environment: str, theirs: dict[str, Facts], ours: Ours, listed: list[Difference]
) -> None:
    here = [difference for difference in listed if environment in difference.environments]
    wrong = [
        complaint
        for service, rendered in ours[environment].items()
        for complaint in complaints(
            service, theirs[service], rendered, [entry for entry in here if service in entry.services]
        )
    ]

    assert wrong == []


def test_every_difference_is_of_known_services_and_one_of_them_runs(
    theirs: dict[str, Facts], ours: Ours, listed: list[Difference]
) -> None:
    for difference in listed:
        assert difference.services <= set(theirs), difference.name
        assert difference.environments <= set(ENVIRONMENTS), difference.name
        running = {service for environment in difference.environments for service in ours[environment]}
        assert difference.services & running, difference.name


def test_every_difference_has_a_reason(listed: list[Difference]) -> None:
    assert [difference.name for difference in listed if not difference.reason.endswith(".")] == []
