"""All commands under all that a shell, a terminal, an environment and a disk can do to them.

None ends in a bug, a traceback or a hang; none reports success for words that could not be written; an interrupt at
any moment is its code and one line.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest
from tests.cli.every_command import EVERY, furnish

import helmwright

pytestmark = pytest.mark.hostile

HELMWRIGHT = (sys.executable, "-m", "helmwright")
REPOSITORY = Path(__file__).parents[1] / "cli/repository"
PACKAGE = os.fsencode(Path(helmwright.__file__).parent)
ENOUGH = 120
SEED = 10
CODES = {0, 1, 2, 130, 141, 143}
LONG = "9" * 5000
LOUD = (b"Traceback", b"This is a bug", b"Exception ignored", b"\x1b")


@dataclass(frozen=True)
class Condition:
    """What is done to a command: before it starts, to its streams, and to its environment (None unsets)."""

    before: str = ""
    redirections: str = ""
    env: Mapping[str, str | None] = field(default_factory=dict)
    prefix: str = ""
    """Another program that runs the command."""

    @property
    def loses(self) -> frozenset[str]:
        """The streams of which nothing can arrive."""
        out = {"stdout"} if "1>" in self.redirections else set()
        return frozenset(out | ({"stderr"} if "2>" in self.redirections else set()))


CONDITIONS: Mapping[str, Condition] = {
    "stdin closed": Condition(redirections="<&-"),
    "stdout closed": Condition(redirections="1>&-"),
    "stderr closed": Condition(redirections="2>&-"),
    "both closed": Condition(redirections="1>&- 2>&-"),
    "all closed": Condition(redirections="<&- 1>&- 2>&-"),
    "stdout full": Condition(redirections="1>/dev/full"),
    "stderr full": Condition(redirections="2>/dev/full"),
    "both full": Condition(redirections="1>/dev/full 2>/dev/full"),
    "few files": Condition(before="ulimit -n 20"),
    "some files": Condition(before="ulimit -n 48"),
    "no large files": Condition(before="trap '' XFSZ; ulimit -f 1"),
    "folder gone": Condition(before='rm -r "$PWD"'),
    "no columns": Condition(env={"COLUMNS": "-1"}),
    "many columns": Condition(env={"COLUMNS": LONG}),
    "one column": Condition(env={"COLUMNS": "1"}),
    "no terminal type": Condition(env={"TERM": None}),
    "C locale": Condition(env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}),
    "ASCII": Condition(env={"PYTHONIOENCODING": "ascii:strict"}),
    "no home": Condition(env={"HOME": None, "XDG_CACHE_HOME": None}),
    "home is a file": Condition(env={"HOME": "/dev/null", "XDG_CACHE_HOME": None}),
    "no temporary folder": Condition(env={"TMPDIR": "/nowhere"}),
    "temporary folder is a file": Condition(env={"TMPDIR": "/dev/null"}),
    "cache is a file": Condition(env={"XDG_CACHE_HOME": "/dev/null"}),
    "cache is a pipe": Condition(before="mkfifo ../pipe", env={"XDG_CACHE_HOME": "../pipe"}),
    "cache is empty": Condition(env={"XDG_CACHE_HOME": ""}),
    "no path": Condition(env={"PATH": ""}),
    "empty environment": Condition(prefix="env -i"),
    "completion with odd words": Condition(
        env={"_HELMWRIGHT_COMPLETE": "bash_complete", "COMP_WORDS": "helmwright \udcff", "COMP_CWORD": LONG}
    ),
    "read-only disk": Condition(prefix="unshare -m sh -c 'mount --bind -o ro . . && cd . && exec \"$@\"' sh"),
    "read-only files": Condition(before="chmod -R a-w ."),
    "full disk": Condition(
        prefix="unshare -m sh -c 'mount -t tmpfs -o size=200k none ../disk && cp -r . ../disk/own && cd ../disk/own"
        ' && dd if=/dev/zero of=../all bs=4k 2>/dev/null; exec "$@"\' sh'
    ),
}


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that every command works on, and its cache."""
    root = shutil.copytree(REPOSITORY, tmp_path_factory.mktemp("furnished") / "own")
    furnish(root)
    return root


@dataclass(frozen=True)
class Outcome:
    code: int
    stdout: bytes
    stderr: bytes


Try = Callable[[str, Condition], Outcome]


@pytest.fixture
def trying(furnished: Path, tmp_path: Path) -> Try:
    """Runs a command under a condition, on a repository of its own."""
    numbers = iter(range(10_000))

    def run(name: str, condition: Condition) -> Outcome:
        folder = tmp_path / str(next(numbers))
        root = shutil.copytree(furnished, folder / "own")
        (folder / "disk").mkdir()
        environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
        for key, value in condition.env.items():
            environment.pop(key, None)
            environment |= {} if value is None else {key: value}
        script = f'{condition.before}\nexec {condition.prefix} "$@" {condition.redirections}'
        done = subprocess.run(
            [shutil.which("bash") or "bash", "-c", script, "bash", *HELMWRIGHT, *EVERY[name]],
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=ENOUGH,
            check=False,
        )
        shutil.rmtree(folder, ignore_errors=True)
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run


