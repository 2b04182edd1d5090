"""helmwright doctor"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Run, edit

from helmwright import __version__


def rows(text: str) -> dict[str, str]:
    """What is said after each name; a hint is said on a line of its own."""
    facts: dict[str, str] = {}
    for line in text.splitlines():
        name, value = line[:13].strip(), line[13:].strip()
        if name:
            facts[name] = value
        else:
            facts[list(facts)[-1]] += f" | {value}"
    return facts


def tool(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_everything_is_there(
    run: Run, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caches: Path
) -> None:
    tool(tmp_path / "bin", "helm", "echo v3.19.4")
    tool(tmp_path / "bin", "kubeconform", "echo v0.8.0")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    result = run("doctor")
    facts = rows(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert facts["helmwright"] == __version__
    assert facts["Python"].startswith(f"{platform.python_version()} on ")
    assert facts["Helm SDK"].startswith("4.")
    assert facts["helm"] == f"3.19.4 at {tmp_path}/bin/helm"
    assert facts["kubeconform"] == f"0.8.0 at {tmp_path}/bin/kubeconform"
    assert facts["Kubernetes"].endswith(" may be an environment's version")
    assert facts["cache"].endswith(f" at {caches}/helmwright/renders")
    assert facts["repository"] == str(repository)


def test_what_is_missing_and_what_to_do(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool(tmp_path / "bin", "helm", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.chdir(tmp_path)
    result = run("doctor")
    facts = rows(result.stdout)
    assert result.exit_code == 0
    assert facts["helm"].startswith(
        f"does not work at {tmp_path}/bin/helm | hint: needed for --engine cli alone: "
    )
    assert facts["kubeconform"].startswith("not found | hint: needed for --validator kubeconform alone: ")
    assert facts["repository"].startswith("not found | hint: ")


def test_without_any_helm_nothing_works(repository: Path, tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "sys.modules['helm_python'] = None  # as if it were not installed\n"
        "from helmwright.cli import main\n"
        "main()\n"
    )
    environment = {**os.environ, "PATH": str(tmp_path)}
    command = [sys.executable, "-c", program, "doctor"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    facts = rows(done.stdout)
    assert done.returncode == 2
    assert facts["Helm SDK"].startswith("not found | hint: pip install helm-python-sdk ")
    assert facts["helm"].startswith("not found | hint: ")


def test_a_repository_of_another_version(run: Run, repository: Path) -> None:
    edit(repository / "helmwright.yaml", "name: acme", 'name: acme\ntoolVersion: "9.9.9"')
    facts = rows(run("doctor").stdout)
    assert facts["repository"] == (
        f"{repository}, generated with helmwright 9.9.9 | hint: pip install helmwright==9.9.9"
    )


def test_a_broken_repository_does_not_matter(run: Run, repository: Path) -> None:
    (repository / "helmwright.yaml").write_text("- [\n")
    assert rows(run("doctor").stdout)["repository"] == str(repository)
