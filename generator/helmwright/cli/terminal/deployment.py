"""What is deployed, as a table and for programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from helmwright.cli.terminal.columns import aligned
from helmwright.live.status import Row
from helmwright.report.json import dump
from helmwright.report.terminal import visible

_HEAD = ("APP", "ENVIRONMENT", "REVISION", "SYNC", "HEALTH", "IMAGES", "WAITS FOR")
_DIGITS = 8
"""As much of a commit or a digest as tells it from others."""
_COMMIT = re.compile("[0-9a-f]{40,64}")
_FEW = 2
"""As many images as a cell of the table has room for."""


def text(rows: Iterable[Row]) -> str:
    """The rows below each other."""
    return aligned([_HEAD, *map(_cells, rows)])


def json(rows: Iterable[Row]) -> str:
    """One object; its `version` changes when a field does."""
    return dump(
        {
            "version": 1,
            "rows": [
                {
                    "app": row.app,
                    **({"service": row.service} if row.service else {}),
                    "environment": row.environment,
                    "application": row.application,
                    "revision": row.revision,
                    "sync": row.sync,
                    "health": row.health,
                    "images": [*row.images],
                    "waiting": {"for": row.waiting.who, "what": row.waiting.what} if row.waiting else None,
                }
                for row in rows
            ],
        }
    )


def _cells(row: Row) -> tuple[str, ...]:
    now = f"{row.waiting.who}: {row.waiting.what}" if row.waiting else ""
    revision = row.revision[:_DIGITS] if _COMMIT.fullmatch(row.revision) else row.revision
    app = f"{row.app}/{row.service}" if row.service else row.app
    cells = (app, row.environment, revision, row.sync, row.health, _images(row.images))
    return (*(visible(cell) or "-" for cell in cells), visible(now))


def _images(images: Sequence[str]) -> str:
    return ", ".join(map(_image, images)) if len(images) <= _FEW else f"{len(images)} images"


def _image(image: str) -> str:
    """An image without its registry, by its tag or the beginning of its digest: `cart:1.0.0`, `cart@fd8d9aa6`."""
    name, _, digest = image.rpartition("/")[2].partition("@")
    return f"{name}@{digest.partition(':')[2][:_DIGITS]}" if digest else name
