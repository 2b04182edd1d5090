"""Where Helm keeps its configuration: https://helm.sh/docs/helm/helm/."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def helm_file(variable: str, name: str, platform: str = sys.platform) -> Path:
    """A file of Helm's configuration: where a variable says, else below the folder of the platform."""
    if own := os.environ.get(variable):
        return Path(own)
    if folder := os.environ.get("HELM_CONFIG_HOME"):
        return Path(folder) / name
    return Path(os.environ.get("XDG_CONFIG_HOME") or _default(platform)) / "helm" / name


def _default(platform: str) -> str:
    if platform == "win32":
        return os.environ.get("APPDATA", "")
    # Some containers run as a user whom no home is known of: then it is `~` itself, where nothing is.
    return os.path.expanduser("~/Library/Preferences" if platform == "darwin" else "~/.config")  # noqa: PTH111
