"""Options and markers of the whole test suite."""

from __future__ import annotations

import pytest
from tests.executables import executable


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--require-tools",
        action="store_true",
        help="fail, instead of skipping, the tests that need a helm or kubeconform that is not there",
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("tool"):
        for name in mark.args:
            if executable(name) is None:
                reason = f"{name} is not installed; nox -s tools installs it"
                if item.config.getoption("--require-tools"):
                    pytest.fail(reason, pytrace=False)
                pytest.skip(reason)
