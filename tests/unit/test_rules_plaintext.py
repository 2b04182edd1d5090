"""What looks like a secret in plain text, and what does not."""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import repository

from helmwright import rules


def codes(**fields: Any) -> list[str]:
    return [finding.code for finding in rules.check(repository({"shop/cart": fields}))]


# Written in two parts, so that no scanner takes this file for a leak.
LEAKS = {
    "an AWS key id": "AKIA" + "IOSFODNN7EXAMPLE",
    "a GitHub token": "ghp_" + "a1B2c3D4e5F6" * 3,
    "a fine-grained GitHub token": "github_pat_" + "11ABCDEFG0" * 5,
    "a GitLab token": "glpat-" + "x" * 20,
    "a Slack token": "xoxb-" + "1234567890",
    "a Stripe key": "sk_live_" + "4eC39HqLyjWDarjt",
    "a JSON Web Token": "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0In0.x",
    "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "a URL with a password": "postgres://cart:" + "hunter2@db.acme.example/cart",
}


@pytest.mark.parametrize("text", LEAKS.values(), ids=LEAKS.keys())
def test_a_text_of_a_form_that_only_secrets_have(text: str) -> None:
    assert codes(env={"SETTING": f"before {text} after"}) == ["R703"]


@pytest.mark.parametrize(
    "fields",
    [
        {"args": ["--key", LEAKS["a Stripe key"]]},
        {"command": ["sh", "-c", f"login {LEAKS['a GitLab token']}"]},
        {"config": {"app": {"env": {"KEY": LEAKS["an AWS key id"]}}}},
        {"config": {"app": {"data": {"key.pem": LEAKS["a private key"]}, "mount": "/etc/app"}}},
        {"initContainers": {"migrate": {"env": {"DB": LEAKS["a URL with a password"]}}}},
    ],
)
def test_secrets_are_looked_for_wherever_there_is_text(fields: dict[str, Any]) -> None:
    assert codes(**fields) == ["R703"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DB_PASSWORD", "hunter2"),
        ("PASSWORD", "12345678"),
        ("POSTGRES_PASSWD", "postgres"),
        ("smtp_pass", "s3cret!"),
        ("API_TOKEN", "3f9c2b7d81e64a05"),
        ("CLIENT_SECRET", "Zm9vYmFyYmF6cXV4"),
        ("ACCESS_KEY", "wJalrXUtnFEMI-K7MDENG"),
        ("SIGNING_KEY2", "0123456789abcdef"),
        ("JWT_SECRET", "correct horse battery staple 4"),
    ],
)
def test_a_variable_whose_name_says_that_it_is_secret(name: str, value: str) -> None:
    assert codes(env={name: value}) == ["R703"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOKEN_TTL", "60s"),
        ("TOKEN_URL", "https://id.acme.example/token"),
        ("PASSWORD_FILE", "/etc/db/password"),
        ("DB_PASSWORD", "/etc/db/password"),
        ("DB_PASSWORD", "$(PGPASSWORD)"),
        ("ALLOW_EMPTY_PASSWORD", "yes"),
        ("PASSWORD", ""),
        ("RESET_TOKEN", "15m"),
        ("CSRF_TOKEN", "X-CSRF-Token"),
        ("AUTH_TOKEN", "header"),
        ("SIGNING_KEY_ID", "main-2024"),
        ("PARTITION_KEY", "customer-2024-A"),
        ("DB_PASSWORD", "changeme"),
        ("COMPASS", "north-7"),
        ("BYPASS", "rule-7"),
        ("PWD", "/app"),
        ("SECRET", "true"),
        ("DATABASE_URL", "postgres://db.acme.example:5432/cart"),
        ("DATABASE_URL", "postgres://cart:$(DB_PASSWORD)@db/cart"),
        ("DATABASE_URL", "postgres://cart@db/cart"),
        ("IMAGE", "ghcr.io/acme/cart@sha256:9b2a1e4d6c8f0a3b5d7e9f1c2b4a6d8e"),
        ("GIT_COMMIT", "9b2a1e4d6c8f0a3b5d7e9f1c2b4a6d8e0f1a3c5b"),
        ("CERTIFICATE", "-----BEGIN CERTIFICATE-----"),
        ("CONTACT", "shop:team@acme.example"),
    ],
)
def test_settings_paths_and_references_are_no_secrets(name: str, value: str) -> None:
    used = {
        variable: {"secret": "db/password"} for variable in ("PGPASSWORD", "DB_PASSWORD") if variable != name
    }
    assert codes(env={**used, name: value}) == []


def test_a_reference_to_a_secret_is_none() -> None:
    assert codes(env={"DB_PASSWORD": {"secret": "db/password"}}) == []


def test_a_finding_does_not_repeat_the_secret() -> None:
    (finding,) = rules.check(repository({"shop/cart": {"env": {"DB_PASSWORD": "hunter2"}}}))
    assert "hunter2" not in str(finding)


@pytest.mark.parametrize("piece", ["a", "-eyJ", "://", "SG.", "AKIA", "-----BEGIN ", "_"])
def test_a_long_text_is_searched_in_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))  # in quadratic time this would not end
    assert codes(config={"app": {"data": {"text": text}, "mount": "/etc/app"}}) == []
