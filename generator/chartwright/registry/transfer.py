"""Pushes, pulls and verifies charts, every byte by its digest."""

from __future__ import annotations

from dataclasses import dataclass

from chartwright.registry.artifact import artifact
from helmwright.charts.chart import Chart, ChartError, from_archive
from helmwright.findings import Finding, Findings, Location
from helmwright.registry.client import Client
from helmwright.registry.manifest import ManifestError, content
from helmwright.registry.reference import tag
from helmwright.registry.stored import AnotherDigestError, MissingError, stored
from helmwright.tree import digest

_ANOTHER = "raise the chart's version: what a version is never changes"
_TRUST = "do not use it; ask who keeps the registry"


@dataclass(frozen=True, slots=True)
class Pulled:
    """A chart from a registry: its archive as it was pushed, and the digest of its manifest."""

    chart: Chart
    archive: bytes
    digest: str


def push(client: Client, archive: bytes) -> str | Finding:
    """Stores the archive's chart under the tag of the client's reference; the manifest's digest.

    What is there already stays, and is a finding when it is another chart. Raises what the client raises.
    """
    reference = client.reference
    parts = artifact(from_archive(archive), archive)
    present = client.manifest(reference.tag)
    if present is not None:
        if _is(present, archive):
            return digest(present)
        return Finding("C202", Location(str(reference)), "the registry has another chart there", _ANOTHER)
    client.push_blob(parts.config)
    client.push_blob(parts.archive)
    client.push_manifest(reference.tag, parts.manifest)
    return digest(parts.manifest)


def pull(client: Client) -> Pulled | Finding:
    """The chart of the client's reference, or a finding when it is missing or not what its digests say.

    Raises what the client raises.
    """
    reference = client.reference
    place = Location(str(reference))
    try:
        found = stored(client)
        chart = from_archive(found.archive)
    except MissingError as error:
        return Finding("C209", place, str(error), "push the chart first, or correct the name")
    except AnotherDigestError as error:
        return Finding("C208", place, str(error), _TRUST)
    except (ManifestError, ChartError) as error:
        return Finding("C209", place, str(error))
    if reference.tag not in ("", tag(chart.version)) or reference.repository.rpartition("/")[2] != chart.name:
        return Finding("C208", place, f"the chart there is {chart.name} {chart.version}", _TRUST)
    return Pulled(chart, found.archive, found.digest)


def verify(client: Client, archive: bytes) -> Findings:
    """A finding when the registry does not hold exactly this archive. Raises what the client raises."""
    found = pull(client)
    if isinstance(found, Finding):
        return (found,)
    if found.archive == archive:
        return ()
    message = f"the registry has {digest(found.archive)}, and the archive is {digest(archive)}"
    return (Finding("C208", Location(str(client.reference)), message, _TRUST),)


def _is(manifest: bytes, archive: bytes) -> bool:
    try:
        return content(manifest) == digest(archive)
    except ManifestError:
        return False
