"""The schemas of the custom resources that we emit accept nothing that the upstream ones refuse."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.crds.instances import instances
from tests.crds.subsumption import objections

from helmwright import resources

OWN = resources.schemas() / "crds"
KINDS = [
    "argoproj.io/application_v1alpha1",
    "argoproj.io/appproject_v1alpha1",
    "argoproj.io/rollout_v1alpha1",
    "autoscaling.k8s.io/verticalpodautoscaler_v1",
    "bitnami.com/sealedsecret_v1alpha1",
    "eks.amazonaws.com/ingressclassparams_v1",
    "eks.amazonaws.com/nodeclass_v1",
    "eks.amazonaws.com/targetgroupbinding_v1",
    "eks.services.k8s.aws/podidentityassociation_v1alpha1",
    "elbv2.k8s.aws/targetgroupbinding_v1beta1",
    "external-secrets.io/externalsecret_v1",
    "gateway.networking.k8s.io/grpcroute_v1",
    "gateway.networking.k8s.io/httproute_v1",
    "keda.sh/scaledobject_v1alpha1",
    "monitoring.coreos.com/podmonitor_v1",
    "monitoring.coreos.com/prometheusrule_v1",
    "monitoring.coreos.com/servicemonitor_v1",
    "secrets-store.csi.x-k8s.io/secretproviderclass_v1",
    "vpcresources.k8s.aws/securitygrouppolicy_v1beta1",
]

COMPARED = [
    kind
    for kind in KINDS
    if kind.partition("/")[0]
    not in ("bitnami.com", "eks.amazonaws.com", "eks.services.k8s.aws", "secrets-store.csi.x-k8s.io")
]
"""The kinds that have upstream schemas."""

TEMPLATE = "/spec/template: "
"""A Rollout's pod template, which is checked as the PodTemplate that it is."""


def own(kind: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((OWN / f"{kind}.json").read_text())
    return schema


def theirs(kind: str, upstream: Path) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((upstream / f"crd-schemas/{kind}.json").read_text())
    return schema


@cache
def drawn(kind: str) -> st.SearchStrategy[Any]:
    """Objects that our schema of the kind accepts, a strategy that is dear to build."""
    return instances(own(kind))


def test_every_schema_is_listed_here() -> None:
    assert sorted(path.relative_to(OWN).as_posix() for path in OWN.rglob("*.json")) == [
        f"{kind}.json" for kind in KINDS
    ]


@pytest.mark.upstream
@pytest.mark.parametrize("kind", COMPARED)
def test_nothing_is_accepted_that_upstream_refuses(kind: str, upstream: Path) -> None:
    assert [
        found for found in objections(own(kind), theirs(kind, upstream)) if not found.startswith(TEMPLATE)
    ] == []


@pytest.mark.upstream
@pytest.mark.parametrize("kind", COMPARED)
@given(data=st.data())
@settings(max_examples=50)
def test_upstream_accepts_whatever_ours_accepts(kind: str, data: st.DataObject, upstream: Path) -> None:
    instance = data.draw(drawn(kind))
    assert jsonschema_rs.validator_for(own(kind)).is_valid(instance)
    assert jsonschema_rs.validator_for(theirs(kind, upstream)).is_valid(instance)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_described_and_every_object_closed(kind: str) -> None:
    def check(schema: Mapping[str, Any]) -> None:
        if "$ref" in schema:
            return
        assert "description" in schema or "const" in schema or schema["type"] == "string", schema
        if schema.get("type") == "object":
            assert "additionalProperties" in schema, schema
        for part in schema.get("properties", {}).values():
            check(part)
        if "items" in schema:
            check(schema["items"])

    schema = own(kind)
    check(schema)
    for definition in schema["definitions"].values():
        check(definition)


@pytest.mark.parametrize(
    ("kind", "change", "reason"),
    [
        (
            "argoproj.io/application_v1alpha1",
            {"spec": {"syncPolicy": {"automated": {"prune": True, "selfHeal": True, "allowEmpty": True}}}},
            "false",
        ),
        (
            "argoproj.io/application_v1alpha1",
            {"spec": {"destination": {"server": "https://kubernetes.default.svc"}}},
            "server",
        ),
        ("argoproj.io/appproject_v1alpha1", {"spec": {"sourceRepos": ["*"]}}, '"*"'),
        (
            "argoproj.io/appproject_v1alpha1",
            {"spec": {"destinations": [{"name": "*", "namespace": "shop"}]}},
            '"*"',
        ),
        (
            "argoproj.io/appproject_v1alpha1",
            {"spec": {"clusterResourceWhitelist": [{"group": "", "kind": "Namespace", "name": "[a-z]hop"}]}},
            '"[a-z]hop"',
        ),
        (
            "argoproj.io/appproject_v1alpha1",
            {"spec": {"clusterResourceWhitelist": [{"group": "*", "kind": "Namespace"}]}},
            '"*"',
        ),
        ("external-secrets.io/externalsecret_v1", {"spec": {"refreshInterval": "60"}}, '"60"'),
        (
            "external-secrets.io/externalsecret_v1",
            {"spec": {"target": {"name": "a", "creationPolicy": "Owner", "template": {}}}},
            "template",
        ),
    ],
)
def test_what_upstream_would_accept_and_we_never_write_is_refused(
    kind: str, change: dict[str, Any], reason: str
) -> None:
    errors = jsonschema_rs.validator_for(own(kind)).iter_errors(change)
    assert any(reason in error.message for error in errors)


@pytest.mark.parametrize(
    ("strict", "lax", "expected"),
    [
        ({"type": "integer"}, {"type": "number"}, []),
        ({"type": "number"}, {"type": "integer"}, ["/: type 'integer'"]),
        ({"enum": ["a"]}, {"type": "string", "enum": ["a", "b"], "maxLength": 1, "pattern": "^a"}, []),
        ({"enum": ["c"]}, {"enum": ["a", "b"]}, ["/: enum ['a', 'b']"]),
        ({"type": "string"}, {"type": "string", "pattern": "^a"}, ["/: pattern '^a'"]),
        ({"type": "string", "maxLength": 9}, {"maxLength": 8}, ["/: maxLength 8"]),
        (
            {"type": "object", "additionalProperties": False, "properties": {"a": {"type": "string"}}},
            {"type": "object", "additionalProperties": False, "properties": {}, "required": ["b"]},
            ["/: required ['b']", "/a: unknown"],
        ),
        (
            {"type": "object"},
            {"type": "object", "additionalProperties": False},
            ["/: additionalProperties False"],
        ),
        (
            {"type": "array", "items": {"type": "string"}},
            {"items": {"type": "integer"}},
            ["/[]: type 'integer'"],
        ),
        ({"type": "string"}, {"oneOf": [{"type": "string"}, {"type": "integer"}]}, []),
        (
            {"type": "boolean"},
            {"oneOf": [{"type": "string"}, {"type": "integer"}]},
            ["/: oneOf [{'type': 'string'}, {'type': 'integer'}]"],
        ),
        ({"type": "string"}, {"anyOf": [{"minLength": 1}]}, ["/: anyOf [{'minLength': 1}]"]),
    ],
)
def test_the_proof_objects_where_it_must(
    strict: dict[str, Any], lax: dict[str, Any], expected: list[str]
) -> None:
    assert sorted(objections(strict, lax)) == expected
