"""Bytes by their digest."""

from __future__ import annotations

import hashlib


def digest(content: bytes) -> str:
    """The name of bytes in a registry, an index and a lock: `sha256:` and 64 digits."""
    return "sha256:" + hashlib.sha256(content).hexdigest()
