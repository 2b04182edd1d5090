"""What helmwright finds on this machine and in this repository, for a person who wonders or reports a bug."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from helmwright import __version__, layout, programs
from helmwright.descriptors.load import load
from helmwright.findings import ToolError
from helmwright.render.cache import Cache
from helmwright.render.engines import sdk
from helmwright.validate import bundle


@dataclass(frozen=True, slots=True)
class Fact:
    """Something found. `advice` says what to do about it; when it is `needed` nothing works before that."""

    name: str
    value: str
    advice: str = ""
    needed: bool = False


_MISSING = "not found"
_VERSION_BYTES = 10_000
_BROKEN = "does not work"


def facts(root: Path | None) -> tuple[Fact, ...]:
    """Everything there is to know; `root` is the repository if there is one. Runs helm and kubeconform."""
    sdk = _sdk()
    helm = _executable("helm", ("version", "--template", "{{.Version}}"), _HELM)
    return (
        Fact("helmwright", __version__),
        Fact("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        sdk,
        replace(helm, needed=bool(sdk.advice and helm.advice)),
        _executable("kubeconform", ("-v",), _KUBECONFORM),
        _schemas(),
        _cache(Cache()),
        _repository(root),
    )


_HELM = "needed for --engine cli alone: https://helm.sh/docs/intro/install/"
_KUBECONFORM = "needed for --validator kubeconform alone: https://github.com/yannh/kubeconform/releases"


def _sdk() -> Fact:
    if sdk.package() is None:
        return Fact("Helm SDK", _MISSING, sdk.INSTALL)
    try:
        return Fact("Helm SDK", sdk.SdkRenderer().asked_version)
    except ToolError as error:
        return Fact("Helm SDK", error.finding.message.removeprefix("helm-python-sdk "), error.finding.hint)


def _executable(name: str, arguments: Sequence[str], advice: str) -> Fact:
    """The version that a tool on PATH says it is, and where it is."""
    path = shutil.which(name)
    if path is None:
        return Fact(name, _MISSING, advice)
    done: programs.Done | None
    try:
        done = programs.run([path, *arguments], seconds=20, most=_VERSION_BYTES)
    except (OSError, programs.UnfinishedError):
        done = None
    if done is None or done.code:
        return Fact(name, f"{_BROKEN} at {path}", advice)
    return Fact(name, f"{done.output.strip().removeprefix('v')} at {path}")


def _schemas() -> Fact:
    versions = bundle.versions()
    return Fact("Kubernetes", f"{versions[0]} to {versions[-1]} may be an environment's version")


def _cache(cache: Cache) -> Fact:
    sizes = [size for _, _, size in cache.entries()]
    return Fact("cache", f"{len(sizes)} renders, {sum(sizes) / 1e6:.1f} MB at {cache.folder}", cache.trouble)


def _repository(root: Path | None) -> Fact:
    if root is None:
        return Fact(
            "repository", _MISSING, "change to one, name one with -C, or make one with helmwright init"
        )
    wanted = _tool_version(root)
    if wanted and wanted != __version__:
        return Fact(
            "repository", f"{root}, generated with helmwright {wanted}", f"pip install helmwright=={wanted}"
        )
    return Fact("repository", str(root))


def _tool_version(root: Path) -> str:
    for source in load(root).of(layout.Kind.REPOSITORY):
        data: Any = source.data
        if isinstance(data, Mapping):
            return str(data.get("toolVersion", ""))
    return ""
