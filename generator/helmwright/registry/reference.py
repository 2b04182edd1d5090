"""What names a chart in a registry."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

SCHEME = "oci://"
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?|\[[0-9a-fA-F:]+\](?::[0-9]{1,5})?"
_PART = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_REFERENCE = re.compile(
    rf"{SCHEME}({_HOST})/({_PART}(?:/{_PART})*)(?::([A-Za-z0-9_][A-Za-z0-9._+-]{{0,127}}))?(?:@(sha256:[0-9a-f]{{64}}))?"
)


class AddressError(ValueError):
    """Text that names nothing in a registry; it says why."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A repository of a registry, and in it a tag, a manifest's digest, or both.

    https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
    """

    host: str
    repository: str
    tag: str = ""
    digest: str = ""

    @property
    def version(self) -> str:
        """What to ask the registry for: the digest where there is one."""
        return self.digest or self.tag

    def chart(self, name: str, version: str) -> Reference:
        """The chart of that name below this repository."""
        return replace(self, repository=f"{self.repository}/{name}", tag=tag(version))

    def __str__(self) -> str:
        tag, digest = self.tag and f":{self.tag}", self.digest and f"@{self.digest}"
        return f"{SCHEME}{self.host}/{self.repository}{tag}{digest}"


def tag(version: str) -> str:
    """The tag of a version. A tag takes no `+`, and Helm writes `_` for it."""
    return version.replace("+", "_")


def parse(text: str) -> Reference:
    """The reference that the text is: `oci://ghcr.io/acme/charts/service:0.1.0`. Raises AddressError.

    It may end in a chart's version as well as in the tag of one. A slash at its end says nothing, as with Helm.
    """
    match = _REFERENCE.fullmatch(text.removesuffix("/"))
    if match is None:
        example = f"{SCHEME}ghcr.io/acme/charts"
        raise AddressError(f"{text} is no address in a registry, such as {example}")
    host, repository, version, digest = match.groups(default="")
    return Reference(host, repository, tag(version), digest)
