"""No command connects to anything or shows a file elsewhere, with any engine and validator, whatever a repository says.

The commands run alone in a network namespace, whose loopback has a listener that counts: connections of Helm's library
and of helm and kubeconform too, which no hook of Python's sees.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.executables import ROOT, executable
from tests.hostile.alone import PORT
from tests.outside import CANARY, COMMANDS, CRD, WAYS, repository, write

pytestmark = pytest.mark.hostile

URL = f"http://127.0.0.1:{PORT}"
ANSWER = json.dumps({"const": CANARY, "enum": [CANARY]})
SEED = 20260

HELMWRIGHT = (sys.executable, "-m", "helmwright")
EVERY: Mapping[str, tuple[str, Sequence[str]]] = {
    **{name: ("helm4", (*HELMWRIGHT, *arguments)) for name, arguments in COMMANDS.items()},
    "validate, helm 3": ("helm3", (*HELMWRIGHT, "validate", "--engine", "cli")),
    "validate, helm 4": ("helm4", (*HELMWRIGHT, "validate", "--engine", "cli")),
    "charts lint, helm 3": ("helm3", (*HELMWRIGHT, "charts", "lint", "--engine", "cli", "charts/service")),
    "validate, kubeconform": ("helm4", (*HELMWRIGHT, "validate", "--validator", "kubeconform")),
    "pytest": ("helm4", (sys.executable, "-m", "pytest", "-q", "-p", "chartwright.testing.plugin", "tests")),
}
"""Each command by its name, with the helm that is on PATH."""


def _alone() -> str:
    """Why commands cannot run alone on this machine, empty when they can."""
    if not shutil.which("unshare") or not shutil.which("ip"):
        return "unshare and ip are needed"
    done = subprocess.run(["unshare", "-n", "-m", "true"], capture_output=True, check=False)
    return "" if done.returncode == 0 else "a network namespace takes root, or user namespaces"


REASON = _alone()
needs_a_namespace = pytest.mark.skipif(bool(REASON), reason=REASON)


def run(jobs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    script = Path(__file__).with_name("alone.py")
    command = ["unshare", "-n", "-m", sys.executable, str(script), ANSWER]
    done = subprocess.run(command, input=json.dumps(jobs), stdout=subprocess.PIPE, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    path = tmp_path / "canary.json"
    path.write_text(ANSWER, encoding="utf-8")
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """What the environment says, by the helm on PATH: Helm's configuration leads elsewhere as well."""
    home = tmp_path / "home"
    write(
        home,
        {
            "repositories.yaml": f"apiVersion: v1\nrepositories: [{{name: a, url: '{URL}'}}]\n",
            "kubeconfig": "apiVersion: v1\nkind: Config\ncurrent-context: a\n"
            f"clusters: [{{name: a, cluster: {{server: '{URL}'}}}}]\n"
            "contexts: [{name: a, context: {cluster: a, user: a}}]\nusers: [{name: a, user: {}}]\n",
        },
    )
    for helm in ("helm3", "helm4"):
        (home / helm).mkdir()
        for name, tool in (("helm", helm), ("kubeconform", "kubeconform")):
            if path := executable(tool):
                (home / helm / name).symlink_to(path)
    return lambda helm: {
        "PATH": f"{home / helm}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "generator"),
        "KUBECONFIG": str(home / "kubeconfig"),
        "HELM_KUBEAPISERVER": URL,
        "HELM_REPOSITORY_CONFIG": str(home / "repositories.yaml"),
        "XDG_CACHE_HOME": str(home / "cache"),
    }


def made(root: Path, way: str, canary: Path) -> Path:
    repository(root, way, URL, canary)
    write(root, {"crd.yaml": CRD.replace("URL", URL).replace("CANARY", str(canary))})
    return root


@needs_a_namespace
@pytest.mark.tool("helm3", "helm4", "kubeconform")
def test_no_command_reaches_out(
    tmp_path: Path,
    canary: Path,
    settings: Callable[[str], dict[str, str]],
    trials: Callable[[int], int],
    tally: Callable[[str, int], None],
) -> None:
    pairs = [(way, name) for way in WAYS for name in EVERY]
    random.Random(SEED).shuffle(pairs)  # noqa: S311
    pairs = pairs[: trials(len(pairs))]
    jobs = []
    for number, (way, name) in enumerate(pairs):
        helm, command = EVERY[name]
        folder = made(tmp_path / str(number), way, canary)
        jobs.append({"command": command, "folder": str(folder), "env": settings(helm)})
    for (way, name), result in zip(pairs, run(jobs), strict=True):
        assert result["asked"] == [], (way, name, SEED, result)
        assert CANARY not in result["said"], (way, name, SEED, result)
        assert result["code"] in (0, 1, 2, 4, 5), (way, name, SEED, result)
    written = (path for path in tmp_path.glob("[0-9]*/**/*") if path.is_file() and not path.is_symlink())
    assert [path for path in written if CANARY.encode() in path.read_bytes()] == []
    tally("commands in repositories that want out, alone in a network namespace: none connects", len(pairs))


@needs_a_namespace
@pytest.mark.tool("helm3", "helm4", "kubeconform")
def test_the_listener_counts_what_the_tools_do_by_themselves(
    tmp_path: Path, canary: Path, settings: Callable[[str], dict[str, str]]
) -> None:
    address = made(tmp_path / "address", "chart $ref to an address", canary)
    file = made(tmp_path / "file", "chart $ref to a file", canary)
    name = made(tmp_path / "name", "getHostByName", canary)
    kinds = made(tmp_path / "kinds", "kind without a schema", canary)
    write(kinds, {"widget.yaml": "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\n"})
    jobs = [
        {"command": command, "folder": str(folder), "env": settings(helm)}
        for folder, helm, command in (
            (address, "helm3", ["helm", "template", "charts/service"]),
            (address, "helm4", ["helm", "template", "charts/service"]),
            (file, "helm4", ["helm", "template", "charts/service"]),
            (name, "helm4", ["helm", "template", "--enable-dns", "charts/service"]),
            (
                kinds,
                "helm4",
                ["kubeconform", "-schema-location", f"{URL}/{{{{.ResourceKind}}}}.json", "widget.yaml"],
            ),
        )
    ]
    found = [(bool(result["asked"]), CANARY in result["said"]) for result in run(jobs)]
    assert found == [(True, True), (True, True), (False, True), (True, False), (True, True)]
