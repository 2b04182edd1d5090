"""Versions that this helmwright can work for."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright import __version__
from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R801",
        "different helmwright version",
        "Two versions may write different output for the same descriptors, and every pull request would "
        "change what the last one wrote.",
        "Install the version that helmwright.yaml names, or change toolVersion and generate again.",
        overridable=True,
    ),
    Code(
        "R802",
        "unknown Kubernetes version",
        "Without the version's schemas nothing can say whether the cluster accepts what is generated.",
        "Correct the version, upgrade the cluster, or upgrade helmwright.",
    ),
)

OLDEST, NEWEST = 31, 37
"""The minor versions of Kubernetes whose schemas helmwright validates against."""


def tool(resolved: Resolved) -> Iterator[Finding]:
    """The repository is generated with the version that it names."""
    repository = resolved.inputs.repository
    wanted = repository.tool_version
    if wanted and wanted != __version__:
        at = repository.source.at(("toolVersion",))
        message = f"the repository is generated with helmwright {wanted}, and this is {__version__}"
        yield Finding("R801", at, message, "install that version, or change toolVersion and generate again")


def kubernetes(resolved: Resolved) -> Iterator[Finding]:
    """Every cluster's version is one whose schemas are known."""
    for environment in resolved.inputs.environments.values():
        version = environment.cluster.kubernetes_version
        if not OLDEST <= environment.cluster.minor_version <= NEWEST:
            at = environment.source.at(("cluster", "kubernetesVersion"))
            yield Finding("R802", at, f"Kubernetes {version} is not known", f"1.{OLDEST} to 1.{NEWEST} are")


RULES = (tool, kubernetes)
