"""What Kubernetes takes for absent, or not as it was meant, ends no reckoning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest
from tests.capacity.test_reckon import SPREAD, ZONES, counts, environment, item, planned, pods, scaler

from helmwright.capacity.workloads import Owned
from helmwright.known.read import instance_types
from helmwright.kubernetes.manifests import Manifest
from helmwright.model.release import Release
from helmwright.validate.nodes import nodes as problems_of_nodes

_SELECTOR = {
    "matchLabels": {"app": "cart"},
    "matchExpressions": [{"key": "app", "operator": "In", "values": ["cart"]}],
}
_SAID = pods(
    nodeSelector={"kubernetes.io/arch": "amd64"},
    hostNetwork=False,
    tolerations=[{"key": "own", "operator": "Equal", "value": "a", "effect": "NoSchedule"}],
    topologySpreadConstraints=[{**SPREAD, "minDomains": 2, "labelSelector": _SELECTOR}],
    affinity={
        "nodeAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": {
                "nodeSelectorTerms": [
                    {
                        "matchExpressions": [{"key": "size", "operator": "NotIn", "values": ["8"]}],
                        "matchFields": [],
                    }
                ]
            }
        },
        "podAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "rack"}]},
        "podAntiAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": [
                {
                    "topologyKey": "kubernetes.io/hostname",
                    "labelSelector": _SELECTOR,
                    "namespaces": ["shop"],
                    "namespaceSelector": {},
                }
            ]
        },
    },
    initContainers=[{"name": "first", "restartPolicy": "Always", "resources": {"requests": {"cpu": "1"}}}],
    volumes=[
        {"name": "a", "persistentVolumeClaim": {"claimName": "data"}},
        {"name": "b", "hostPath": {"path": "/"}},
    ],
)
_CLAIM = {"metadata": {"name": "data"}, "spec": {"storageClassName": "slow"}}
_OBJECTS = (
    item(
        "Deployment",
        replicas=4,
        strategy={"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1}},
        template=_SAID,
    ),
    item("Rollout", "roll", strategy={"canary": {"maxSurge": 1}}, template=_SAID),
    item("StatefulSet", "db", replicas=2, template=_SAID, volumeClaimTemplates=[_CLAIM]),
    item("DaemonSet", "agent", template=_SAID),
    item("Job", "once", parallelism=2, template=_SAID),
    item("CronJob", "often", jobTemplate={"spec": {"parallelism": 2, "template": _SAID}}),
    scaler("HorizontalPodAutoscaler", minReplicas=2, maxReplicas=5),
    scaler("ScaledObject", minReplicaCount=2, maxReplicaCount=5),
    item("PersistentVolumeClaim", "data", storageClassName="slow"),
    Owned(
        Manifest(
            "shop.yaml",
            {
                "kind": "StorageClass",
                "metadata": {
                    "name": "slow",
                    "annotations": {"storageclass.kubernetes.io/is-default-class": "true"},
                },
                "provisioner": "ebs.csi.aws.com",
                "allowedTopologies": [
                    {
                        "matchLabelExpressions": [
                            {"key": "topology.kubernetes.io/zone", "values": ["eu-west-1a"]}
                        ]
                    }
                ],
            },
        ),
        "shop",
        "shop",
        "team-shop",
    ),
)


def with_nulls(value: Any) -> Iterator[Any]:
    """The value with each of its fields and entries null in turn, and with a null beside each entry."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield {**value, key: None}
            yield from ({**value, key: less} for less in with_nulls(inner))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield [*value[:index], None, *value[index + 1 :]]
            yield [*value[:index], None, *value[index:]]
            yield from ([*value[:index], less, *value[index + 1 :]] for less in with_nulls(inner))


@pytest.mark.parametrize("number", range(len(_OBJECTS)))
@pytest.mark.parametrize("namespace", ["shop", "serverless"])
def test_every_field_may_be_null(number: int, namespace: str) -> None:
    profile = {"type": "fargate", "selectors": [{"namespace": "serverless"}]}
    nodes = {"general": ZONES, "serverless": profile}
    where, release = (
        environment(nodes=nodes),
        SimpleNamespace(namespace=namespace, app=SimpleNamespace(name="shop"), owner="shop"),
    )
    known, others = instance_types(), [one.manifest for one in (*_OBJECTS[:number], *_OBJECTS[number + 1 :])]
    manifest = _OBJECTS[number].manifest
    for less in with_nulls(manifest.object):
        changed = Manifest(manifest.source, {**less, "kind": manifest.kind})
        [
            *problems_of_nodes(
                [(cast("Release", release), one) for one in (changed, *others)], where, known, ()
            )
        ]


@pytest.mark.parametrize(("said", "expected"), [(None, 3), ("x%", 3), ("%", 3), ("2", 3), (-1, 0), ("5%", 1)])
def test_a_surge_that_is_none_is_the_default(said: object, expected: int) -> None:
    strategy = {"rollingUpdate": {"maxSurge": said}}
    found = planned(
        environment(), item("Deployment", replicas=10, strategy=strategy, template=pods())
    ).workloads[0]
    assert found.surge == (expected,) * 3


def test_a_number_that_is_null_is_not_said() -> None:
    stated = item("Deployment", replicas=None, template=pods())
    assert counts(stated) == (1, 1, 1)
    assert counts(item("Deployment", replicas=0, template=pods())) == (0, 0, 0)
    assert counts(stated, scaler("HorizontalPodAutoscaler", minReplicas=None, maxReplicas=9)) == (1, 1, 9)
    assert counts(stated, scaler("ScaledObject", minReplicaCount=None, maxReplicaCount=9)) == (0, 1, 9)
    assert counts(item("Job", parallelism=None, template=pods())) == (0, 0, 1)
