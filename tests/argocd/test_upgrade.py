"""Argo CD is upgraded: what it has deployed stays as it is, and it deploys what comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.argocd import argo_cd, bed, descriptors
from tests.argocd.bed import Bed
from tests.argocd.conftest import Took
from tests.argocd.control_plane import kubectl
from tests.argocd.descriptors import app, image, service
from tests.argocd.on_call import Shell, sections
from tests.argocd.test_grouping import KINDS, MIGRATE, STORED
from tests.cluster.programs import wait

pytest.importorskip("kubernetes", reason="helmwright[live] is not installed")
PROGRAMS = (*bed.PROGRAMS, argo_cd.BEFORE.program, argo_cd.BEFORE.manifests)
pytestmark = [pytest.mark.argocd, *(pytest.mark.tool(name) for name in PROGRAMS)]

MORE = ("/apis/autoscaling/v2/{}/horizontalpodautoscalers", "/apis/policy/v1/{}/poddisruptionbudgets")
SERVICES = {"one": service("one", **MIGRATE), "two": service("two", **STORED), "three": service("three")}
REFRESH = "argocd.argoproj.io/refresh"


def test_an_upgrade_of_argo_cd_changes_nothing(
    tmp_path: Path, took: Took, tally: Callable[[str, int], None]
) -> None:
    with bed.running(tmp_path, argo_cd.BEFORE) as old:
        for name, text in (("whole", app()), ("apart", app(grouping="service"))):
            for path, content in descriptors.files(name, SERVICES, text).items():
                old.repository.write(path, content)
        old.repository.push("Add apps")
        old.bootstrap("dev")
        names = [
            "root",
            "namespaces",
            "boutique",
            "portfolio",
            "whole",
            *(f"apart-{one}" for one in SERVICES),
        ]
        for name in names:
            old.settles(f"dev-{name}", seconds=180)
        before, syncs, version = dict(objects(old)), operations(old), old.argocd.version()
        old.argocd.stop()
        with argo_cd.running(old.api) as argocd:
            new = replace(old, argocd=argocd, repository=replace(old.repository, hears=argocd.hears))
            assert argocd.version() != version
            with took(
                f"Argo CD upgraded from {version} to {argocd.version()}, until it has looked at all again"
            ):
                looks(new)
                for name in names:
                    new.settles(f"dev-{name}")
            assert (operations(new), dict(objects(new))) == (syncs, before)
            tally("objects that an upgrade of Argo CD leaves as they are", len(before))
            shell = Shell(new)
            (live,) = sections()["After an upgrade of Argo CD"]
            assert "error" not in shell.run(live)
            new.repository.write("apps/whole/services/three.yaml", service("three", "1.1.0"))
            revision = new.repository.push("Bump three")
            new.serves("whole", "three", image("three", "1.1.0"))
            new.settles("dev-whole", revision)


def looks(new: Bed) -> None:
    """Lets Argo CD render and compare everything anew, and waits until it has."""
    start = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    kubectl(new.api, "annotate", "applications", "--all", "--namespace=argocd", f"{REFRESH}=hard")

    def looked() -> bool:
        items = new.applications().values()
        asked = any(REFRESH in item["metadata"].get("annotations", {}) for item in items)
        return not asked and all(item["status"]["reconciledAt"] >= start for item in items)

    wait(looked, "it does not look at all of them")


def operations(found: Bed) -> Mapping[str, Any]:
    """The last sync of each Application."""
    return {name: item["status"]["operationState"] for name, item in found.applications().items()}


def objects(found: Bed) -> Iterator[tuple[str, Any]]:
    """Every object of the kinds that apps are of, without what becomes of it by itself."""
    for kind in (*KINDS, *MORE):
        for item in found.api.get(kind.replace("{}/", ""))["items"]:
            metadata = {**item["metadata"], "resourceVersion": "", "managedFields": []}
            yield (
                f"{kind}/{metadata.get('namespace')}/{metadata['name']}",
                {**item, "metadata": metadata, "status": {}},
            )
