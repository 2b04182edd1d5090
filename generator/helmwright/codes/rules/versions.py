"""Codes of versions."""

from __future__ import annotations

from helmwright.codes.code import Code

VERSIONS = (
    Code(
        "R801",
        "another helmwright",
        "Two versions may write different output for the same descriptors, and every pull request would "
        "change what the last one wrote.",
        "Install the version that helmwright.yaml names, or change toolVersion and generate again.",
    ),
    Code(
        "R802",
        "unknown Kubernetes version",
        "Without the version's schemas nothing can say whether the cluster accepts what is generated.",
        "Correct the version, upgrade the cluster, or upgrade helmwright.",
    ),
)
