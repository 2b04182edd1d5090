"""Everything that writes, killed at any moment, two at once, and with links in its way.

The laws: nothing of others changes, no file is half written, nothing temporary stays after the next run, and that run
ends in the same bytes as if nobody had disturbed the first.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations_with_replacement
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.charts import demo
from tests.cli.test_crds import CRD

from helmwright import resources
from helmwright.layout import CHANGES

pytestmark = pytest.mark.hostile

HERE = Path(__file__).parent
REPOSITORY = HERE.parent / "cli" / "repository"
SEED = 20250
COMMANDS: Mapping[str, Sequence[str]] = {
    "generate": ("generate", "-q"),
    "init": ("init", "fresh", "--defaults"),
    "new service": (
        *(
            "new",
            "service",
            "--app",
            "shop",
            "--name",
            "extra",
            "--image",
            "ghcr.io/acme/extra",
            "--tag",
            "1.0.0",
        ),
        "--defaults",
    ),
    "crds import": ("crds", "import", "../crds"),
    "charts release": ("charts", "release", "charts/demo"),
    "charts docs": ("charts", "docs", "charts/own", "--add", "readme", "--add", "schema"),
    "charts package": ("charts", "package", "charts/demo", "-d", "dist"),
    "render": ("render", "--output", "dist/objects"),
}
DONE = {
    "new service": "apps/shop/services/extra.yaml exists already",
    "init": "fresh is a repository already; helmwright generate brings it up to date",
}
"""What the next run says when the one that was killed had done everything."""

Files = Mapping[str, bytes]
Trials = Callable[[int], int]
Tally = Callable[[str, int], None]


@dataclass(frozen=True)
class Outcome:
    """What became of a run: its exit code or minus its signal, what it said, how many steps and seconds it took."""

    code: int
    output: str
    steps: int
    seconds: float


class Program:
    """The program, ready to be run many times."""

    def __init__(self, folder: Path) -> None:
        self._outputs = folder
        environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "caches"), "NO_COLOR": "1"}
        self._process = subprocess.Popen(
            [sys.executable, HERE / "forked.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def run(
        self, root: Path, *commands: Sequence[str], die_at: int = -1, die_after: float | None = None
    ) -> list[Outcome]:
        """Runs the commands at once; the first dies at a step in the folder, or after so many seconds."""
        runs: list[dict[str, Any]] = [
            {
                "arguments": command,
                "cwd": str(root),
                "within": str(root),
                "output": str(self._outputs / f"output-{number}"),
                "die_at": die_at if number == 0 else -1,
                "die_after": die_after if number == 0 else None,
            }
            for number, command in enumerate(commands)
        ]
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(runs), file=self._process.stdin, flush=True)
        return [Outcome(**found) for found in json.loads(self._process.stdout.readline())]

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    program = Program(tmp_path_factory.mktemp("program"))
    yield program
    program.close()


class World:
    """A repository in which every command has something to create, to change and, if it ever does, to remove."""

    def __init__(self, folder: Path, program: Program) -> None:
        self.folder = folder
        self.program = program
        self.root = shutil.copytree(REPOSITORY, folder / "original" / "repository")
        shutil.copytree(resources.charts() / "service", self.root / "charts/service")
        (folder / "original/crds").mkdir()
        for name in ("widget", "gadget", "gizmo"):
            text = CRD.replace("widget", name).replace("Widget", name.title())
            (folder / f"original/crds/{name}.yaml").write_text(text)
        demo.write(self.root / "charts/demo")
        demo.write(self.root / "charts/own", without="values.schema.json")
        for name in ("generate", "crds import", "charts release", "charts package", "render"):
            (outcome,) = program.run(self.root, COMMANDS[name])
            assert outcome.code == 0, outcome.output
        demo.write(self.root / "charts/demo", ("templates/deployment.yaml", "name: web,", "name: site,"))
        for path, old, new in (
            ("charts/service/Chart.yaml", "\nversion: ", "\nversion: 1"),
            (
                "charts/service/templates/pod/_pod.tpl",
                "enableServiceLinks: false",
                "enableServiceLinks: true",
            ),
            ("apps/shop/services/cart.yaml", "2.3.1", "2.4.0"),
        ):
            file = self.root / path
            assert old in file.read_text()
            file.write_text(file.read_text().replace(old, new, 1))
        for crds in (folder / "original/crds").iterdir():
            crds.write_text(crds.read_text().replace("integer", "string"))
        (self.root / "apps/shop/NOTES.md").write_text("mine\n")
        (self.root / "apps/shop/old").mkdir()
        (self.root / "apps/shop/old/NOTES.md").write_text("mine\n")

    @cached_property
    def before(self) -> Files:
        return files(self.root)

    def copy(self) -> Path:
        """A repository to try something in."""
        shutil.rmtree(self.folder / "trial", ignore_errors=True)
        return shutil.copytree(self.folder / "original", self.folder / "trial") / "repository"

    def undisturbed(self, *names: str) -> tuple[Files, Outcome]:
        """What the commands make one after the other, and what became of the last one."""
        root = self.copy()
        for name in names:
            (outcome,) = self.program.run(root, COMMANDS[name])
            assert outcome.code == 0, outcome.output
        return files(root), outcome


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, program: Program) -> World:
    return World(tmp_path_factory.mktemp("world"), program)


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def assert_whole(found: Files, *states: Files) -> None:
    """Every file is as it was in one of the states, or is not there yet or any more."""
    odd = [path for path, content in found.items() if all(state.get(path) != content for state in states)]
    assert [path for path in odd if CHANGES not in path.split("/")] == []


def assert_finished(name: str, outcome: Outcome) -> None:
    """The next run has made everything, or says that everything is made."""
    assert (outcome.code == 0) or (outcome.code == 2 and DONE.get(name, "?") in outcome.output), (
        outcome.output
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_kills(name: str, world: World, trials: Trials, tally: Tally) -> None:
    wanted, undisturbed = world.undisturbed(name)
    assert wanted != world.before
    random = Random(f"{SEED} {name}")  # noqa: S311
    number = trials(200)
    last = undisturbed.steps - 2  # when everything is made but for the cleaning
    steps = [last, *random.sample(range(last), min(number // 2, last))]
    began = dead = 0
    seconds = undisturbed.seconds
    while dead < number:
        at, after = (steps.pop(), None) if steps else (-1, random.uniform(0, seconds))
        where = f"{name}, seed {SEED}, killed at step {at} or after {after} s"
        root = world.copy()
        (killed,) = world.program.run(root, COMMANDS[name], die_at=at, die_after=after)
        if killed.code != -9:  # it ended before
            seconds = killed.seconds
            continue
        dead += 1
        began += files(root) != world.before
        assert_whole(files(root), world.before, wanted)
        (outcome,) = world.program.run(root, COMMANDS[name])
        assert_finished(name, outcome)
        assert files(root) == wanted, where
    assert began
    tally(f"kills of {name}: nothing lost, and the next run ends as if undisturbed", dead)
    tally("kills when some files had changed already", began)


def test_kills_of_generate_with_another_plan_afterwards(world: World, trials: Trials, tally: Tally) -> None:
    """The archives that the killed run wrote are neither what was there nor what is planned then."""
    _, undisturbed = world.undisturbed("generate")
    number = trials(100)
    random = Random(SEED)  # noqa: S311

    def another(root: Path) -> None:
        with (root / "charts/service/templates/pod/_pod.tpl").open("a") as file:
            file.write("{{/* another */}}\n")

    root = world.copy()
    another(root)
    (outcome,) = world.program.run(root, COMMANDS["generate"])
    assert outcome.code == 0
    wanted = files(root)
    for at in (random.randrange(undisturbed.steps) for _ in range(number)):
        root = world.copy()
        world.program.run(root, COMMANDS["generate"], die_at=at)
        another(root)
        (outcome,) = world.program.run(root, COMMANDS["generate"])
        assert outcome.code == 0, (at, outcome.output)
        assert files(root) == wanted, at
    tally("kills of generate with another plan in the next run: healed", number)


@pytest.mark.parametrize("names", list(combinations_with_replacement(COMMANDS, 2)), ids=" and ".join)
def test_two_at_once(names: tuple[str, str], world: World, trials: Trials, tally: Tally) -> None:
    finally_ = "generate"
    orders = {tuple(dict.fromkeys((*order, finally_))) for order in (names, names[::-1])}
    if "new service" in names:
        orders = {(*(name for name in order if name != finally_), finally_) for order in orders}
    wanted = [
        world.undisturbed(*order)[0] for order in sorted(orders)
    ]  # one after the other, in either order
    number = trials(20)
    for _ in range(number):
        root = world.copy()
        outcomes = world.program.run(root, *(COMMANDS[name] for name in names))
        for name, outcome in zip(names, outcomes, strict=True):
            assert_finished(name, outcome)
        assert any(outcome.code == 0 for outcome in outcomes)
        if names[0] == names[1] and names[0] in DONE:
            assert sorted(outcome.code for outcome in outcomes) == [0, 2]
        (outcome,) = world.program.run(root, COMMANDS[finally_])
        assert outcome.code == 0, outcome.output
        assert files(root) in wanted, names
    tally("pairs of commands at once: both did their work", number)


@pytest.mark.parametrize("name", COMMANDS)
def test_links(name: str, world: World, trials: Trials, tally: Tally) -> None:
    wanted, _ = world.undisturbed(name)
    written = [path for path in wanted if wanted[path] != world.before.get(path)]
    named = {
        "charts/own",
        "charts",
        "fresh",
        "dist",
        "dist/objects",
    }  # these may be links, as the person names them
    places = {parent.as_posix() for path in written for parent in (Path(path), *Path(path).parents)} - {
        ".",
        *named,
    }
    random = Random(f"{SEED} {name}")  # noqa: S311
    chosen = random.sample(sorted(places), min(trials(100), len(places)))
    for place in chosen:
        root = world.copy()
        outside = root.parent / "outside"
        victim = root / place
        if victim.exists():
            victim.rename(outside)
        else:
            outside.write_text("victim\n")
        victim.parent.mkdir(parents=True, exist_ok=True)
        victim.symlink_to(outside)
        before = files(root.parent)
        (outcome,) = world.program.run(root, COMMANDS[name])
        canary = {path: content for path, content in before.items() if path.startswith("outside")}
        after = files(root.parent)
        assert {path: content for path, content in after.items() if path.startswith("outside")} == canary, (
            place
        )
        assert outcome.code in (1, 2), (place, outcome.output)
        assert victim.is_symlink()
        assert not (root / CHANGES).exists()
    tally(f"links in the way of {name}: nothing written through them", len(chosen))
