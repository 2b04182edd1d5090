"""What the templates refuse, by copier alone: what no descriptor can hold, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import copier
import pytest
import yaml

from helmwright import names, resources


@pytest.mark.parametrize("template", ["service", "app", "environment"])
def test_a_missing_answer_is_named(tmp_path: Path, template: str) -> None:
    with pytest.raises(ValueError, match='Question "name" is required'):
        copier.run_copy(str(resources.templates() / template), tmp_path, defaults=True, quiet=True)
    assert list(tmp_path.iterdir()) == []


SERVICE = {"name": "cart", "image": "acme/cart", "tag": "1.10"}


@pytest.mark.parametrize(
    ("template", "answers"),
    [
        *(
            (template, SERVICE | {"name": name})
            for template in ("service", "app", "environment")
            for name in ("", "../cart", "/cart", "a/b", "..", "Cart", "1st", "cart\n", "c{{ 1 }}", "a" * 41)
        ),
        ("service", SERVICE | {"image": "acme/cart, tag: x}"}),
        ("service", SERVICE | {"image": "acme/cart\n"}),
        ("service", SERVICE | {"tag": '1"'}),
        ("service", SERVICE | {"port": "0"}),
        ("service", SERVICE | {"port": "65536"}),
        ("service", SERVICE | {"port": "http"}),
        ("service", SERVICE | {"kind": "lambda"}),
        ("service", SERVICE | {"kind": "cron", "schedule": "3 o'clock"}),
        ("service", SERVICE | {"kind": "cron", "schedule": "* * * * *\n"}),
        ("service", SERVICE | {"kind": "cron", "command": "sh -c 'a b'"}),
        ("service", SERVICE | {"kind": "stateful", "size": "10 GB"}),
        ("service", SERVICE | {"connects_to": "cart]"}),
        ("service", SERVICE | {"connects_to": "cart,"}),
        ("service", SERVICE | {"called_by": "cart/http/8080"}),
        ("service", SERVICE | {"owner": "Web"}),
        ("service", SERVICE | {"description": "two\nlines"}),
        ("service", SERVICE | {"description": "a line\u2028break"}),
        ("environment", {"name": "qa", "cluster": "a b"}),
        ("environment", {"name": "qa", "kubernetes_version": "1"}),
        ("environment", {"name": "qa", "domain": ".acme"}),
        ("environment", {"name": "qa", "destination": "acme: x"}),
        ("environment", {"name": "qa", "exposure": "Tunnel"}),
        ("environment", {"name": "qa", "provider": "eks", "exposure": "ALB", "alb_group": "a" * 51}),
        ("environment", {"name": "qa", "provider": "eks", "exposure": "ALB", "alb_group": "a: b"}),
        ("environment", {"name": "qa", "exposure": "Gateway", "gateway": "public"}),
        ("repository", {"environments": "dev, prod"}),
        ("repository", {"environments": "../dev"}),
        ("repository", {"environments": "dev dev"}),
        ("repository", {"environments": "dev dev=eks"}),
        ("repository", {"environments": "dev=gke"}),
        ("repository", {"environments": "dev="}),
        ("repository", {"environments": "prod=eks", "account_id": "1111"}),
        ("repository", {"environments": "prod=eks", "region": "EU"}),
        ("environment", {"name": "qa", "exposure": "ALB"}),
        ("environment", {"name": "qa", "provider": "rke2", "exposure": "TargetGroup"}),
        ("repository", {"example": "perhaps"}),
    ],
)
def test_an_answer_that_no_descriptor_can_hold_is_refused(
    tmp_path: Path, template: str, answers: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match=r"Validation error for question|Invalid choice"):
        copier.run_copy(
            str(resources.templates() / template), tmp_path, dict(answers), defaults=True, quiet=True
        )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("template", "question", "reserved"),
    [
        ("service", "name", names.RESERVED_SERVICES | names.DEVICES),
        ("service", "app", names.RESERVED_APPS | names.DEVICES),
        (
            "app",
            "name",
            names.RESERVED_APPS | names.DEVICES | names.SYSTEM_NAMESPACES | {names.EXTERNAL_APP, "argocd"},
        ),
        ("environment", "name", names.RESERVED_ENVIRONMENTS | names.DEVICES),
        ("repository", "team", names.RESERVED_TEAMS | names.DEVICES),
        ("repository", "environments", names.RESERVED_ENVIRONMENTS | names.DEVICES),
    ],
)
def test_a_reserved_name_is_refused(
    tmp_path: Path, template: str, question: str, reserved: frozenset[str]
) -> None:
    for name in sorted(reserved):
        with pytest.raises(ValueError, match=f"'{name}'.*choose another name"):
            copier.run_copy(
                str(resources.templates() / template),
                tmp_path / "new",
                SERVICE | {question: name},
                defaults=True,
                quiet=True,
            )


@pytest.mark.parametrize(
    ("template", "question", "schema", "pointer"),
    [
        ("service", "name", "service", "$defs/name"),
        ("service", "app", "service", "$defs/name"),
        ("service", "owner", "service", "$defs/name"),
        ("service", "image", "service", "$defs/image/properties/repository"),
        ("service", "tag", "service", "$defs/image/properties/tag"),
        ("service", "connects_to", "service", "$defs/reference"),
        ("service", "size", "service", "$defs/quantity"),
        ("app", "name", "service", "$defs/name"),
        ("app", "owner", "service", "$defs/name"),
        ("environment", "name", "service", "$defs/name"),
        ("environment", "ingress_class", "service", "$defs/name"),
        ("environment", "cluster", "environment", "properties/cluster/properties/name"),
        (
            "environment",
            "kubernetes_version",
            "environment",
            "properties/cluster/properties/kubernetesVersion",
        ),
        ("environment", "domain", "environment", "properties/domain"),
        ("repository", "name", "service", "$defs/name"),
        ("repository", "team", "service", "$defs/name"),
        (
            "repository",
            "kubernetes_version",
            "environment",
            "properties/cluster/properties/kubernetesVersion",
        ),
        ("repository", "domain", "environment", "properties/domain"),
    ],
)
def test_a_template_allows_what_the_schema_allows(
    template: str, question: str, schema: str, pointer: str
) -> None:
    rule = json.loads((resources.schemas() / f"{schema}.schema.json").read_bytes())
    for step in pointer.split("/"):
        rule = rule[step]
    config = yaml.safe_load((resources.templates() / template / "copier.yml").read_bytes())
    (pattern,) = re.findall(r"'(\\\\A.*\\\\Z)'", config[question]["validator"])
    assert (
        pattern.replace("\\\\", "\\") == r"\A" + rule["pattern"].removeprefix("^").removesuffix("$") + r"\Z"
    )
