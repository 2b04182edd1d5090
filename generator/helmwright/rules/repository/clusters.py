"""An environment that has several clusters: whether they can be told apart, and which of them are live."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helmwright import names
from helmwright.codes.code import Code, weighed
from helmwright.findings import Finding, Findings, Location, Severity, listed, ordered
from helmwright.hints import did_you_mean
from helmwright.layout import Kind
from helmwright.model.clusters import CLUSTERS, KEEPS_NAME, LIVE, clusters, members, weights
from helmwright.model.exposure.given import NONE
from helmwright.model.inputs import Environment
from helmwright.model.only_live import ONLY_LIVE, for_live
from helmwright.model.resolved import Resolved
from helmwright.model.source import Source, Sources

CODES = (
    Code(
        "R121",
        "unknown live cluster",
        "What is to run on the live cluster alone would run on none, and nobody would answer for the live names.",
        "Name one of the clusters of the environment, or write live: {} while none is to run what is for live ones.",
    ),
    Code(
        "R122",
        "shares are not 100",
        "DNS takes the weights of records relative to each other, so that 90 and 20 are no mistake to it, and neither "
        "share is the one that was meant.",
        "Write shares that are 100 together.",
    ),
    Code(
        "R123",
        "name of an environment taken by a cluster",
        "A cluster of several is an environment of its own, <environment>-<key>, with folders of that name. Two of one "
        "name would write each other's files.",
        "Rename the file of the environment, or the key of the cluster.",
    ),
    Code(
        "R124",
        "two clusters are one",
        "Clusters with one name or one destination are the same one: both would deploy the same objects there, and own "
        "them by turns.",
        "Say the name and the destination of each cluster below its key.",
    ),
    Code(
        "R125",
        "name kept twice",
        "One cluster can have the folders that the environment had before it had several, and two of them would write "
        "each other's files.",
        "Leave keepsName to the cluster that was there first.",
    ),
    Code(
        "R126",
        "live nowhere",
        "What is onlyLive runs on the clusters that an environment names in live. Where none does it runs nowhere, and "
        "the names that it keeps are left as they are.",
        "Say live in the environment whose clusters it is for, or remove onlyLive.",
    ),
    Code(
        "R127",
        "shares without records of their own",
        "For weights each cluster has a record of its own for the same name. Without a set identifier the clusters "
        "write one record in turns, and without the annotation of the weight every record counts the same.",
        "Write exposure.weightAnnotation, and below each cluster exposure.annotations with a set-identifier.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "R128",
        "add-on that leaves with the live cluster",
        "Nobody syncs an Application that has left the repository, and in a guarded environment what it deployed goes "
        "on. So both clusters of a switch would run what is for the live one alone.",
        "Make what is onlyLive part of an add-on of which something runs in every cluster.",
    ),
    Code(
        "R129",
        "no live cluster",
        "The records of the live names stay, and nobody keeps them: they do not follow to a load balancer that is made "
        "anew. That is the first half of a switch without an overlap, and no place to stop.",
        "Name a cluster in live.",
        Severity.WARNING,
        overridable=True,
    ),
)

_SET_IDENTIFIER = "/set-identifier"
"""What the name of the annotation ends with by which ExternalDNS tells records of one name apart
(https://kubernetes-sigs.github.io/external-dns/latest/docs/annotations/annotations/)."""


def sound(sources: Sources) -> Findings:
    """What is wrong with the clusters of environments, without which there is no telling which ones there are."""
    environments = sources.of(Kind.ENVIRONMENT)
    found = [finding for source in environments for finding in (*_live(source), *_alike(source))]
    return ordered(weighed((*found, *_taken(environments)), CODES))


def _live(source: Source) -> Iterator[Finding]:
    known, shares = clusters(source.data), weights(source.data)
    for key in shares:
        at = source.at((LIVE,)) if isinstance(source.data[LIVE], str) else source.at((LIVE, key), key=True)
        if not known:
            message = f"live names the cluster '{key}', and the environment has not several"
            yield Finding("R121", at, message, "say clusters, or remove live")
        elif key not in known:
            yield Finding(
                "R121",
                at,
                f"there is no cluster '{key}'",
                did_you_mean(key, known, f"there are {listed(known)}"),
            )
    if shares and sum(shares.values()) != 100:
        message = f"the shares of live are {sum(shares.values())} together, not 100"
        yield Finding("R122", source.at((LIVE,), key=True), message)


def _alike(source: Source) -> Iterator[Finding]:
    """Clusters that cannot be told apart, each at the later one of the two."""
    seen: dict[tuple[str, str], str] = {}
    for member in members(source):
        key = member.member.key if member.member else ""
        said = {
            "name": (("cluster", "name"), member.data["cluster"]["name"]),
            "destination": (
                ("argocd", "destination"),
                member.data.get("argocd", {}).get("destination", names.IN_CLUSTER),
            ),
        }
        for what, (path, value) in said.items():
            first = seen.setdefault((what, value), key)
            if first != key and value != names.IN_CLUSTER:
                message = f"the clusters '{first}' and '{key}' have one {what}, '{value}'"
                yield Finding("R124", member.at(path), message, f"say {'.'.join(path)} below each")
    kept = [key for key, cluster in clusters(source.data).items() if cluster.get(KEEPS_NAME)]
    for key in kept[1:]:
        at = source.at((CLUSTERS, key, KEEPS_NAME), key=True)
        yield Finding(
            "R125", at, f"'{kept[0]}' has the name of the environment already", "remove one of the two"
        )


def _taken(environments: Iterable[Source]) -> Iterator[Finding]:
    """Two environments of one name, of which one is a cluster; with the names by which descriptors mean them."""
    owners: dict[str, str] = {}
    for source in environments:
        called = [source.place.name, *(names.member(source.place.name, key) for key in clusters(source.data))]
        for name in called:
            first = owners.setdefault(name, source.path)
            if first != source.path:
                ours = source.place.name == name
                key = name.removeprefix(names.member(source.place.name, ""))
                at = Location(source.path) if ours else source.at((CLUSTERS, key), key=True)
                yield Finding(
                    "R123", at, f"'{name}' is an environment of {first} too", "rename one of the two"
                )


def only_live(resolved: Resolved) -> Iterator[Finding]:
    """What is for live clusters alone is in an environment that says which are live."""
    for addon in resolved.inputs.addons:
        app = resolved.inputs.apps[addon.app]
        there = [one for one in resolved.inputs.environments.values() if app.presence.runs_in(one.called)]
        if not any(map(_says_live, there)):
            for path in for_live(addon):
                message = (
                    f"'{path[-1]}' is for live clusters alone, and no environment where it runs says live"
                )
                yield Finding("R126", addon.source.at((*path, ONLY_LIVE), key=True), message)
        left = {release.environment.name for release in resolved.releases if release.app is app}
        gone = [one.name for one in there if _says_live(one) and one.name not in left]
        if gone:
            at = addon.source.at(("instances",), key=True)
            message = (
                f"every instance of '{addon.app}' is for live clusters alone, and {listed(gone)} has none"
            )
            yield Finding("R128", at, message, "add them to the add-on whose instances run in every cluster")


def _says_live(environment: Environment) -> bool:
    return bool(environment.source.member and environment.source.member.weights is not None)


def set_identifiers(resolved: Resolved) -> Iterator[Finding]:
    """Where live clusters share names, each has records of its own."""
    seen: dict[tuple[str, str], str] = {}
    for environment in resolved.inputs.environments.values():
        member = environment.source.member
        if member is None or len(member.weights or ()) < 2 or environment.exposure.type == NONE:
            continue
        if not environment.exposure.said.section("weightAnnotation"):
            message = "no annotation carries the shares of live to the DNS"
            yield Finding(
                "R127", member.whole.at((LIVE,), key=True), message, "write exposure.weightAnnotation"
            )
        annotations = environment.exposure.said.section("annotations").value
        said = [value for name, value in annotations.items() if name.endswith(_SET_IDENTIFIER)]
        first = seen.setdefault((member.environment, "".join(said)), member.key)
        if not said or first != member.key:
            at = environment.source.at(("exposure", "annotations"), key=True)
            message = f"the cluster '{member.key}' has no set identifier of its own"
            yield Finding("R127", at, message, f"write exposure.annotations below {member.key}")


def nobody_is_live(resolved: Resolved) -> Iterator[Finding]:
    """An environment that says which clusters are live has one."""
    for environment in resolved.inputs.environments.values():
        member = environment.source.member
        if member and member.weights == {}:
            message = "no cluster is live, and the live names stay as they are"
            yield Finding("R129", member.whole.at((LIVE,), key=True), message, "name a cluster")


RULES = (only_live, set_identifiers, nobody_is_live)
