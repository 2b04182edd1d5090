"""The structure of the program, read from its source: who imports whom, what is pure, how big a module is."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from pathlib import Path

PACKAGE = "helmwright"
ROOT = Path(__file__).parents[1] / "generator" / PACKAGE


@dataclass(frozen=True)
class Module:
    """One source file. Its name is without the package's: `emit.values`, and `` for the package itself."""

    name: str
    text: str
    tree: ast.Module

    @property
    def part(self) -> str:
        """The module or package directly below the top: `emit`."""
        return self.name.partition(".")[0]

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
    def calls(self) -> frozenset[str]:
        """The functions that it calls by a bare name."""
        nodes = (node.func for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        return frozenset(node.id for node in nodes if isinstance(node, ast.Name))


def _modules() -> Iterator[Module]:
    for path in sorted(ROOT.rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        text = path.read_text(encoding="utf-8")
        yield Module(name.removesuffix("__init__").removesuffix("."), text, ast.parse(text))


MODULES = {module.name: module for module in _modules()}


def imported(module: Module, besides: Set[str] = frozenset()) -> frozenset[str]:
    """The modules of the package that a module imports from, but for the names in `besides`."""
    names = (name for name in module.imports - besides if name.startswith(f"{PACKAGE}."))
    own = {name.removeprefix(f"{PACKAGE}.") for name in names}
    return frozenset(name if name in MODULES else name.rpartition(".")[0] for name in own)


FOUNDATION = {
    "", "archive", "codes", "digests", "disk", "findings", "hints", "json_paths", "json_schema", "jsontext",
    "layout", "leaks", "limits", "listing", "manifests", "merge", "names", "pod_security", "programs",
    "progress", "resources", "schedule",
    "scopes", "tree", "units", "violations", "yamlio",
}  # fmt: skip
"""What everything may import, and what imports nothing else."""

ARROWS: dict[str, set[str]] = {
    "load": set(),
    "schema": {"load", "schema_names"},
    "schema_names": set(),
    "model": {"graph", "load"},
    "graph": {"model"},
    "resolve": {"model"},
    "rules": {"load", "model"},
    "emit": {"graph", "model"},
    "plan": {"emit", "graph", "model", "render"},
    "ownership": {"emit"},
    "removals": set(),
    "git": {"removals"},
    "workspace": {"emit"},
    "writing": set(),
    "toolkit": {"charts", "emit", "model"},
    "cache": {"render", "seal"},
    "seal": set(),
    "render": {"cache"},
    "patched": {"model"},
    "provenance": {"model", "patched"},
    "trace": {"model"},
    "validate": {"model", "provenance", "render"},
    "report": set(),
    "charts": {"render"},
    "crds": {"render", "validate"},
    "oci": {"charts"},
    "scaffold": {"writing"},
    "testing": {"render", "validate"},
    "doctor": {"cache", "load", "render", "validate"},
    "pipeline": {
        "cache", "graph", "load", "model", "ownership", "plan", "provenance", "render", "resolve", "rules",
        "schema", "toolkit", "validate", "workspace", "writing",
    },
    "cli": {
        "cache", "charts", "crds", "doctor", "git", "model", "oci", "ownership", "pipeline", "removals",
        "render", "report", "scaffold", "trace", "validate", "writing",
    },
    "__main__": {"cli"},
}  # fmt: skip
"""What each part imports beyond the foundation. Nothing imports the cli, and only the cli the pipeline."""

PURE = (
    *(
        "archive",
        "digests",
        "findings",
        "graph",
        "hints",
        "json_paths",
        "json_schema",
        "jsontext",
        "layout",
        "leaks",
        "limits",
        "manifests",
        "merge",
        "names",
        "ownership",
    ),
    "plan",
    *(
        "patched",
        "pod_security",
        "provenance",
        "removals",
        "resolve",
        "schedule",
        "scopes",
        "trace",
        "tree",
        "units",
    ),
    *("codes", "emit", "model", "report", "rules", "violations", "yamlio"),
    *(
        "render.closed",
        "render.engine",
        "render.events",
        "render.failures",
        "render.goyaml",
        "render.parse",
        "render.problems",
    ),
    *("render.reader", "render.refusals", "validate.admission", "validate.objects", "validate.permissions"),
    *("validate.pods", "validate.problems", "validate.validator"),
)
"""The middle: modules, and packages with all that is in them, that touch nothing outside the program."""

OUTSIDE = {
    "asyncio", "datetime", "getpass", "glob", "locale", "multiprocessing", "os", "pathlib", "platform",
    "random", "secrets", "shutil", "socket", "subprocess", "sys", "tempfile", "threading", "time",
    "urllib.request", "uuid",
}  # fmt: skip
FROM_OUTSIDE = {"helmwright.__version__", "helmwright.load.Source", "helmwright.load.Sources"}
"""Values that the middle is given and never makes."""


def is_pure(module: Module) -> bool:
    return any(module.name == name or module.name.startswith(f"{name}.") for name in PURE)


def test_every_part_imports_what_its_arrows_say() -> None:
    found: dict[str, set[str]] = {part: set() for part in ARROWS}
    for module in MODULES.values():
        if module.part not in FOUNDATION:
            parts = {name.partition(".")[0] for name in imported(module)}
            found.setdefault(module.part, set()).update(parts - FOUNDATION - {module.part})
    assert found == ARROWS


def test_the_foundation_imports_nothing_above_it() -> None:
    found = {
        (module.name, name)
        for module in MODULES.values()
        if module.part in FOUNDATION
        for name in imported(module)
        if name.partition(".")[0] not in FOUNDATION
    }
    assert found == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {name: imported(module) - {name} for name, module in MODULES.items()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)


def test_the_list_of_pure_modules_is_of_modules() -> None:
    assert {name for name in PURE if name not in MODULES} == set()


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
        for name in imported(module, besides=FROM_OUTSIDE)
        if not is_pure(MODULES[name])
    }
    assert found == set()


def test_every_module_says_what_it_is_for() -> None:
    assert {name for name, module in MODULES.items() if not ast.get_docstring(module.tree)} == set()


def test_every_module_has_a_subject_of_its_own() -> None:
    no_subject = {"base", "common", "helpers", "misc", "shared", "util", "utils"}
    assert {name for name in MODULES if name.rpartition(".")[2] in no_subject} == set()


def test_no_module_is_long_and_nearly_all_are_short() -> None:
    lines = {name: len(module.text.splitlines()) for name, module in MODULES.items()}
    assert {name for name, count in lines.items() if count > 300} == set()
    assert sum(count < 150 for count in lines.values()) / len(lines) > 0.95


def test_only_a_command_prints() -> None:
    commands = {name for name in MODULES if name.startswith("cli") or name.endswith("__main__")}
    assert {name for name, module in MODULES.items() if "print" in module.calls} <= commands
