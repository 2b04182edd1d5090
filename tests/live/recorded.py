"""Objects as an Argo CD 3.6.1 had them, without what nobody reads: `recorded/<what was wrong>.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.repositories import Fields, repository

from helmwright.kubernetes.manifests import Object
from helmwright.live.application import Application, application
from helmwright.live.observed import Observed
from helmwright.model.resolved import Resolved

FOLDER = Path(__file__).parent / "recorded"
URL = "https://git.example/acme.git"
DEV: Fields = {
    "cluster": {"name": "dev", "provider": "kind", "kubernetesVersion": "1.34"},
    "revision": "refs/heads/main",
    "safety": "relaxed",
}


def item(name: str) -> Object:
    """An object."""
    found: Object = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def there(name: str) -> Application:
    """An Application."""
    return application(item(name))


def observed(applications: Iterable[Application] = (), **more: Any) -> Observed:
    """A cluster that is as it should be, with these Applications."""
    fields: Mapping[str, Any] = {"namespace": "argocd", "kubernetes": "1.34", "settings": {}, **more}
    return Observed(applications={found.name: found for found in applications}, **fields)


def resolved(*services: str, environment: Fields = DEV, **settings: Any) -> Resolved:
    """The repository that the recorded objects are of, with these services of the shop in `dev`."""
    return repository(
        {name: {"owner": "shop"} for name in services},
        environments={"dev": environment},
        settings={"repoURL": URL, **settings},
    )
