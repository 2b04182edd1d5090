"""Codes of how charts change, and of their releases: C2xx."""

from __future__ import annotations

from helmwright.codes.code import Code

RELEASES = (
    Code(
        "C201",
        "chart that Helm does not load",
        "Helm could not install the chart, whatever the values: a template that does not parse, a file that is "
        "no YAML, a dependency that is missing.",
        "Correct the file that is named.",
    ),
    Code(
        "C202",
        "released chart changed",
        "Environments and other repositories rely on a version being the same everywhere and for good. What "
        "changes under a version deploys something that nobody has reviewed.",
        "Take back the change, from git or from the registry. A release that was wrong is followed by another.",
    ),
    Code(
        "C203",
        "chart differs from its release",
        "The chart has the version of a release and is not what was released, so the version says nothing.",
        "Give it a higher version; helmwright charts release does that, and stores it.",
    ),
    Code(
        "C204",
        "version too low for its changes",
        "Whoever updates within a major version expects that no data is lost, that Argo CD can apply the change, "
        "and that pods restart only with a minor version.",
        "Raise the version in Chart.yaml as far as the hint says, or change the chart so that it breaks less.",
    ),
    Code(
        "C205",
        "version that restarts pods",
        "The chart's version stands in a pod template, a selector or a name, so every release restarts or breaks "
        "all that is deployed, even when nothing else changes.",
        "Keep .Chart.Version and helm.sh/chart in the metadata of the objects alone.",
    ),
    Code(
        "C206",
        "release without a changelog",
        "People decide by the changelog whether to update, and Artifact Hub shows it.",
        "List what changed in the chart's CHANGELOG.md, in the form of https://keepachangelog.com.",
    ),
    Code(
        "C207",
        "case that does not render",
        "Values that no version of the chart takes compare nothing, and the report looks better than it is.",
        "Correct the values. If the file holds values by alias, say so with --umbrella.",
    ),
    Code(
        "C208",
        "digest mismatch",
        "What the registry gives is not what its digest or your archive says, so somebody changed it on the way.",
        "Do not use it. Compare with charts/releases/, and ask who keeps the registry.",
    ),
    Code(
        "C209",
        "no chart in the registry",
        "Nothing is stored under the name, or something that is no Helm chart.",
        "Correct the name or the version; push the chart if it was never pushed.",
    ),
)
