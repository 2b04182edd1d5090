"""One row for each app and environment."""

from __future__ import annotations

import json
import re

from tests.live.recorded import DEV, resolved, there
from tests.repositories import repository

from helmwright.cli.terminal import deployment
from helmwright.live.status import Row, rows
from helmwright.live.waiting import Waiting, Who
from helmwright.live.wanted import wanted


def found(*names: str) -> list[Row]:
    repository = resolved("portfolio/frontend", "single/one")
    applications = {item.name: item for item in map(there, names)}
    return [*rows(wanted(repository, repository.inputs.environments["dev"]), applications)]


def test_a_row_for_each_application_that_is_generated() -> None:
    assert [
        (row.app, row.application, row.sync, row.health) for row in found("healthy", "bad-image", "root")
    ] == [
        ("root", "dev-root", "Synced", "Healthy"),
        ("namespaces", "dev-namespaces", "Missing", "Missing"),
        ("portfolio", "dev-portfolio", "Synced", "Healthy"),
        ("single", "dev-single", "Synced", "Progressing"),
    ]


def test_a_service_with_an_application_of_its_own_has_a_row() -> None:
    described = repository(
        {"shop/cart": {}, "shop/page": {}},
        environments={"dev": DEV},
        apps={"shop": {"grouping": "service", "regrouping": True}},
    )
    items = [*rows(wanted(described, described.inputs.environments["dev"]), {})][2:]
    assert [(row.app, row.service, row.application) for row in items] == [
        ("shop", "cart", "dev-shop-cart"),
        ("shop", "page", "dev-shop-page"),
        ("shop", "", "dev-shop"),
    ]
    assert [line.split()[0] for line in deployment.text(items).splitlines()[1:]] == [
        *("shop/cart", "shop/page", "shop"),
    ]
    keys = [row.get("service") for row in json.loads(deployment.json(items))["rows"]]
    assert keys == ["cart", "page", None]


def test_a_root_that_is_missing_waits_for_a_person_and_the_others_for_it() -> None:
    root, namespaces, *_ = found()
    assert root.waiting == Waiting(Who.PERSON, "kubectl apply -f bootstrap/dev/root.yaml")
    assert namespaces.waiting == Waiting(Who.ARGO_CD, "the root's sync")


def test_the_table() -> None:
    lines = deployment.text(found("healthy", "bad-image", "root")).splitlines()
    assert [re.split(" {2,}", line) for line in lines] == [
        ["APP", "ENVIRONMENT", "REVISION", "SYNC", "HEALTH", "IMAGES", "WAITS FOR"],
        ["root", "dev", "4600ed8c", "Synced", "Healthy", "-"],
        ["namespaces", "dev", "-", "Missing", "Missing", "-", "Argo CD: the root's sync"],
        [
            *("portfolio", "dev", "4600ed8c", "Synced", "Healthy"),
            "portfolio-backend:2.0.3, portfolio-frontend:1.4.2",
        ],
        [
            *("single", "dev", "9cd0a6a6", "Synced", "Progressing"),
            "one:1.0.0, one:bad",
            "workload: Deployment one",
        ],
    ]
    assert {line.index(word) for line, word in zip(lines, ("IMAGES", "-"), strict=False)} == {57}


def test_for_programs() -> None:
    (row,) = json.loads(deployment.json(found("bad-image")[-1:]))["rows"]
    assert row == {
        "app": "single",
        "environment": "dev",
        "application": "dev-single",
        "revision": there("bad-image").revision,
        "sync": "Synced",
        "health": "Progressing",
        "images": ["ghcr.io/acme/one:1.0.0", "ghcr.io/acme/one:bad"],
        "waiting": {"for": "workload", "what": "Deployment one"},
    }


def test_an_image_by_its_digest() -> None:
    row = Row(
        "shop", "", "dev", "dev-shop", "main", "Synced", "Healthy", ("redis@sha256:fd8d9aa63ba2",), None
    )
    assert deployment.text([row]).splitlines()[1].split() == [
        *("shop", "dev", "main", "Synced", "Healthy", "redis@fd8d9aa6"),
    ]
