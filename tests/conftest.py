"""Settings and markers of the whole test suite."""

from __future__ import annotations

import signal

import pytest
from hypothesis import settings
from tests.executables import executable

# A shell ignores SIGINT for what it runs in the background, and so would every program that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("short", max_examples=100, deadline=None)
settings.register_profile("long", max_examples=3000, deadline=None)
settings.load_profile("short")  # the other one: --hypothesis-profile=long


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("tool"):
        for name in mark.args:
            if executable(name) is None:
                reason = (
                    f"{name} is not installed; nox -s tools installs helm and kubeconform, nox -s e2e an API server"
                    " and etcd, .ci/run the others"
                )
                if item.config.getoption("--require-tools"):
                    pytest.fail(reason, pytrace=False)
                pytest.skip(reason)
