"""`staging` and `prod` of this repository come up from nothing, and are what helmwright renders.

Argo CD knows this cluster by the names of theirs as well. Their objects would meet in it, so each has namespaces of its
own here. What a cloud would say of load balancers a loop says.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.argocd import bed
from tests.argocd.bed import Bed
from tests.argocd.conftest import Took
from tests.argocd.on_call import know
from tests.argocd.test_dev import unlike

pytestmark = [pytest.mark.argocd, *(pytest.mark.tool(name) for name in bed.PROGRAMS)]


@pytest.mark.parametrize(("environment", "host"), [("staging", "127.0.0.1"), ("prod", "LOCALHOST")])
def test_bootstrap_from_nothing(
    dev: Bed, took: Took, tally: Callable[[str, int], None], environment: str, host: str
) -> None:
    know(dev, f"acme-{environment}", f"https://{host}:{dev.api.port}")
    path = f"environments/{environment}.yaml"
    # What was generated for it has never been deployed here, so nothing of it has to be removed from a cluster.
    dev.repository.remove(
        *(f"{folder}/{environment}" for folder in ("bootstrap", "apps/boutique", "apps/portfolio"))
    )
    dev.repository.change(path, "safety: guarded", 'safety: guarded\nnamespacePattern: "{app}-{environment}"')
    revision = dev.repository.push(f"Put {environment} beside dev")
    with took(f"{environment} from nothing to Synced and Healthy"):
        dev.bootstrap(environment)
        for name in ("root", "namespaces", "boutique", "portfolio"):
            dev.settles(f"{environment}-{name}", revision, seconds=240)
    items = json.loads(dev.repository.helmwright("render", "--env", environment, "--format", "json"))["items"]
    differences = {
        f"{item['kind']}/{item['metadata']['name']}": found
        for item in items
        if (found := unlike(item, dev.api.get(dev.api.path(item))))
    }
    assert differences == {}
    tally(f"objects of {environment} equal to what is rendered", len(items))
