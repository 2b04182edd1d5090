"""Rules as a whole: how severe findings are, and that each problem is told once.

What a rule finds is in `tests/cases/invalid/R*`; beside this file are the tests of what it must leave alone.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import Any

import kubernetes_validate
from tests.repositories import repository

from helmwright import rules
from helmwright.findings import Severity
from helmwright.rules.repository.versions import NEWEST, OLDEST


def on(cluster: str, **fields: Any) -> dict[str, Any]:
    """An environment on a cluster of this name."""
    return {"cluster": {"name": cluster, "provider": "generic", "kubernetesVersion": "1.34"}, **fields}


LATEST = {"image": {"repository": "ghcr.io/acme/cart", "tag": "latest"}}


def test_every_function_of_a_resolved_repository_is_a_rule() -> None:
    """A module that nobody names, or a function that its `RULES` leaves out, would check nothing."""
    names = [module.name for module in pkgutil.walk_packages(rules.__path__, f"{rules.__name__}.")]
    functions = {
        function
        for name in names
        for _, function in inspect.getmembers(importlib.import_module(name), inspect.isfunction)
        if function.__module__ == name and not function.__name__.startswith("_")
        if [*inspect.signature(function).parameters] == ["resolved"]
    }
    assert functions == {*rules.RULES}
    assert len(rules.RULES) == len(functions)


def test_a_plain_repository_is_clean() -> None:
    assert rules.check(repository({"shop/cart": {"ports": {"http": 8080}}})) == ()


def test_a_finding_is_as_severe_as_its_code() -> None:
    resolved = repository(
        {"shop/cart": LATEST}, environments={"dev": on("dev", safety="relaxed"), "prod": {}}
    )
    assert [(f.code, f.severity) for f in rules.check(resolved)] == [
        ("R701", Severity.ERROR),
        ("R702", Severity.WARNING),
    ]


def test_a_repository_weighs_findings_for_itself() -> None:
    reason = "Nightly builds are what we deploy."
    resolved = repository(
        {"shop/cart": LATEST}, settings={"rules": {"R701": {"severity": "info", "reason": reason}}}
    )
    (finding,) = rules.with_severities(rules.check(resolved), resolved.inputs)
    assert (finding.code, finding.severity) == ("R701", Severity.INFO)


def test_no_repository_weighs_what_generating_must_know() -> None:
    rule = {"severity": "info", "reason": "We would rather not see it."}
    resolved = repository(
        {"shop/cart": {"image": {"repository": "ghcr.io/acme/cart"}}},
        settings={"rules": {"R106": rule, "R401": rule}},
    )
    found = rules.with_severities(rules.check(resolved), resolved.inputs)
    assert [(finding.code, finding.severity) for finding in found] == [
        ("R401", Severity.ERROR),
        ("R106", Severity.ERROR),
        ("R106", Severity.ERROR),
    ]


def test_one_line_that_is_wrong_everywhere_is_one_finding() -> None:
    resolved = repository(
        {"shop/cart": {"secrets": {"db": {"key": "db", "mount": "/etc/db"}}}},
        environments={
            "dev": on("dev"),
            "prod": on("prod"),
            "staging": on("staging", secretStores={"default": {"name": "vault"}}),
        },
    )
    assert [finding.message for finding in rules.check(resolved)] == [
        "there is no secret store 'default' in dev and prod"
    ]


def test_a_problem_of_two_services_is_two_findings() -> None:
    found = rules.check(repository({"shop/cart": LATEST, "shop/frontend": LATEST}))
    assert [finding.location.path for finding in found] == [
        "apps/shop/services/cart.yaml",
        "apps/shop/services/frontend.yaml",
    ]


def test_the_versions_of_kubernetes_are_those_that_schemas_are_there_for() -> None:
    newest = kubernetes_validate.latest_version().split(".")
    assert (31, int(newest[1])) == (OLDEST, NEWEST)
