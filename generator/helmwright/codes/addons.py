"""Codes of the charts of others, as they lie in the repository: A1xx."""

from __future__ import annotations

from helmwright.codes.code import Code

ADDONS = (
    Code(
        "A101",
        "lock of add-ons not readable",
        "charts/addons/index.yaml says which archive is which chart, where it came from and what its digest is. "
        "Without it nobody can tell whether an archive is the one that was reviewed.",
        "Take back the change from git. The file is written by helmwright addons vendor, and by nobody else.",
    ),
    Code(
        "A102",
        "add-on not vendored",
        "What is rendered, validated, permitted and deployed is the archive in charts/addons/, so that Argo CD needs "
        "no network beyond git, and nothing changes that nobody reviewed. The chart, version or repository that the "
        "descriptor names is not there.",
        "Run helmwright addons vendor with the chart's name, and commit what it writes.",
    ),
    Code(
        "A103",
        "vendored archive changed",
        "An archive in charts/addons/ is not the one that was fetched: its digest is another than that in "
        "charts/addons/index.yaml. It would deploy something that nobody has reviewed.",
        "Run helmwright addons vendor with the chart's name, which fetches the archive with the digest again, or take "
        "back the change from git.",
    ),
    Code(
        "A104",
        "vendored archive is not the chart",
        "The archive holds another chart or version than its name says, or it is one that readers understand in "
        "different ways, is damaged, or is larger than a limit. The message says which.",
        "Compare it with what the chart's authors publish. Where they published it like that, use another version.",
    ),
)
