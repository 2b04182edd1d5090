"""Puts the real tools that the tests compare with into .tools/bin: two versions of Helm, and kubeconform.

Each is taken from PATH when the pinned version is there, else downloaded and checked against its SHA-256,
else built by Go from the pinned tag. Nothing is done twice. Only the standard library is used:

    python tools/install.py
"""

from __future__ import annotations

import hashlib
import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

BIN = Path(__file__).resolve().parents[1] / ".tools" / "bin"
TIMEOUT = 60
"""Seconds that a download may stand still."""


@dataclass(frozen=True)
class Tool:
    """One pinned tool; `sums` are the SHA-256 of its release archives by platform."""

    name: str
    version: str
    command: str
    ask: tuple[str, ...]
    url: str
    sums: Mapping[str, str]
    package: str
    variables: Mapping[str, str]
    """What the makers of the release set while linking, or the program reports another version."""


_HELM_3 = "helm.sh/helm/v3"
_HELM_URL = "https://get.helm.sh/helm-v{version}-{platform}.tar.gz"
_ASK_HELM = ("version", "--template", "{{.Version}}")

# The Helm 3 that Argo CD 3.3 bundles, the last to bundle one, and a Helm 4.
TOOLS = (
    Tool(
        name="helm3",
        version="3.19.2",
        command="helm",
        ask=_ASK_HELM,
        url=_HELM_URL,
        sums={
            "linux-amd64": "2114c9dea2844dce6d0ee2d792a9aae846be8cf53d5b19dc2988b5a0e8fec26e",
            "linux-arm64": "566e9f3a5a83a81e4b03503ae37e368edd52d699619e8a9bb1fdf21561ae0e88",
            "darwin-amd64": "7ef4416cdef4c2d78a09e1c8f07a51e945dc0343c883a46b1f628deab52690b7",
            "darwin-arm64": "f0847f899479b66a6dd8d9fcd452e8db2562e4cf3f7de28103f9fcf2b824f1d5",
        },
        package=f"{_HELM_3}/cmd/helm@v3.19.2",
        variables={
            f"{_HELM_3}/internal/version.version": "v3.19.2",
            f"{_HELM_3}/pkg/chartutil.k8sVersionMajor": "1",
            f"{_HELM_3}/pkg/chartutil.k8sVersionMinor": "34",
            f"{_HELM_3}/pkg/lint/rules.k8sVersionMajor": "1",
            f"{_HELM_3}/pkg/lint/rules.k8sVersionMinor": "34",
        },
    ),
    Tool(
        name="helm4",
        version="4.3.0",
        command="helm",
        ask=_ASK_HELM,
        url=_HELM_URL,
        sums={
            "linux-amd64": "86584a54def73570558f66f5111cc53dfed56689637ae32c1201205d494f54fb",
            "linux-arm64": "31c5794dd55c66a51e6b7d2e2ac7a114ae8b1de41ff1d9ba51748ac973b06a08",
            "darwin-amd64": "347a784877e0e20eac865e8d1c36a80f6bb0861d6f29abd34defb6570ef95d92",
            "darwin-arm64": "d3870437e1e95b67f8edbde964156c84a26503f560821d40c542441658934fba",
        },
        package="helm.sh/helm/v4/cmd/helm@v4.3.0",
        variables={"helm.sh/helm/v4/internal/version.version": "v4.3.0"},
    ),
    Tool(
        name="kubeconform",
        version="0.8.0",
        command="kubeconform",
        ask=("-v",),
        url="https://github.com/yannh/kubeconform/releases/download/v{version}/kubeconform-{platform}.tar.gz",
        sums={
            "linux-amd64": "9bc2bffbf71f261128533edaf912153948b7ff238f9a531ae6d34466ec287883",
            "linux-arm64": "1f53fc8e81258197a35e8603054162a5af1de8c5af13746c71ab680d9534ed87",
            "darwin-amd64": "71dbc87ac9f24099a62b93570e65aa06312ba6ac8aea63b7f86e9d999edf5a92",
            "darwin-arm64": "f84f4dfbebf4a6b0b230385fa065a39ea35e02608c2b50d025dcf64775a69d67",
        },
        package="github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0",
        variables={"main.version": "v0.8.0"},
    ),
)


class NotThereError(Exception):
    """Why a tool could not be had in one of the ways."""


def install(tool: Tool, bin_folder: Path = BIN) -> str:
    """Installs the tool; where it came from. Raises NotThereError when there is no way."""
    target = bin_folder / tool.name
    if version(tool, target) == tool.version:
        return "already there"
    bin_folder.mkdir(parents=True, exist_ok=True)
    reasons = []
    for way in (from_path, from_release, from_source):
        try:
            return way(tool, target)
        except NotThereError as error:
            reasons.append(str(error))
    raise NotThereError("; ".join(reasons))


def version(tool: Tool, executable: Path) -> str:
    """The version that the executable gives as its own, empty when it does not run."""
    try:
        done = subprocess.run(
            [executable, *tool.ask], capture_output=True, text=True, timeout=TIMEOUT, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip().removeprefix("v").partition("+")[0]


def from_path(tool: Tool, target: Path) -> str:
    """Copies the tool from PATH, where it may be called helm or helm3."""
    for name in dict.fromkeys((tool.name, tool.command)):
        found = shutil.which(name)
        if found and version(tool, Path(found)) == tool.version:
            _place(target, Path(found).read_bytes())
            return f"from {found}"
    raise NotThereError(f"no {tool.command} {tool.version} on PATH")


def from_release(tool: Tool, target: Path) -> str:
    """Downloads the official release, and refuses it unless it is the pinned one."""
    here = _platform()
    if here not in tool.sums:
        raise NotThereError(f"no release for {here} is pinned")
    url = tool.url.format(version=tool.version, platform=here)
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as response:  # noqa: S310
            archive = response.read()
    except OSError as error:
        raise NotThereError(f"{url} cannot be reached: {error}") from error
    if hashlib.sha256(archive).hexdigest() != tool.sums[here]:
        raise NotThereError(f"{url} is not the file that is pinned")
    _place(target, _member(archive, tool.command))
    return f"from {url}"


def from_source(tool: Tool, target: Path) -> str:
    """Builds the pinned tag; Go checks its sources against the public checksum database."""
    go = shutil.which("go")
    if go is None:
        raise NotThereError("no Go to build it with")
    link = " ".join(["-s", "-w", *(f"-X {name}={value}" for name, value in tool.variables.items())])
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "GOBIN": folder, "CGO_ENABLED": "0"}
        command = [go, "install", "-trimpath", f"-ldflags={link}", tool.package]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NotThereError(f"Go cannot build {tool.package}: {done.stderr.strip()}")
        _place(target, Path(folder, tool.command).read_bytes())
    return f"built by Go from {tool.package}"


def _platform() -> str:
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    return f"{platform.system().lower()}-{machine.lower()}"


def _member(archive: bytes, name: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            content = tar.extractfile(member) if Path(member.name).name == name else None
            if content is not None:
                return content.read()
    raise NotThereError(f"the release holds no {name}")


def _place(target: Path, content: bytes) -> None:
    partial = target.with_suffix(".partial")
    partial.write_bytes(content)
    partial.chmod(0o755)
    partial.replace(target)


def main(report: Callable[[str], None] = print) -> int:
    """Installs every tool and says where each came from; 1 when one could not be had."""
    failed = 0
    for tool in TOOLS:
        try:
            report(f"{tool.name} {tool.version}: {install(tool)}")
        except NotThereError as error:
            report(f"{tool.name} {tool.version}: not installed: {error}")
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
