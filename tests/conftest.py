"""Options and markers of the whole test suite."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings
from tests.executables import executable

settings.register_profile("short", max_examples=100, deadline=None)
settings.register_profile("long", max_examples=3000, deadline=None)
settings.load_profile("short")  # the other one: --hypothesis-profile=long


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--require-tools",
        action="store_true",
        help="fail, instead of skipping, the tests that need a tool that is not there",
    )
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite expected outputs from what the program does now; never in CI",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("golden files are not rewritten in CI")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("tool"):
        for name in mark.args:
            if executable(name) is None:
                reason = f"{name} is not installed; nox -s tools installs helm and kubeconform"
                if item.config.getoption("--require-tools"):
                    pytest.fail(reason, pytrace=False)
                pytest.skip(reason)
