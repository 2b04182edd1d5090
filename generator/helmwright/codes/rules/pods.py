"""Codes of what a pod is made of, how it is scaled, who it is and what it keeps: from R840."""

from __future__ import annotations

from helmwright.codes.code import Code

PODS = (
    Code(
        "R840",
        "port of an unknown sidecar",
        "A port that names a sidecar is declared by that container. Without the sidecar nothing listens on it.",
        "Correct the name, or add the sidecar.",
    ),
    Code(
        "R841",
        "two hooks before the end",
        "A container has one preStop hook. The drain is one, which waits; a hook of the service's own takes its place "
        "and has to wait itself while load balancers stop sending.",
        "Keep lifecycle.preStop or shutdown.drain.",
    ),
    Code(
        "R842",
        "hook incomplete",
        "A hook asks a port by HTTP or runs a command, and needs what its type needs.",
        "Add type: http with a path, or type: exec with a command.",
    ),
    Code(
        "R843",
        "source of variables incomplete",
        "An entry of envFrom is one ConfigMap or one Secret; the API server refuses neither and both.",
        "Name one of the two.",
    ),
)
