"""The structure of the program, read from its source: who imports whom, what is pure, how big a module is."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "generator"
PACKAGES = ("helmwright", "chartwright")
COMMANDS = SOURCE / "helmwright/cli/commands"


@dataclass(frozen=True)
class Module:
    """One source file, by its name: `helmwright.emit.service.values`."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Parsed when it is looked at: whoever collects this test may not run it."""
        return ast.parse(self.text)

    @property
    def part(self) -> str:
        """The module or package below the top of the generator, or the workshop as a whole: `emit`, `chartwright`."""
        package, _, rest = self.name.partition(".")
        return rest.partition(".")[0] if package == "helmwright" else package

    @cached_property
    def imports(self) -> frozenset[str]:
        """Everything that it imports, inside functions too: `os`, `helmwright.findings.Finding`."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
        return frozenset(found)

    @property
    def lines(self) -> int:
        """How many lines it has, without the pages of its findings' codes, which are prose."""
        nodes = (node for node in self.tree.body if isinstance(node, ast.Assign))
        pages = (node for node in nodes if ast.unparse(node.targets[0]) == "CODES")
        return len(self.text.splitlines()) - sum((node.end_lineno or 0) - node.lineno for node in pages)

    @property
    def calls(self) -> frozenset[str]:
        """The functions that it calls by a bare name."""
        nodes = (node.func for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        return frozenset(node.id for node in nodes if isinstance(node, ast.Name))


def _modules() -> Iterator[Module]:
    for path in sorted(path for package in PACKAGES for path in (SOURCE / package).rglob("*.py")):
        name = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        yield Module(name, path.read_text(encoding="utf-8"))


MODULES = {module.name: module for module in _modules()}


def imported(module: Module) -> frozenset[str]:
    """The modules of ours that a module imports from."""
    own = {name for name in module.imports if name.partition(".")[0] in PACKAGES}
    return frozenset(name if name in MODULES else name.rpartition(".")[0] for name in own)


FLOOR = {
    "", "archive", "aws_files", "codes", "disk", "findings", "hints", "jsonio", "kubernetes", "layout", "leaks",
    "limits", "names", "programs", "progress", "registry", "resources", "tree", "yamlio",
}  # fmt: skip
"""The ground floor: what everything may import, and what imports nothing else."""

ARROWS: dict[str, set[str]] = {
    "charts": set(),
    "vendoring": {"charts"},
    "known": set(),
    "writing": set(),
    "checkout": set(),
    "model": {"charts", "known"},
    "descriptors": {"model"},
    "rules": {"charts", "known", "model"},
    "capacity": {"known", "model"},
    "render": {"charts"},
    "emit": {"charts", "checkout", "model", "render"},
    "forecast": {"model", "render"},
    "provenance": {"emit", "model"},
    "validate": {"capacity", "charts", "known", "model", "provenance"},
    "crds": {"render", "validate"},
    "report": set(),
    "live": {"emit", "model"},
    "access": {"emit", "model"},
    "teardown": {"emit", "model"},
    "catalog": {"live", "rules"},
    "scaffold": {"known", "model", "writing"},
    "doctor": {"descriptors", "render", "validate"},
    "pipeline": {
        "charts", "checkout", "descriptors", "emit", "forecast", "known", "model", "provenance", "render", "rules",
        "validate", "writing",
    },
    "cli": {
        "access", "capacity", "catalog", "charts", "checkout", "crds", "descriptors", "doctor", "forecast", "known",
        "live", "model", "pipeline", "render", "report", "scaffold", "teardown", "validate", "vendoring", "writing",
    },
    "chartwright": {"charts", "cli", "render", "report", "validate", "writing"},
    "__main__": {"cli"},
}  # fmt: skip
"""What each part imports beyond the ground floor: parts above it in this table alone, so that nothing runs back.

chartwright, the workshop for charts, is a package beside the generator, of which nothing imports it.
"""

PURE = (
    *(
        "archive",
        "aws_files",
        "codes",
        "findings",
        "hints",
        "jsonio",
        "kubernetes",
        "layout",
        "leaks",
        "limits",
        "names",
    ),
    *("access", "capacity", "catalog", "tree", "yamlio", "model"),
    *("rules", "emit", "forecast", "provenance", "report", "teardown"),
    *("known.entry", "known.instance", "known.retired"),
    *("charts.minimal", "charts.template_tokens", "charts.umbrella_schema"),
    *("charts.files", "charts.metadata", "charts.package", "charts.values", "charts.versions"),
    *("vendoring.index", "vendoring.wanted"),
    *("checkout.mark", "checkout.ownership", "checkout.unasked_removals"),
    *("live.application", "live.compared", "live.deployed", "live.observed", "live.orphans", "live.settings"),
    *("live.status", "live.waiting", "live.wanted"),
    *("render.closed", "render.engine", "render.helm.helm_errors", "render.parse", "render.problems"),
    *("render.helm.values_errors", "validate.admission", "validate.objects", "validate.permissions"),
    *("validate.problems", "validate.validator"),
)
"""The middle: modules and packages of the generator that touch nothing outside the program."""

MIDDLE = tuple(f"helmwright.{name}." for name in PURE)

OUTSIDE = {
    "asyncio", "datetime", "getpass", "glob", "locale", "multiprocessing", "os", "pathlib", "platform",
    "random", "secrets", "shutil", "socket", "subprocess", "sys", "tempfile", "threading", "time",
    "urllib.request", "uuid",
}  # fmt: skip


def is_pure(module: Module) -> bool:
    """Whether it is of the middle, or the package's own `__init__`, which holds the version."""
    return f"{module.name}." == "helmwright." or f"{module.name}.".startswith(MIDDLE)


def test_every_part_imports_what_its_arrows_say() -> None:
    found: dict[str, set[str]] = {part: set() for part in ARROWS}
    for module in MODULES.values():
        if module.part not in FLOOR:
            parts = {MODULES[name].part for name in imported(module)}
            found.setdefault(module.part, set()).update(parts - FLOOR - {module.part})
    assert found == ARROWS


def test_no_arrow_runs_back() -> None:
    order = [*ARROWS]
    back = {
        (part, other) for part in ARROWS for other in ARROWS[part] if order.index(other) >= order.index(part)
    }
    assert back == set()


def test_the_ground_floor_imports_nothing_above_it() -> None:
    found = {
        (module.name, name)
        for module in MODULES.values()
        if module.part in FLOOR
        for name in imported(module)
        if MODULES[name].part not in FLOOR
    }
    assert found == set()


def test_the_workshop_is_loaded_by_its_own_commands_alone() -> None:
    commands = [f"helmwright.cli.commands.{path.stem}" for path in COMMANDS.glob("[!_]*.py")]
    script = f"import sys, helmwright.__main__, {', '.join(commands)}; print('chartwright' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (len(commands) > 10, done.stdout) == (True, "False\n")


def test_reporting_loads_no_rules() -> None:
    script = "import sys, helmwright.cli.terminal.output; print('helmwright.rules' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name: imported(module) - {name} for name, module in MODULES.items()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)


def folders(name: str) -> list[str]:
    """The folders that a module is in, from the outermost: `helmwright`, `helmwright.render`."""
    steps = name.split(".")[: None if f"{name}." in _FOLDERS else -1]
    return [".".join(steps[: count + 1]) for count in range(len(steps))]


_FOLDERS = {f"{name.rpartition('.')[0]}." for name in MODULES if "." in name}


def test_no_folders_beside_each_other_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for module in MODULES.values():
        for other in imported(module):
            pairs = zip(folders(module.name), folders(other), strict=False)
            for one, another in ((one, another) for one, another in pairs if one != another):
                if one.rpartition(".")[0] == another.rpartition(".")[0]:
                    graph.setdefault(one, set()).add(another)
    assert len(graph) > 20
    assert set(TopologicalSorter(graph).static_order()) >= graph.keys()


def test_the_list_of_pure_modules_is_of_modules() -> None:
    assert {name for name in PURE if f"helmwright.{name}" not in MODULES} == set()


def test_the_middle_imports_nothing_that_reaches_outside() -> None:
    found = {
        (module.name, name)
        for module in MODULES.values()
        if is_pure(module)
        for name in module.imports
        if any(name == outside or name.startswith(f"{outside}.") for outside in OUTSIDE)
    }
    assert found == set()


def test_the_middle_calls_nothing_that_reaches_outside() -> None:
    impure = {"open", "input", "print", "eval", "exec", "__import__", "hash"}
    assert {name for name, module in MODULES.items() if is_pure(module) and module.calls & impure} == set()


def test_the_middle_is_closed() -> None:
    found = {
        (module.name, name)
        for module in MODULES.values()
        if is_pure(module)
        for name in imported(module)
        if not is_pure(MODULES[name])
    }
    assert found == set()


def test_every_module_says_what_it_is_for() -> None:
    assert {name for name, module in MODULES.items() if not ast.get_docstring(module.tree)} == set()


def test_every_module_has_a_subject_of_its_own() -> None:
    no_subject = {"base", "common", "helpers", "misc", "shared", "util", "utils"}
    assert {name for name in MODULES if name.rpartition(".")[2] in no_subject} == set()


def test_no_module_is_long_and_nearly_all_are_short() -> None:
    assert {name for name, module in MODULES.items() if module.lines > 300} == set()
    assert sum(module.lines < 150 for module in MODULES.values()) / len(MODULES) > 0.95


def test_only_a_command_prints() -> None:
    commands = {name for name in MODULES if ".cli" in name or name.endswith("__main__")}
    assert {name for name, module in MODULES.items() if "print" in module.calls} <= commands
