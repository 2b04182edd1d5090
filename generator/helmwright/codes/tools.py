"""Codes of tools that are missing or do not work."""

from __future__ import annotations

from helmwright.codes.code import Code

TOOLS = (
    Code(
        "T101",
        "no Helm engine",
        "Charts are rendered by helm-python-sdk or by a helm executable, and neither is here.",
        "Install one of them. helm-python-sdk comes with helmwright on the platforms that it has wheels for.",
    ),
    Code(
        "T102",
        "helm-python-sdk missing",
        "The engine sdk was asked for, and its package is not installed, or has no library that "
        "loads on this platform.",
        "Install helm-python-sdk, or use the engine cli with a helm executable.",
    ),
    Code(
        "T103",
        "no helm that works",
        "The engine cli is to be used, and there is no helm on PATH, or the one there cannot tell its version.",
        "Install Helm 3.19 or newer, or use the engine sdk, which needs no executable.",
    ),
    Code(
        "T104",
        "kubeconform missing",
        "The validator kubeconform was asked for, and there is no such executable on PATH.",
        "Install kubeconform 0.7 or newer, or use the embedded validator, which needs no executable.",
    ),
    Code(
        "T105",
        "kubeconform does not work",
        "The kubeconform on PATH cannot be started, does not report on every object that it is given, or met a limit "
        "of time, memory or output.",
        "Read the message. Install kubeconform 0.7 or newer, or use the embedded validator, which needs no "
        "executable.",
    ),
    Code(
        "T106",
        "kubernetes missing",
        "What is deployed is read with the package kubernetes, the official client, which is not installed: it is "
        "large, and comes with helmwright[live] alone.",
        "Install helmwright[live].",
    ),
    Code(
        "T107",
        "cluster does not answer",
        "The kubeconfig has no such context, its login does not work, or the API server cannot be reached.",
        "Try the same context with kubectl, and mend what that says.",
    ),
    Code(
        "T120",
        "file of prices that cannot be read",
        "What a month costs is reckoned from a file that its owner keeps, and the file is no YAML, or says something "
        "that is not understood. Nothing is guessed.",
        "Mend the place that is named; helmwright capacity --sample-prices prints a file to begin with.",
    ),
)
