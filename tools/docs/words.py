"""The page of words and values from elsewhere."""

from __future__ import annotations

from helmwright.descriptors.words import WORDS

_HEAD = """# From Kubernetes fields and chart values to descriptors

What you know from manifests and from values of charts, and what a service's descriptor says instead. The same table
gives the hint when such a key stands in a descriptor. Lists of Kubernetes are maps by name:
`env: [{name: A, value: b}]` is `env: {A: b}`, `ports: [{name: http, containerPort: 8080}]` is `ports: {http: 8080}`.
An image in one text is `image: {repository: ghcr.io/acme/cart, tag: 1.4.2}`, and a command is always a list.

| there | here |
|---|---|
"""


def words() -> str:
    """The page."""
    return _HEAD + "".join(
        f"| {', '.join(f'`{word}`' for word in row.words.split())} | {_here(row.write, row.note)} |\n"
        for row in WORDS
    )


def _here(write: str, note: str) -> str:
    return "; ".join(part for part in (f"`{write}`" if write else "", note) if part)
