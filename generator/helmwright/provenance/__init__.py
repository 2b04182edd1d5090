"""From something rendered back to the line of the descriptor that asked for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helmwright.emit.values import values
from helmwright.findings import Location
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.field import Field
from helmwright.model.release import Release
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service
from helmwright.provenance.fields import behind, split
from helmwright.provenance.objects import maker
from helmwright.provenance.patches import in_patch

_REFUSAL = re.compile(r"[A-Z]\w*: ([-a-z0-9]+)\.(\S+): ")


def of_manifest(
    resolved: Resolved, release: Release, manifest: Manifest, path: Sequence[str | int] = ()
) -> Location:
    """The line behind a value of a rendered object; the object's file for one that is not templated."""
    service = _service(release, manifest.alias)
    if service is None:
        return Location(manifest.source)
    if patched := in_patch(service, manifest, path):
        return service.layers.origin(patched)
    said = _values(resolved, release, service)
    return behind(said, maker(said, service.name, manifest, tuple(path))).location


def of_values(resolved: Resolved, release: Release, dotted: str) -> Location:
    """The line behind a value of an umbrella chart, `cart.resources.limits`."""
    alias, _, rest = dotted.partition(".")
    service = _service(release, alias)
    if service is None:
        return release.services[0].layers.service.at()
    said = _values(resolved, release, service)
    return behind(said, split(said, rest)).location


def of_template(resolved: Resolved, release: Release, source: str, message: str) -> Location:
    """The line behind the value that a template refuses; else its service's descriptor, or the app's first one.

    The service chart's own refusals name the kind of the object and the path of the value (`svc.v1.fail`).
    """
    parts = source.split("/")
    service = _service(release, parts[2] if len(parts) > 3 else "")
    refused = _REFUSAL.match(message)
    if service is not None and refused and refused[1] == service.name:
        return of_values(resolved, release, f"{refused[1]}.{refused[2]}")
    return (service or release.services[0]).layers.service.at()


def _values(resolved: Resolved, release: Release, service: Service) -> Field:
    return values(service, release, resolved.graphs[release.environment.name])


def _service(release: Release, alias: str) -> Service | None:
    return next((service for service in release.services if service.name == alias), None)
