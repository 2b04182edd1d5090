"""A chart's archive as a registry holds it, every byte by its digest."""

from __future__ import annotations

from dataclasses import dataclass

from helmwright.registry.client import Client
from helmwright.registry.manifest import content
from helmwright.tree import digest


class MissingError(ValueError):
    """The registry holds nothing of that name."""


class AnotherDigestError(ValueError):
    """What the registry gives is not what its name says; the text says what it is."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An archive as it was pushed, and the digest of its manifest."""

    archive: bytes
    digest: str


def stored(client: Client) -> Stored:
    """What is stored under the client's reference.

    Raises MissingError, AnotherDigestError, ManifestError for what is no chart, and what the client raises.
    """
    wanted = client.reference.digest
    manifest = client.manifest(client.reference.version)
    if manifest is None:
        raise MissingError("the registry has nothing there")
    if wanted and digest(manifest) != wanted:
        raise AnotherDigestError(f"the manifest is {digest(manifest)}")
    name = content(manifest)
    archive = client.blob(name)
    if digest(archive) != name:
        raise AnotherDigestError(f"the archive is {digest(archive)}, and its manifest says {name}")
    return Stored(archive, digest(manifest))
