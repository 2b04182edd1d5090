"""Codes of the charts of others: as they lie in the repository, A1xx, and as they are fetched, A2xx."""

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
    Code(
        "A105",
        "vendored archive that nothing uses",
        "Every clone carries the archive, and nobody knows whether it was reviewed: no descriptor names the chart, or "
        "the archive is not in charts/addons/index.yaml. Only addons vendor --check looks for it.",
        "Run helmwright addons vendor, which removes what the lock has and no descriptor names. A file that is not in "
        "the lock is yours to remove.",
    ),
    Code(
        "A201",
        "chart repository not reachable",
        "The repository or registry of the chart gives no answer, or none that is meant, although it was asked three "
        "times. The other charts were fetched.",
        "Read the message. Behind a proxy set HTTPS_PROXY and NO_PROXY; for a certificate authority of your own set "
        "SSL_CERT_FILE. A host that is down may be there later: run the command again.",
    ),
    Code(
        "A202",
        "chart repository wants a login",
        "The repository or registry turns helmwright away without a login, or with the one that it has.",
        "Log in with helm repo add NAME URL --username USER --password-stdin, or for a registry with helm registry "
        "login or docker login: helmwright reads where they keep logins.",
    ),
    Code(
        "A203",
        "chart not in its repository",
        "The repository has no chart of that name, or not that version of it.",
        "Correct the name, the version or the repository. helmwright addons outdated shows the newest version.",
    ),
    Code(
        "A204",
        "no chart repository",
        "What the address leads to is no index of charts and no registry: a page for people, a login, something else, "
        "or more than a limit.",
        "Correct the repository: the address under which index.yaml is, or oci:// and the path above the chart's name.",
    ),
    Code(
        "A205",
        "fetched archive is not the chart",
        "The archive has another digest than the index or the manifest says, holds another chart or version, is "
        "damaged, or is one that readers understand in different ways. It was not stored.",
        "Try again, and if it stays, tell the chart's authors and use another version.",
    ),
    Code(
        "A206",
        "version is locked with another archive",
        "The repository gives another archive than the one that was reviewed as this version. A version never changes "
        "for honest reasons that somebody could not tell you. Nothing was overwritten.",
        "Find out from the chart's authors what changed, and use another version. If you trust the new archive, remove "
        "the version's row from charts/addons/index.yaml, and run the command again.",
    ),
    Code(
        "A207",
        "one chart from two repositories",
        "A chart of one name and version has one archive in charts/addons/, and descriptors name two places for it.",
        "Name the same repository in all of them, letter by letter.",
    ),
    Code(
        "A208",
        "chart fetched without TLS",
        "Without TLS, anybody on the way can read a login and give another archive. helmwright fetches over https and "
        "from registries; over http from this machine alone.",
        "Write https://. A repository that has none can be mirrored into a registry with helm push.",
    ),
)
