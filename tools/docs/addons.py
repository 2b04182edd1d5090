"""The reference page of known add-ons."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.known import read
from helmwright.known.entry import Entry
from helmwright.known.retired import Retired

_HEAD = """\
# Known add-ons

What `helmwright new addon NAME` writes a complete descriptor for. The file is yours from then on: nothing of this page
is looked up for what is generated, and a newer version of a chart is a line that you change. Each entry names the
version of the chart whose values were read, and where: the values that its descriptor sets are there. Below it is the
descriptor, with what is switched off in it and why.

`kind/`, `class/`, `storage/` and `capability/` are the words for what a cluster has by an add-on.
"""


def addons() -> str:
    """Every entry, and what is retired."""
    entries = [read.read(name) for name in read.names()]
    rows = (f"| [{entry.name}](#{entry.name}) | {entry.summary} |" for entry in entries)
    lines = [_HEAD, "| name | brings |", "|---|---|", *rows, ""]
    for entry in entries:
        lines += [f"## {entry.name}", "", f"{entry.summary}.", "", "| | |", "|---|---|", *_rows(entry), ""]
        lines += ["```yaml", entry.descriptor("platform").rstrip(), "```", ""]
        if entry.live:
            asks = "; ".join(_asked(entry.live))
            lines += [f"Where an environment has clusters and says which is `live`, with {asks}:", ""]
            lines += ["```yaml", entry.live.descriptor("platform").rstrip(), "```", ""]
    lines += [
        "## What is retired",
        "",
        "| what | since | why | instead |",
        "|---|---|---|---|",
        *map(_retired, read.read_retired()),
        "",
    ]
    return "\n".join(lines)


def _rows(entry: Entry) -> Iterator[str]:
    chart, checked = entry.said["chart"], entry.checked
    yield f"| chart | `{chart['name']}` {checked.version} of `{chart['repository']}` |"
    yield f"| values read | {checked.date}, [there]({checked.source}) |"
    security = f", Pod Security {entry.namespace_pod_security}" if entry.namespace_pod_security else ""
    yield f"| runs | in the namespace `{entry.said['namespace']}`{security}, wave {entry.said['wave']} |"
    if entry.provider:
        yield f"| for | clusters of `{entry.provider}` alone |"
    if identity := entry.said.get("identity"):
        yield f"| AWS role | `{identity['role']}`, by annotations at `{identity['annotations']}` |"
    if needs := entry.said.get("needs"):
        yield f"| needs | {', '.join(f'[{name}](#{name})' for name in needs)} |"
    if entry.facts:
        yield f"| asks the environment | {'; '.join(_asked(entry))} |"
    if entry.conflicts:
        fights = (f"[{name}](#{name}), {why}" for name, why in entry.conflicts.items())
        yield f"| not beside | {'; '.join(fights)} |"
    if checked.hooks:
        yield f"| hooks that are left | {'; '.join(f'{hook}, {when}' for hook, when in checked.hooks.items())} |"
    yield f"| brings | {', '.join(f'`{word}`' for word in entry.provides)} |"


def _asked(entry: Entry) -> Iterator[str]:
    return (f"`facts.{name}`, {what}" for name, what in entry.facts.items())


def _retired(row: Retired) -> str:
    what = f"images `{row.image}`" if row.image else f"the chart `{row.chart}`"
    where = f" of {row.repository}" if row.repository else ""
    return f"| {what}{where} | {row.since} | [{row.why}]({row.source}) | {row.instead} |"
