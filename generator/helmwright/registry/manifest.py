"""What a registry says of a chart: a manifest that names its metadata and its archive by their digests."""

from __future__ import annotations

from helmwright.jsonio import jsontext

MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json"
CONFIG_TYPE = "application/vnd.cncf.helm.config.v1+json"
CONTENT_TYPE = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"


class ManifestError(ValueError):
    """A manifest of something that is no chart; the text says why."""


def content(manifest: bytes) -> str:
    """The digest of the chart's archive. Raises ManifestError."""
    try:
        data = jsontext.loads(manifest)
        layers = [layer["digest"] for layer in data["layers"] if layer["mediaType"] == CONTENT_TYPE]
        kind = data["config"]["mediaType"]
    except (ValueError, KeyError, TypeError) as error:
        raise ManifestError("what the registry holds there is no image manifest") from error
    if kind != CONFIG_TYPE or len(layers) != 1:
        raise ManifestError(f"what the registry holds there is no Helm chart but {kind}")
    return str(layers[0])
