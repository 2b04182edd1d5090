"""One known add-on, and the text of a descriptor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from helmwright import layout
from helmwright.yamlio.documents import documents
from helmwright.yamlio.writer import scalar


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at in the chart itself, and when.

    `paths` are the dotted paths of the chart's own values that the descriptor sets, or sets something below, where the
    chart has an empty map or nothing. `documented` are those that the chart's values do not have, each with why it
    reads them. `hooks` are the hooks that are left, each with when it runs.
    """

    version: str
    source: str
    date: str
    paths: tuple[str, ...] = ()
    documented: Mapping[str, str] = field(default_factory=dict)
    hooks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One known add-on.

    `body` is what its descriptor says from `chart` on, and `said` are the fields in that. `provider` is the only one
    whose clusters it is for, empty for any. `provides` are words for what a cluster has by it:
    `kind/<group>/<Kind>`, `class/<of what>/<name>`, `storage/<provisioner>`, `capability/<what>`. `conflicts` are the
    entries that it fights with, each with why. `facts` are the environment's own facts that it needs, each with what
    it is. `namespace_pod_security` is the Pod Security level that its namespace needs, where that is not the strictest.
    `live` is what it is instead where an environment has clusters of which some are live, None where it is the same.
    """

    name: str
    summary: str
    body: str
    said: Mapping[str, Any]
    provider: str
    provides: tuple[str, ...]
    conflicts: Mapping[str, str]
    facts: Mapping[str, str]
    namespace_pod_security: str
    checked: Checked
    live: Entry | None = None

    @property
    def chart(self) -> str:
        """The name of its chart, which need not be its own."""
        return str(self.said["chart"]["name"])

    def descriptor(self, owner: str, only_in: Sequence[str] = ()) -> str:
        """The text of its descriptor; nobody owns it yet where `owner` is empty, and it runs everywhere by default."""
        return descriptor(self.body, owner, self.summary, only_in)


def entry(name: str, content: bytes) -> Entry:
    """The entry that a data file of this name holds. Raises KeyError or TypeError where it has another shape."""
    (data,) = documents(content.decode())
    live = data.pop("live", None)
    usual = _entry(name, dict(data))
    if live is None:
        return usual
    checked = {**data["checked"], "paths": [*usual.checked.paths, *live.pop("paths")]}
    return replace(usual, live=_entry(name, {**data, **live, "checked": checked}))


def _entry(name: str, data: dict[str, Any]) -> Entry:
    checked, body = data.pop("checked"), data.pop("descriptor")
    (said,) = documents(body)
    return Entry(
        name,
        data.pop("summary"),
        body,
        said,
        data.pop("provider", ""),
        tuple(data.pop("provides", ())),
        data.pop("conflicts", {}),
        data.pop("facts", {}),
        data.pop("namespacePodSecurity", ""),
        Checked(**{**checked, "paths": tuple(checked.get("paths", ()))}),
        **data,
    )


def descriptor(body: str, owner: str, description: str = "", only_in: Sequence[str] = ()) -> str:
    """The text of a descriptor that says `body` from `chart` on."""
    said = {"description": description, "owner": owner}
    lines = [f"{key}: {scalar(value)}" for key, value in said.items() if value]
    if only_in:
        lines.append(f"onlyIn: [{', '.join(map(scalar, only_in))}]")
    return "\n".join((_HEAD, *lines, body))


def generic(name: str, repository: str, version: str) -> str:
    """What the descriptor of a chart says that no entry is about, from `chart` on."""
    chart = {"name": name, "repository": repository, "version": version}
    said = ", ".join(f"{key}: {scalar(value)}" for key, value in chart.items())
    return f"chart: {{{said}}}\n{_OPTIONAL}"


_HEAD = f"""\
# yaml-language-server: $schema=../../{layout.SCHEMAS}/addon.schema.json
apiVersion: helmwright.dev/v1
kind: Addon"""

_OPTIONAL = """\
# Where it runs; a namespace of its own, called like the app, when not given:
# namespace: kube-system
# When its Application syncs, relative to the others: the lowest first.
# wave: -5
# Add-ons by the names of their apps, without which it does not work:
# needs: [cert-manager]
# The values of the chart that differ from its own; what the environment knows stands in for a map such as these:
# values:
#   clusterName: {fromEnvironment: cluster.name}
#   host: {fromEnvironment: "status.{domain}"}
# Objects beside the chart, such as those of kinds that it brings:
# objects:
#   default: {apiVersion: example.com/v1, kind: Example, metadata: {name: default}}
# What differs by environment; false where it does not run:
# environments:
#   dev: false
"""
