"""Kinds of service: each asks what it needs, and writes the smallest descriptor that is right."""

from __future__ import annotations

import re
from pathlib import Path

import copier
import pytest

from helmwright import pipeline, resources
from helmwright.findings import Finding
from helmwright.pipeline import Tools
from helmwright.render.choose import renderer
from helmwright.scaffold.create import ScaffoldError, new
from helmwright.scaffold.questions import questions
from helmwright.validate.embedded import EmbeddedValidator

CART = {"app": "hello", "name": "cart", "image": "ghcr.io/acme/cart", "tag": "1.10"}
HEAD = """\
# yaml-language-server: $schema=../../../schemas/service.schema.json
apiVersion: helmwright.dev/v1
kind: Service
image: {repository: ghcr.io/acme/cart, tag: "1.10"}
"""
WRITTEN = {
    "web": """\
ports:
  http: 8080
probes:
  readiness: {type: http, path: /healthz}
resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
""",
    "grpc": """\
ports:
  grpc: 50051
probes:
  readiness: {type: grpc}
resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
""",
    "worker": """\
resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
""",
    "static": """\
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
    engine = renderer()
    assert not isinstance(engine, Finding), engine
    planned = pipeline.generate(repository, Tools(engine, None, 1))
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
    ("kind", "answer", "reason"),
    [
        ("worker", {"port": "8080"}, "'port': a worker has no port"),
        ("worker", {"called_by": "frontend"}, "'called_by': nobody connects to a worker"),
    ],
)
def test_an_answer_that_a_kind_has_no_use_for_is_refused(
    tmp_path: Path, kind: str, answer: dict[str, str], reason: str
) -> None:
    with pytest.raises(ScaffoldError, match=f"^{re.escape(reason)}$"):
        new("service", tmp_path, CART | {"kind": kind} | answer, defaults=True)
