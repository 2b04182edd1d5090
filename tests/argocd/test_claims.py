"""A claim outlives the service that had it where people decide, and holds nothing up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.argocd import bed
from tests.argocd.bed import Bed
from tests.argocd.conftest import Took
from tests.argocd.descriptors import app, image, service
from tests.cluster.programs import wait

pytestmark = [pytest.mark.argocd, *(pytest.mark.tool(name) for name in bed.PROGRAMS)]
WITH_A_CLAIM: dict[str, Any] = {"storage": {"data": {"size": "1Gi", "mount": "/data"}}}


def claims(found: Bed, namespace: str) -> list[str]:
    items = found.api.get(f"/api/v1/namespaces/{namespace}/persistentvolumeclaims")["items"]
    return [item["metadata"]["name"] for item in items]


def test_a_guarded_claim_stays_and_the_next_commit_is_deployed(
    guarded: Bed, new_app: Callable[..., None], took: Took
) -> None:
    services = {
        "one": service("one"),
        "two": service("two", **WITH_A_CLAIM),
        "three": service("three", workload="StatefulSet", **WITH_A_CLAIM),
    }
    new_app("keeping", services, app(onlyIn=["guarded"]), environment="guarded")
    guarded.repository.remove(*(f"apps/keeping/services/{name}.yaml" for name in ("two", "three")))
    revision = guarded.repository.push("Remove two and three")
    with took("services with claims removed, guarded"):
        guarded.settles("guarded-keeping", revision)
    assert guarded.deployment("keeping-guarded", "two") is None
    assert claims(guarded, "keeping-guarded") == ["storage-data-three-0", "two-data"]
    guarded.repository.write("apps/keeping/services/one.yaml", service("one", "1.1.0"))
    revision = guarded.repository.push("Bump one")
    with took("an image bumped while claims are left over"):
        guarded.serves("keeping-guarded", "one", image("one", "1.1.0"), seconds=20)
    guarded.settles("guarded-keeping", revision)


def test_a_relaxed_claim_goes_with_its_service(dev: Bed, new_app: Callable[..., None], took: Took) -> None:
    new_app("dropping", {"one": service("one"), "two": service("two", **WITH_A_CLAIM)})
    assert claims(dev, "dropping") == ["two-data"]
    dev.repository.remove("apps/dropping/services/two.yaml")
    revision = dev.repository.push("Remove two")
    with took("a service with a claim removed, relaxed"):
        wait(lambda: claims(dev, "dropping") == [], lambda: str(claims(dev, "dropping")))
    dev.settles("dev-dropping", revision)