def test_every_command_under_every_condition(
    trying: Try, trials: Callable[[int], int], tally: Callable[[str, int], None]
) -> None:
    undisturbed = cache(lambda name: trying(name, Condition()))
    pairs = [(name, condition) for name in EVERY for condition in CONDITIONS if _possible(condition)]
    random.Random(SEED).shuffle(pairs)  # noqa: S311
    faults: list[str] = []
    chosen = pairs[: trials(len(pairs))]
    for name, condition in chosen:
        outcome = trying(name, CONDITIONS[condition])
        expected = undisturbed(name)
        if "-v" in EVERY[name]:  # which shows the traceback of an error
            outcome = replace(outcome, stderr=outcome.stderr.replace(b"Traceback", b""))
        faults += [
            f"{name}, {condition}: {fault}" for fault in _faults(outcome, expected, CONDITIONS[condition])
        ]
    tally("commands under odd conditions, each with a code and a message", len(chosen))
    assert not faults, "\n".join(faults)


def _possible(condition: str) -> bool:
    """Mounting is for root alone, whom the modes of files mean nothing."""
    return "unshare" not in CONDITIONS[condition].prefix or os.geteuid() == 0


def _faults(outcome: Outcome, expected: Outcome, condition: Condition) -> Iterator[str]:
    said = outcome.stdout + outcome.stderr
    if outcome.code not in CODES:
        yield f"code {outcome.code}: {said[-600:]!r}"
    yield from (f"{loud!r} in {said[-600:]!r}" for loud in LOUD if loud in said)
    if outcome.code and "stderr" not in condition.loses and not said:
        yield f"code {outcome.code} without a word"
    lost = any(getattr(expected, stream) for stream in condition.loses)
    if lost and outcome.code == 0:
        yield "success, though something is lost"
    if not lost and condition.loses and outcome.code != expected.code:
        yield f"code {outcome.code} instead of {expected.code}, though nothing is lost: {outcome.stderr!r}"
    if (
        "stdout" in condition.loses
        and expected.stdout
        and expected.code != 0
        and outcome.code == expected.code == 1
    ):
        yield "findings that nobody could read"


def test_nobody_reads_on(
    trying: Try, trials: Callable[[int], int], tally: Callable[[str, int], None]
) -> None:
    """The reader of a pipe is gone before the first word: quiet, and as if SIGPIPE had ended the program."""
    broken = Condition(before="exec 7> >(:)\nsleep 0.2", redirections="1>&7")
    names = random.Random(SEED).sample([*EVERY], trials(len(EVERY)))  # noqa: S311
    for name in names:
        expected, outcome = trying(name, Condition()), trying(name, broken)
        if expected.stdout:
            assert (name, outcome) == (name, Outcome(141, b"", outcome.stderr))
            assert not any(loud in outcome.stderr for loud in LOUD)
        else:
            assert (name, outcome.code) == (name, expected.code)
    tally("pipes without a reader", len(names))


INTERRUPTED = ("lint", "generate", "validate", "render", "charts lint", "init")
MOMENTS = 50


def test_an_interrupt_at_any_moment(
    furnished: Path, tmp_path: Path, trials: Callable[[int], int], tally: Callable[[str, int], None]
) -> None:
    """In the first half second Python itself starts, then our modules are read, then the work begins."""
    faults: list[str] = []
    before_us = 0
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    moments = [0.5 * (number + 0.5) / trials(MOMENTS) for number in range(trials(MOMENTS))]
    for name in INTERRUPTED:
        for moment in moments:
            root = shutil.copytree(furnished, tmp_path / "interrupted")
            process = subprocess.Popen(
                [*HELMWRIGHT, *EVERY[name]],
                cwd=root,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            time.sleep(moment)
            process.send_signal(signal.SIGINT)
            _, stderr = process.communicate(timeout=ENOUGH)
            shutil.rmtree(root)
            if b"Traceback" in stderr and PACKAGE not in stderr:
                before_us += 1  # Python had not come to the first line of ours
            elif (process.returncode, stderr) not in _INTERRUPTS and process.returncode not in (0, 1):
                faults.append(f"{name} after {moment:.3f} s: {process.returncode}, {stderr[-600:]!r}")
            elif any(loud in stderr for loud in LOUD):
                faults.append(f"{name} after {moment:.3f} s: {stderr[-600:]!r}")
    tally("interrupts in the first half second", len(moments) * len(INTERRUPTED))
    tally("interrupts while Python itself was starting", before_us)
    assert not faults, "\n".join(faults)


_INTERRUPTS = {(130, b"interrupted\n"), (-signal.SIGINT, b"")}
