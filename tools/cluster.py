"""Builds kube-apiserver and etcd, which `nox -s e2e` runs, into .tools/bin.

Go builds the pinned modules and checks their sources against the public checksum database. That takes minutes, and
nothing once they are there:

    python tools/cluster.py
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

BIN = Path(__file__).resolve().parents[1] / ".tools" / "bin"
KUBERNETES, ETCD = "1.34.4", "3.6.4"
PROGRAMS = {
    "etcd": (ETCD, "go.etcd.io/etcd/server/v3"),
    "kube-apiserver": (KUBERNETES, "k8s.io/kubernetes/cmd/kube-apiserver"),
}
"""What is built: the version, and the Go package."""


def main() -> None:
    """Builds what is not there in its pinned version. Raises FileNotFoundError without Go."""
    for name, (version, package) in PROGRAMS.items():
        if version not in told(BIN / name):
            with tempfile.TemporaryDirectory() as folder:
                Path(folder, "go.mod").write_text(module(), encoding="utf-8")
                link = f"-ldflags=-s -w -X k8s.io/component-base/version.gitVersion=v{version}"
                go("build", "-mod=mod", "-trimpath", link, "-o", str(BIN / name), package, folder=folder)


def told(program: Path) -> str:
    """What a program says of its version, empty when it is not there."""
    if not program.is_file():
        return ""
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout


def module() -> str:
    """The go.mod to build with.

    For the modules that are developed in its repository Kubernetes' own go.mod names folders; they are published with
    the same version, but for a 0 in place of its 1.
    """
    found = json.loads(go("mod", "download", "-json", f"k8s.io/kubernetes@v{KUBERNETES}"))
    theirs = json.loads(go("mod", "edit", "-json", found["GoMod"]))
    staged = [row["Old"]["Path"] for row in theirs["Replace"] if row["New"]["Path"].startswith("./")]
    lines = [
        "module cluster",
        f"go {theirs['Go']}",
        f"require (\nk8s.io/kubernetes v{KUBERNETES}\ngo.etcd.io/etcd/server/v3 v{ETCD}\n)",
        *(f"replace {path} => {path} v0{KUBERNETES.removeprefix('1')}" for path in staged),
    ]
    return "\n".join(lines)


def go(*arguments: str, folder: str | None = None) -> str:
    """What Go prints. Raises CalledProcessError when it fails, after its own words."""
    command, environment = ["go", *arguments], {**os.environ, "CGO_ENABLED": "0"}
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


if __name__ == "__main__":
    main()
