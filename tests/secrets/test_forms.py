"""Secrets in plain text are found, and what only looks like one is not."""

from __future__ import annotations

from typing import Any

import pytest
from tests.case_files import valid
from tests.repositories import repository
from tests.secrets.forms import FORMS, PASSWORD, Form, b64, patch
from tests.secrets.harmless import HARMLESS
from tests.test_valid_cases import NAMES

from helmwright import rules
from helmwright.descriptors.load import load
from helmwright.findings import Findings
from helmwright.leaks.places import places
from helmwright.leaks.texts import secrets

FOUND = 164
"""Of the forms; the fewest that would do are 95 in 100."""


def found(fields: Any) -> Findings:
    return tuple(f for f in rules.check(repository({"shop/cart": fields})) if f.code == "R703")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_no_finding_repeats_the_secret(form: Form) -> None:
    assert form.secret not in "".join(map(str, found(form.fields)))


def test_every_form_is_found() -> None:
    missed = [form.name for form in FORMS if not found(form.fields)]
    assert missed == []
    assert len(FORMS) == FOUND


def test_nothing_harmless_is_found() -> None:
    texts = [{name: text} for name, text in HARMLESS]
    assert len(texts) >= 300
    resources = {"apiVersion": "acme.example/v1", "kind": "Texts", "spec": {"texts": texts}}
    assert found({"extraObjects": {"texts": resources}}) == ()


@pytest.mark.parametrize("text", [text for _, text in HARMLESS if "\n" not in text and text])
def test_nothing_harmless_is_found_as_an_argument(text: str) -> None:
    assert found({"args": ["serve", text]}) == ()


def _leaves(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(data, dict):
        return [leaf for key, value in data.items() for leaf in _leaves(value, (*path, key))]
    if isinstance(data, list):
        return [leaf for index, value in enumerate(data) for leaf in _leaves(value, (*path, index))]
    return [path] if isinstance(data, str) else []


def _replaced(data: Any, path: tuple[str | int, ...], text: str) -> Any:
    if not path:
        return text
    items = dict(data.items()) if isinstance(data, dict) else dict(enumerate(data))
    items[path[0]] = _replaced(items[path[0]], path[1:], text)
    return items if isinstance(data, dict) else list(items.values())


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_every_descriptor_is_looked_at(name: str) -> None:
    token = "da" + "pi" + "0123456789abcdef" * 2
    for source in load(valid(name)).items:
        for path in _leaves(source.data):
            at = [place for place, secrets in places(_replaced(source.data, path, token)) if token in secrets]
            if path[0] != "accepted":
                assert path in at, (source.path, path)


@pytest.mark.parametrize("name", NAMES)
def test_no_other_case_holds_what_looks_like_a_secret(name: str) -> None:
    holds = {
        f"{source.path}:{'.'.join(map(str, path))}"
        for source in load(valid(name)).items
        for path, _ in places(source.data)
    }
    assert holds == ({"apps/shop/services/page.yaml:env.MAPS_API_KEY"} if name == "every-field" else set())


@pytest.mark.parametrize(
    ("file", "fields"),
    [
        ("settings", {"defaults": {"env": {"DB_PASSWORD": PASSWORD}}}),
        ("settings", {"repoURL": f"https://ci:{PASSWORD}@git.acme.example/shop.git"}),
        ("settings", {"teams": {"web": {"contact": f"password={PASSWORD}"}}}),
        ("environments", {"prod": {"defaults": {"env": {"DB_PASSWORD": PASSWORD}}}}),
        ("apps", {"shop": {"defaults": {"env": {"DB_PASSWORD": PASSWORD}}}}),
    ],
)
def test_defaults_and_settings_are_looked_at(file: str, fields: Any) -> None:
    resolved = repository({"shop/cart": {"owner": "web"}}, **{file: fields})
    assert [finding.code for finding in rules.check(resolved)] == ["R703"]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"args": ["--password", PASSWORD]}, "args.1"),
        ({"command": ["redis-cli"], "args": ["-h", "cache", "-a", PASSWORD]}, "args.3"),
        (
            patch({"env": [{"name": "DB_PASSWORD", "value": PASSWORD}]}),
            "patches.Deployment/cart.patch.env.0.value",
        ),
        (patch({"pin": {"adminPassword": 48151623}}), "patches.Deployment/cart.patch.pin.adminPassword"),
        (patch({"data": {"a": b64(f"password={PASSWORD}")}}), "patches.Deployment/cart.patch.data.a"),
        (patch({"gl" + "pat-" + "x" * 20: "on"}), "patches.Deployment/cart.patch.…"),
    ],
)
def test_a_finding_names_the_place(fields: Any, place: str) -> None:
    assert [finding.message for finding in found(fields)] == [f"{place} looks like a secret in plain text"]


def test_a_property_behind_a_variable_is_a_reference() -> None:
    stored = {"db": {"existing": "db", "env": {"DB_PASSWORD": "pass-2024-x9"}}}
    assert found({"secrets": stored}) == ()


def test_an_entry_of_a_secret_is_a_reference() -> None:
    assert found({"env": {"DB_PASSWORD": {"secret": "h-clun/SOJ33HoPh"}}}) == ()
    assert found({"imagePullSecrets": ["registry-x9f7q2k8w1"]}) == ()


def test_what_begins_nearly_like_a_sealed_value_is_a_secret() -> None:
    sealed, secret = (begin + "ObAOjmP1tUmJjD1ozQeCTMg+tglXugghomoR7" for begin in ("AgB", "aga"))
    assert secrets(f"--client_secret {sealed}") == set()
    assert secrets(f"--client_secret {secret}") == {secret}
