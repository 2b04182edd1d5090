"""Kinds of service: each asks what it needs, and writes the smallest descriptor that is right."""

from __future__ import annotations

import re
from pathlib import Path

import copier
import pytest
from tests.helms import started

from helmwright import pipeline, resources
from helmwright.pipeline import Tools
from helmwright.scaffold.create import new
from helmwright.scaffold.placing import ScaffoldError
from helmwright.scaffold.questions import questions
from helmwright.validate.embedded import EmbeddedValidator

CART = {"app": "hello", "name": "cart", "image": "ghcr.io/acme/cart", "tag": "1.10"}
HEAD = """\
# yaml-language-server: $schema=../../../schemas/service.schema.json
apiVersion: helmwright.dev/v1
kind: Service
"""
WRITTEN = {
    "web": """\
image: {repository: ghcr.io/acme/cart, tag: "1.10"}
ports:
  http: 8080
probes:
  readiness: {type: http, path: /healthz}
resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
""",
    "grpc": """\
image: {repository: ghcr.io/acme/cart, tag: "1.10"}
ports:
  grpc: {container: 50051, appProtocol: kubernetes.io/h2c}
probes:
  readiness: {type: grpc}
resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
""",
    "worker": """\
image: {repository: ghcr.io/acme/cart, tag: "1.10"}
resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
""",
    "cron": """\
workload: None
image: {repository: ghcr.io/acme/cart, tag: "1.10"}
resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
crons:
  run:
    schedule: "0 3 * * *"
""",
    "stateful": """\
workload: StatefulSet
image: {repository: ghcr.io/acme/cart, tag: "1.10"}
ports:
  tcp: 8080
storage:
  data: {size: 10Gi, mount: /data}
replicas: 1
probes:
  readiness: {type: tcp}
resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
""",
    "static": """\
image: {repository: ghcr.io/acme/cart, tag: "1.10"}
ports:
  http: {container: 8080, service: 80}
expose: {hosts: [cart]}
probes:
  readiness: {type: http, path: /}
resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 64Mi}}
""",
}
ALWAYS = ["name", "kind", "image", "tag", "owner", "description"]
ASKED = {
    "web": ["port", "connects_to", "called_by"],
    "grpc": ["port", "connects_to", "called_by"],
    "worker": ["connects_to"],
    "cron": ["schedule", "command", "connects_to"],
    "stateful": ["port", "size", "called_by"],
    "static": [],
}


def test_these_are_all_kinds() -> None:
    (kind,) = [question for question in questions("service") if question.name == "kind"]
    assert list(kind.choices) == list(WRITTEN) == list(ASKED)


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_kind_writes_its_descriptor(repository: Path, kind: str) -> None:
    new("service", repository, CART | {"kind": kind}, defaults=True)
    assert (repository / "apps/hello/services/cart.yaml").read_text() == HEAD + WRITTEN[kind]


@pytest.mark.parametrize("kind", WRITTEN)
def test_copier_alone_writes_the_same(tmp_path: Path, kind: str) -> None:
    template = str(resources.templates() / "service")
    answers = {name: answer for name, answer in CART.items() if name != "app"} | {"kind": kind}
    copier.run_copy(template, tmp_path / "apps/hello/services", answers, defaults=True, quiet=True)
    assert (tmp_path / "apps/hello/services/cart.yaml").read_text() == HEAD + WRITTEN[kind]


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_a_kind_writes_is_generated_and_valid_as_it_is(repository: Path, kind: str) -> None:
    new("service", repository, CART | {"kind": kind}, defaults=True)
    planned = pipeline.generate(repository, Tools(started(), None, 1))
    assert planned.findings == ()
    assert "apps/hello/prod/values.yaml" in [change.path for change in planned.changes]
    assert pipeline.validate(planned, EmbeddedValidator([resources.schemas() / "crds"])) == ()


@pytest.mark.parametrize("kind", ASKED)
def test_a_kind_asks_what_it_needs(tmp_path: Path, kind: str) -> None:
    answers = CART | {"kind": kind}
    template = str(resources.templates() / "service")
    worker = copier.run_copy(template, tmp_path / "apps/hello/services", answers, defaults=True, quiet=True)
    asked = {question.name for question in questions("service")} - {"app"} - worker.answers.hidden
    assert sorted(asked) == sorted(ALWAYS + ASKED[kind])


@pytest.mark.parametrize(
    ("kind", "question", "answer"),
    [
        ("worker", "port", "8080"),
        ("cron", "called_by", "frontend"),
        ("web", "schedule", "@daily"),
        ("worker", "command", "/app/work"),
        ("static", "size", "1Gi"),
    ],
)
def test_an_answer_that_a_kind_has_no_use_for_is_refused(
    tmp_path: Path, kind: str, question: str, answer: str
) -> None:
    reason = f"'{question}': means nothing to a service of kind {kind}"
    with pytest.raises(ScaffoldError, match=f"^{re.escape(reason)}$"):
        new("service", tmp_path, CART | {"kind": kind, question: answer}, defaults=True)


def test_a_cron_job_runs_the_words_of_its_command(repository: Path) -> None:
    answers = {"kind": "cron", "schedule": "@hourly", "command": "/app/report  --all"}
    new("service", repository, CART | answers, defaults=True)
    assert (
        (repository / "apps/hello/services/cart.yaml")
        .read_text()
        .endswith('crons:\n  run:\n    schedule: "@hourly"\n    command: ["/app/report", "--all"]\n')
    )


def test_a_schedule_that_never_comes_is_found_at_once(repository: Path) -> None:
    new("service", repository, CART | {"kind": "cron", "schedule": "0 0 30 2 *"}, defaults=True)
    assert [finding.code for finding in pipeline.lint(repository).findings] == ["R820"]


def test_a_size_that_yaml_takes_for_a_number_is_a_string(repository: Path) -> None:
    new("service", repository, CART | {"kind": "stateful", "size": "1073741824"}, defaults=True)
    assert pipeline.lint(repository).findings == ()


def test_callers_get_the_address_of_a_stateful_service(tmp_path: Path) -> None:
    message = new("service", tmp_path, CART | {"kind": "stateful", "called_by": "web"}, defaults=True).message
    assert "  CART_ADDR: {address: hello/cart/tcp}\n" in message
