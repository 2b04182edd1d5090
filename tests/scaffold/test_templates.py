"""The three templates by copier alone: what they write, word for word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import copier
import pytest
import yaml

from helmwright import pipeline, resources
from helmwright.model.exposure.every_kind import KINDS
from helmwright.scaffold.questions import questions

Fill = Callable[[str, str, dict[str, str]], None]

EVERYTHING = """\
# yaml-language-server: $schema=../../../schemas/service.schema.json
apiVersion: helmwright.dev/v1
kind: Service
description: "The cart: what \\"buyers\\" keep, {{ 7 * 7 }} à la carte"
owner: platform
image: {repository: localhost:5000/cart, tag: "1.10"}
ports:
  http: 3000
connectsTo: [backend, hello/frontend]
probes:
  readiness: {type: http, path: /healthz}
resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
"""


def test_a_service_with_every_answer(fill: Fill, repository: Path) -> None:
    answers = {
        "name": "cart",
        "image": "localhost:5000/cart",
        "tag": "1.10",
        "port": "3000",
        "connects_to": "backend, hello/frontend,backend",
        "called_by": "hello/frontend",
        "owner": "platform",
        "description": 'The cart: what "buyers" keep, {{ 7 * 7 }} à la carte',
    }
    fill("service", "apps/hello/services", answers)
    assert (repository / "apps/hello/services/cart.yaml").read_text() == EVERYTHING
    assert pipeline.lint(repository).findings == ()


def test_an_app(fill: Fill, repository: Path) -> None:
    fill("app", "apps", {"name": "shop", "owner": "platform", "description": "The web shop"})
    assert (repository / "apps/shop/app.yaml").read_text() == (
        "# yaml-language-server: $schema=../../schemas/app.schema.json\n"
        "apiVersion: helmwright.dev/v1\n"
        "kind: App\n"
        'description: "The web shop"\n'
        "owner: platform\n"
    )
    assert pipeline.lint(repository).findings == ()


LOCAL = """\
# yaml-language-server: $schema=../schemas/environment.schema.json
apiVersion: helmwright.dev/v1
kind: Environment
cluster:
  name: qa
  provider: kind
  kubernetesVersion: "1.34"
exposure:
  type: NodePort
safety: relaxed
"""
EKS = """\
# yaml-language-server: $schema=../schemas/environment.schema.json
apiVersion: helmwright.dev/v1
kind: Environment
cluster:
  name: "2-qa"
  provider: eks
  kubernetesVersion: "1.34"
argocd:
  destination: acme-qa
domain: qa.acme.example
exposure:
  type: LoadBalancer
  loadBalancerClass: service.k8s.aws/nlb
  annotations:
    service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip
    service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
safety: guarded
"""
INGRESS = """\
# yaml-language-server: $schema=../schemas/environment.schema.json
apiVersion: helmwright.dev/v1
kind: Environment
cluster:
  name: qa
  provider: generic
  kubernetesVersion: "1.33.4"
domain: qa.acme.example
exposure:
  type: Ingress
  className: nginx
safety: guarded
"""
ALB = """\
# yaml-language-server: $schema=../schemas/environment.schema.json
apiVersion: helmwright.dev/v1
kind: Environment
cluster:
  name: qa
  provider: eks
  kubernetesVersion: "1.34"
exposure:
  type: ALB
  tls: true
  alb:
    group: "2-acme"
safety: guarded
"""
GATEWAY = """\
# yaml-language-server: $schema=../schemas/environment.schema.json
apiVersion: helmwright.dev/v1
kind: Environment
cluster:
  name: qa
  provider: generic
  kubernetesVersion: "1.34"
exposure:
  type: Gateway
  gateway:
    namespace: edge
    name: "on"
safety: guarded
"""


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ({"provider": "kind"}, LOCAL),
        (
            {"provider": "eks", "cluster": "2-qa", "destination": "acme-qa", "domain": "qa.acme.example"},
            EKS,
        ),
        ({"kubernetes_version": "1.33.4", "exposure": "Ingress", "domain": "qa.acme.example"}, INGRESS),
        ({"provider": "eks", "exposure": "ALB", "alb_group": "2-acme"}, ALB),
        ({"exposure": "Gateway", "gateway": "edge/on"}, GATEWAY),
    ],
    ids=["kind", "eks", "ingress", "alb", "gateway"],
)
def test_an_environment(fill: Fill, repository: Path, answers: dict[str, str], text: str) -> None:
    fill("environment", "environments", {"name": "qa"} | answers)
    assert (repository / "environments/qa.yaml").read_text() == text
    assert {found.code for found in pipeline.lint(repository).findings} <= {"R603"}  # some have no domain


def test_every_exposure_can_be_chosen() -> None:
    (choices,) = (question.choices for question in questions("environment") if question.name == "exposure")
    assert set(choices) == {*KINDS, "ClusterIP"}


def test_words_that_yaml_takes_for_truth_values_are_quoted(fill: Fill, repository: Path) -> None:
    answers = {"name": "y", "image": "on", "tag": "1.10", "owner": "no", "connects_to": "off, hello/yes"}
    fill("service", "apps/hello/services", answers)
    data = yaml.safe_load((repository / "apps/hello/services/y.yaml").read_text())
    assert (data["image"]["repository"], data["owner"]) == ("on", "no")
    assert data["connectsTo"] == ["off", "hello/yes"]


def test_copier_says_what_comes_next(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    answers = {"name": "price-list", "image": "acme/prices", "tag": "1.10", "called_by": "cart, web/page"}
    template = resources.templates() / "service"
    copier.run_copy(str(template), tmp_path / "apps/shop/services", answers, defaults=True)
    assert capfd.readouterr().err.endswith(
        "Add to the descriptor of each caller (cart, web/page), under env:\n"
        "\n"
        "  PRICE_LIST_URL: {url: shop/price-list/http}\n"
        "\n"
        "Next: helmwright generate\n\n"
    )
