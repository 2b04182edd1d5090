"""Settings and markers of the whole test suite."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.executables import executable
from tests.helms import remembering

from helmwright.cli.program import COLLECT_AFTER
from helmwright.render.engine import Renderer

# A shell ignores SIGINT for what it runs in the background, nohup SIGHUP, and so would all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

# helmwright is started a thousand times, and pytest on every core: none need compile again what one has compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Helm and kubeconform end before they need the memory that Go would collect.
os.environ.setdefault("GOGC", "800")

# How long an example takes is the machine's matter.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("short", _PATIENT, max_examples=100)
settings.register_profile("long", _PATIENT, max_examples=3000)
settings.load_profile("short")  # the other one: --hypothesis-profile=long


_TALLY = "tally: "


def pytest_addoption(parser: pytest.Parser) -> None:
    help_ = "run one in N of the trials of each hostile experiment"
    parser.addoption("--share", type=int, default=1, metavar="N", help=help_)
    help_ = "where crd-schemas/ and data/online-boutique/ of others are, to compare with"
    parser.addoption("--upstream", type=Path, metavar="FOLDER", help=help_)


_MEMORY = Path("/dev/shm")  # noqa: S108 what makes its files is as private there as in /tmp


def pytest_configure(config: pytest.Config) -> None:
    """Gives helmwright caches of this run's own, one for all processes of it: the user's would answer in its place.

    Temporary files, of which there are some 100,000, are kept in memory where it has 4 GiB for them.
    """
    if not hasattr(config, "workerinput"):
        if "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= 4 << 30:
            os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)
        caches = tempfile.TemporaryDirectory(prefix="helmwright-caches-")
        config.add_cleanup(caches.cleanup)
        os.environ["XDG_CACHE_HOME"] = caches.name
        os.environ["XDG_STATE_HOME"] = str(Path(caches.name, "state"))


@pytest.fixture(scope="session")
def upstream(request: pytest.FixtureRequest) -> Path:
    """The folder with files of others, for tests that are marked so."""
    folder: Path | None = request.config.getoption("--upstream")
    assert folder is not None, "nox -s upstream -- FOLDER runs these tests"
    return folder.resolve()


@pytest.fixture(scope="session")
def helm_engine(helm_engine: Renderer) -> Renderer:
    """The plug-in's, which renders here once what several tests ask."""
    return remembering(helm_engine)


@pytest.fixture
def trials(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """How many trials of a whole experiment's are run: `trials(200)` is 20 with --share 10."""
    return lambda whole: max(1, whole // int(request.config.getoption("--share")))


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Callable[[str, int], None]:
    """Adds to what the run prints at its end: `tally("kills of generate", 200)`."""
    # With the test's report it comes to the process that prints, whichever process ran the test.
    return lambda what, number: request.node.user_properties.append((_TALLY + what, number))


def pytest_collection_finish() -> None:
    """Keeps the collector of cycles from looking through thousands of tests again and again: they stay to the end.

    What tests make it looks through as seldom as in the program itself.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    counts: Counter[str] = Counter()
    for report in (report for reports in terminalreporter.stats.values() for report in reports):
        if getattr(report, "when", "") == "teardown":
            for name, number in report.user_properties:
                if name.startswith(_TALLY):
                    counts[name.removeprefix(_TALLY)] += number
    if counts:
        terminalreporter.section("tallies")
        for what, number in sorted(counts.items()):
            terminalreporter.write_line(f"{number:7,} {what}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("tool"):
        for name in mark.args:
            if executable(name) is None:
                reason = (
                    f"{name} is not installed; nox -s tools installs helm and kubeconform, nox -s e2e and"
                    " nox -s argocd build the programs of a cluster, .ci/run installs the others"
                )
                if item.config.getoption("--require-tools"):
                    pytest.fail(reason, pytrace=False)
                pytest.skip(reason)
