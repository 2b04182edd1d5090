"""The environment variables of a worker, and so of Helm in it."""

from __future__ import annotations

import os
from pathlib import Path

from helmwright.render.engine import RenderLimits

OTHER_LIBRARY = "HELM_C_LIB"
"""The environment variable that names another library than helm-python-sdk's."""
_HELM_FOLDERS = ("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME")


def environment(folder: str, limits: RenderLimits) -> dict[str, str]:
    """This process's, with a folder for what is temporary, and a wish to Go to use what memory it has.

    Go's garbage is collected less often than it would be otherwise: that takes a third of a render's time.

    Helm gets none of the user's configuration: a render is to be the same everywhere, and a storage driver, a plug-in
    or a cluster that it names would be reached for before anything is rendered.
    """
    temporary = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), folder)
    nowhere = dict.fromkeys((*_HELM_FOLDERS, "KUBECONFIG"), str(Path(folder, "none")))
    others = {name: value for name, value in os.environ.items() if not _configures_helm(name)}
    return {"GOGC": "400", **others, **temporary, **nowhere, "GOMEMLIMIT": f"{limits.memory * 3 // 4}B"}


def _configures_helm(name: str) -> bool:
    return name.startswith("HELM_") and name != OTHER_LIBRARY
