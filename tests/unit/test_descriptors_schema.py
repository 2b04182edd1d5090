"""What is said about descriptors that do not follow their schema; `tests/cases/invalid/S*` has every kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from time import process_time
from typing import Any

import jsonschema_rs
import pytest
from tests.repositories import source

from helmwright.descriptors.compiled import address, schemas
from helmwright.descriptors.schema import check
from helmwright.findings import Findings
from helmwright.layout import Kind
from helmwright.limits import DESCRIPTOR_FINDINGS
from helmwright.model.source import Sources

HEAD = "apiVersion: helmwright.dev/v1\nkind: Service\nimage: {repository: ghcr.io/acme/cart}\n"


def findings(*texts: str) -> Findings:
    items = tuple(source(f"apps/shop/services/s{n}.yaml", HEAD + text) for n, text in enumerate(texts))
    return check(Sources(items, ()))


def test_a_descriptor_that_follows_its_schema() -> None:
    assert findings("ports: {http: 8080}\n") == ()


def test_everything_wrong_in_every_descriptor_is_told_at_once() -> None:
    found = findings("prots: {}\nreplicas: -1\nargs: [1, 2]\n", "owner: true\n")
    assert [(item.code, item.location.path[-7:-5], item.location.line) for item in found] == [
        ("S101", "s0", 4),
        ("S107", "s0", 5),
        ("S102", "s0", 6),
        ("S102", "s0", 6),
        ("S102", "s1", 4),
    ]


def test_a_wrong_value_does_not_make_its_key_unknown() -> None:
    assert [item.code for item in findings("ports: {http: eighty}\n")] == ["S102"]


def test_a_number_for_a_text_is_shown_as_it_was_written() -> None:
    (finding,) = findings("env: {VERSION: 1.10}\n")
    assert finding.message == "env.VERSION must be text or a map, not the number 1.10"
    assert finding.hint == 'write "1.10"'


def test_a_long_text_is_not_repeated_in_full() -> None:
    (finding,) = findings(f"owner: {'x' * 100}\n")
    assert finding.message == f"owner: '{'x' * 60}...' does not fit"


@pytest.mark.parametrize(
    ("text", "where", "hint"),
    [
        (
            "ports: {http: 8080.0}",
            "ports.http must be a whole number or a map, not the number 8080.0",
            "write 8080",
        ),
        ("replicas: 2.0", "replicas must be a whole number or a map, not the number 2.0", "write 2"),
        ("replicas: -0.0", "replicas must be a whole number or a map, not the number -0.0", "write 0"),
        (
            "replicas: {min: 1.0e+2}",
            "replicas.min must be a whole number, not the number 1.0e+2",
            "write 100",
        ),
        (
            "ports: {http: 1.0e+300}",
            "ports.http must be a whole number or a map, not the number 1.0e+300",
            "",
        ),
    ],
)
def test_a_whole_number_is_written_without_a_fraction(text: str, where: str, hint: str) -> None:
    found = [finding for finding in findings(f"{text}\n") if finding.code == "S102"]
    assert [(finding.message, finding.hint, finding.location.line) for finding in found] == [(where, hint, 4)]


def test_a_number_that_may_have_a_fraction_may_have_none() -> None:
    environment = source(
        "environments/prod.yaml",
        "apiVersion: helmwright.dev/v1\nkind: Environment\n"
        "cluster: {name: acme, provider: generic, kubernetesVersion: '1.34'}\n"
        "tracing: {endpoint: 'http://tempo.tracing:4317', ratio: 1.0}\n",
    )
    assert [str(finding) for finding in check(Sources((environment,), ()))] == []


def test_a_key_of_digits_is_a_key() -> None:
    (finding,) = findings('config: {app: {data: {"8080": 1}}}\n')
    assert finding.message == "config.app.data.8080 must be text or a map, not the number 1"
    assert (finding.location.line, finding.location.column) == (4, 31)


def test_only_the_first_findings_are_told() -> None:
    found = findings("".join(f"key{n}: 1\n" for n in range(16_000)))
    most = DESCRIPTOR_FINDINGS.value
    assert [finding.code for finding in found] == ["S101"] * most + ["L121"]
    assert found[-1].location.line == 4 + most


@pytest.mark.parametrize(
    "text",
    [
        "ports: {{{}}}".format(", ".join(f"K{n}: 1" for n in range(16_000))),
        "args: [{}]".format(", ".join(map(str, range(16_000)))),
        "ports: {{{}}}".format(", ".join(f"k{n}: 1.0" for n in range(8_000))),
        "ports: {{{}}}".format(", ".join(f'"{n}": x' for n in range(16_000))),
    ],
    ids=["names", "texts", "fractions", "keys of digits"],
)
def test_many_wrong_values_take_little_time(text: str) -> None:
    started = process_time()
    assert len(findings(f"{text}\n")) == DESCRIPTOR_FINDINGS.value + 1
    assert process_time() - started < 10


def test_the_same_rules_hold_in_every_layer() -> None:
    repository = source(
        "helmwright.yaml",
        "apiVersion: helmwright.dev/v1\nkind: Repository\nname: acme\nrepoURL: https://git.example/a.git\n"
        "defaults:\n  ports: {http: 99999}\n",
    )
    (finding,) = check(Sources((repository,), ()))
    assert (finding.code, finding.message) == ("S107", "defaults.ports.http must be at most 65535")


def key_schemas(kind: Kind, schema: Any) -> Iterator[dict[str, Any]]:
    """The schemas of keys that people choose, as references into the published documents."""
    if isinstance(schema, Mapping):
        if "propertyNames" in schema:
            names = schema["propertyNames"]
            reference = str(names.get("$ref", ""))
            yield {"$ref": address(kind) + reference} if reference.startswith("#") else dict(names)
        for child in schema.values():
            yield from key_schemas(kind, child)


@pytest.mark.parametrize("kind", list(Kind))
def test_no_key_is_longer_than_yaml_allows(kind: Kind) -> None:
    registry = jsonschema_rs.Registry([(address(kind), schema) for kind, schema in schemas().items()])
    too_long = ["a" * 1025, "A" * 1025, "a/" + "a" * 1025, "a/" + "A" * 1025]  # YAML 1.2.2, 8.2.2: 1024
    for schema in key_schemas(kind, schemas()[kind]):
        beside = {"$id": address(kind).replace("schema.json", "keys.json"), **schema}
        validator = jsonschema_rs.Draft202012Validator(beside, registry=registry)
        assert not any(validator.is_valid(key) for key in too_long), schema


def test_what_stands_beside_the_key_that_it_belongs_to_is_one_finding_about_indentation() -> None:
    found = findings("ports:\nhttp: 8080\nprobes:\n  readiness:\n  type: http\n  path: /healthz\n")
    assert [(item.code, item.message, item.hint) for item in found] == [
        ("S103", "ports has no value, and http stands beside it", "indent http further than ports"),
        (
            "S103",
            "probes.readiness has no value, and type and path stand beside it",
            "indent type and path further than readiness",
        ),
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("env: {GREETING: Hello, world}", ["S103"]),
        ("env: {GREETING: Hello, dear world}", ["S106", "S103"]),
        ("image: {tag: one, two}", ["S101", "S103"]),
    ],
)
def test_a_comma_in_a_text_without_quotes_is_told(text: str, codes: list[str]) -> None:
    found = findings(f"environments: {{prod: {{{text}}}}}\n")
    assert [item.code for item in found] == codes
    assert {item.hint for item in found} == {"quote the text before it if the comma belongs to it"}


@pytest.mark.parametrize(
    "text", ['env: {GREETING: "Hello", world}', "env: {world, GREETING: x}", "env:\n  GREETING: x\n  world:"]
)
def test_what_follows_no_comma_of_a_text_has_no_value(text: str) -> None:
    (found,) = findings(f"{text}\n")
    assert (found.code, found.hint.partition(",")[0]) == ("S103", "remove the key")
