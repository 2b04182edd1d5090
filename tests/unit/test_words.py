"""Words and forms of Kubernetes and of other charts lead to those of descriptors."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from tests.repositories import source

from helmwright.descriptors.compiled import schemas
from helmwright.descriptors.schema import check
from helmwright.descriptors.words import WORDS, instead
from helmwright.descriptors.words.word import Word
from helmwright.findings import Findings
from helmwright.layout import Kind
from helmwright.model.source import Sources

HEAD = {"apiVersion": "helmwright.dev/v1", "kind": "Service", "image": {"repository": "ghcr.io/acme/cart"}}


def findings(**fields: Any) -> Findings:
    text = yaml.safe_dump({**HEAD, **fields}, sort_keys=False)
    return check(Sources((source("apps/shop/services/cart.yaml", text),), ()))


def hint(**fields: Any) -> str:
    (found,) = findings(**fields)
    return found.hint


@pytest.mark.parametrize("row", [row for row in WORDS if row.write], ids=lambda row: row.words.split()[0])
def test_what_a_hint_says_is_taken(row: Word) -> None:
    """A hint never leads to the next error."""
    assert findings(**yaml.safe_load(row.write)) == ()


@pytest.mark.parametrize("word", [word for row in WORDS for word in row.words.split()])
def test_no_word_of_others_is_a_key_of_ours(word: str) -> None:
    assert word not in schemas()[Kind.SERVICE]["$defs"]["fields"]["properties"]


def test_every_word_has_one_meaning() -> None:
    words = [word.replace("_", "").casefold() for row in WORDS for word in row.words.split()]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []


def test_an_unknown_key_is_told_the_word_of_ours() -> None:
    assert hint(nodeSelector={"a": "b"}) == "write placement: {selector: {kubernetes.io/arch: arm64}}"
    assert hint(public=True) == "write expose: {public: true}"
    assert hint(hosts=["a"]) == (
        "write expose: {hosts: [shop]}; how it is reached is said by the environment's exposure"
    )
    assert hint(tag="1") == 'write image: {repository: ghcr.io/acme/cart, tag: "1.4.2"}'
    assert hint(replica_count=2) == "write replicas: 2"
    assert hint(probes={"readiness": {"type": "http", "httpGet": {}}}) == (
        "write probes: {readiness: {type: http, path: /healthz}}"
    )


def test_a_word_of_many_meanings_counts_at_the_service_alone() -> None:
    assert instead("name", alone=True) == "a service is called as its file is"
    assert instead("name", alone=False) == ""


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"image": "ghcr.io/acme/cart:1.4"}, 'write image: {repository: ghcr.io/acme/cart, tag: "1.4"}'),
        ({"image": "localhost:5000/cart"}, 'write image: {repository: "localhost:5000/cart"}'),
        ({"command": "/app/server --port 80"}, 'write command: [/app/server, "--port", "80"]'),
        ({"args": "a | b"}, 'write args: [sh, "-c", "a | b"]'),
        ({"env": [{"name": "A", "value": "b"}]}, "write env: {A: b}"),
        (
            {"env": [{"name": "P", "valueFrom": {"secretKeyRef": {"name": "db", "key": "x"}}}]},
            "write env: {P: {secret: db/x}}",
        ),
        ({"ports": [{"name": "http", "containerPort": 8080}]}, "write ports: {http: 8080}"),
        (
            {"ports": [{"name": "dns", "containerPort": 53, "protocol": "UDP"}]},
            "write ports: {dns: {container: 53, protocol: UDP}}",
        ),
        ({"ports": [8080, 9090]}, "write ports: {http: 8080, port-9090: 9090}"),
        ({"ports": ["8080:80"]}, "write ports: {http: 8080}"),
        ({"ports": 8080}, "write ports: {http: 8080}"),
        ({"sidecars": [{"name": "proxy", "command": ["a"]}]}, "write sidecars: {proxy: {command: [a]}}"),
    ],
)
def test_a_form_of_others_is_written_out(fields: dict[str, Any], expected: str) -> None:
    assert hint(**fields) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"probes": {"readiness": {"type": "http", "period": 10}}}, 'write "10s"'),
        ({"ports": {"http": 8081}, "probes": {"readiness": {"type": "http", "port": 8081}}}, 'write "http"'),
        (
            {"probes": {"readiness": {"type": "http", "port": 8081}}},
            "the name of a port, whose number stands under ports: {admin: 8081}",
        ),
        ({"replicas": "3"}, "write 3"),
        ({"replicas": "9" * 5000}, ""),
        ({"ports": {"http": "8080"}}, "write 8080"),
        ({"expose": {"public": "true"}}, "write true"),
        ({"config": {"a": {"from": "file/a.yaml", "mount": "/a"}}}, "did you mean 'files/a.yaml'?"),
        ({"config": {"a": {"from": "./files/a.yaml", "mount": "/a"}}}, "did you mean 'files/a.yaml'?"),
        ({"config": {"a": {"from": "a.yaml", "mount": "/a"}}}, "did you mean 'files/a.yaml'?"),
        ({"resources": {"limits": {"memory": 128}}}, 'write "128Mi"'),
        ({"resources": {"limits": {"memory": "100MB"}}}, "did you mean '100Mi'?"),
        ({"resources": {"limits": {"cpu": "half"}}}, "an amount of cores, such as 100m or 1.5"),
        ({"resources": {"limits": {"cpu": 0.5}}}, 'write "0.5"'),
        ({"probes": {"readiness": {"type": "http", "path": "healthz"}}}, "did you mean '/healthz'?"),
    ],
)
def test_a_hint_says_what_the_schema_takes(fields: dict[str, Any], expected: str) -> None:
    assert hint(**fields) == expected


def test_a_code_that_is_accepted_without_a_reason_is_written_with_one() -> None:
    text = (
        "apiVersion: helmwright.dev/v1\nkind: Repository\nname: acme\nrepoURL: https://git.example/a.git\n"
        "accepted: {apps/shop/services/cart.yaml:env.URL: R207}\n"
    )
    (found,) = check(Sources((source("helmwright.yaml", text),), ()))
    assert (found.code, found.hint) == ("S102", 'write {R207: "why"}')
