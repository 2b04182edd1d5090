"""Builds a control plane of Kubernetes and Argo CD, which `nox -s e2e` and `nox -s argocd` run, into .tools/bin.

Go builds the pinned modules and checks their sources against the public checksum database. That takes minutes, and
nothing once they are there:

    python tools/cluster.py [PROGRAM...]
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

BIN = Path(__file__).resolve().parents[1] / ".tools" / "bin"


@dataclass(frozen=True)
class Source:
    """A module that programs are built from, and the variable of the linker that takes its version."""

    path: str
    version: str
    variable: str
    files: Mapping[str, str] = field(default_factory=dict)
    """What programs want beside themselves, or who installs them, by its name there."""

    def has(self) -> dict[str, str]:
        """What Go says of the module, once its proxy has served it."""
        found: dict[str, str] = json.loads(go("mod", "download", "-json", f"{self.path}@v{self.version}"))
        return found


KUBERNETES = Source("k8s.io/kubernetes", "1.34.4", "k8s.io/component-base/version.gitVersion=v1.34.4")
ETCD = Source("go.etcd.io/etcd/server/v3", "3.6.4", "")
ARGO_CD = Source(
    "github.com/argoproj/argo-cd/v3",
    "3.6.1",
    "github.com/argoproj/argo-cd/v3/common.version=3.6.1",
    {"git-verify-wrapper.sh": "hack/git-verify-wrapper.sh", "install.yaml": "manifests/install.yaml"},
)
BEFORE = replace(
    ARGO_CD,
    version="3.6.0",
    variable="github.com/argoproj/argo-cd/v3/common.version=3.6.0",
    files={"install-before.yaml": "manifests/install.yaml"},
)
"""What it is upgraded from. Of 3.5, whose go.mod replaces a part of it by a commit, the proxy does not serve that."""

PROGRAMS = {
    "etcd": (ETCD, "", "--version"),
    "kube-apiserver": (KUBERNETES, "/cmd/kube-apiserver", "--version"),
    "kube-controller-manager": (KUBERNETES, "/cmd/kube-controller-manager", "--version"),
    "kubectl": (KUBERNETES, "/cmd/kubectl", "version --client"),
    "argocd": (ARGO_CD, "/cmd", "version --client --short"),
    "argocd-before": (BEFORE, "/cmd", "version --client --short"),
}
"""What is built: from which module, from which package of it, and how the program is asked for its version."""


def main(names: list[str]) -> None:
    """Builds what is not there in its pinned version. Raises FileNotFoundError without Go."""
    for name in names or PROGRAMS:
        source, package, question = PROGRAMS[name]
        if source.version not in told(BIN / name, question):
            with tempfile.TemporaryDirectory() as folder:
                Path(folder, "go.mod").write_text(module(source), encoding="utf-8")
                link = f"-ldflags=-s -w {source.variable and f'-X {source.variable}'}"
                output = ("-o", str(BIN / name), source.path + package)
                go("build", "-mod=mod", "-trimpath", link, *output, folder=folder)
            for target, file in source.files.items():
                shutil.copyfile(Path(source.has()["Dir"], file), BIN / target)
                (BIN / target).chmod(0o755)


def told(program: Path, question: str) -> str:
    """What a program says of its version, empty when it is not there."""
    if not program.is_file():
        return ""
    command = [str(program), *question.split()]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def module(source: Source) -> str:
    """The go.mod to build with: one that requires the source's module and replaces what that one replaces.

    Go heeds replacements of the main module alone. Those by a folder are for who develops in the repository, where
    a module is published with the version that is required; Kubernetes requires 0.0.0 of each, and publishes them
    with its own version, but for a 0 in place of its 1.
    """
    theirs = json.loads(go("mod", "edit", "-json", source.has()["GoMod"]))
    unsaid = {row["Path"] for row in theirs["Require"] if row["Version"] == "v0.0.0"}
    lines = ["module cluster", f"go {theirs['Go']}", f"require {source.path} v{source.version}"]
    for row in theirs["Replace"]:
        old, new = row["Old"]["Path"], row["New"]
        if "Version" in new:
            lines.append(f"replace {old} => {new['Path']} {new['Version']}")
        elif old in unsaid:
            lines.append(f"replace {old} => {old} v0{source.version.removeprefix('1')}")
    return "\n".join(lines)


def go(*arguments: str, folder: str | None = None) -> str:
    """What Go prints, of the version that the module asks for. Raises CalledProcessError after Go's own words."""
    environment = {**os.environ, "CGO_ENABLED": "0", "GOTOOLCHAIN": "auto"}
    command = ["go", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


if __name__ == "__main__":
    main(sys.argv[1:])
