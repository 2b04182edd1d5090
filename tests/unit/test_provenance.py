"""From a rendered value back to the line of the descriptor behind it.

Expectations are the descriptor's text from the place that is found to the end of its line.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.repositories import from_sources, release, source

from helmwright.findings import Location
from helmwright.kubernetes.manifests import Manifest
from helmwright.provenance import locate

FILES = {
    "helmwright.yaml": """\
apiVersion: helmwright.dev/v1
kind: Repository
name: acme
repoURL: https://git.example/acme.git
""",
    "environments/prod.yaml": """\
apiVersion: helmwright.dev/v1
kind: Environment
cluster: {name: acme, provider: generic, kubernetesVersion: "1.34"}
exposure: {type: Ingress, className: nginx, controllerNamespace: ingress}
domain: acme.example
defaults:
  disruption: {maxUnavailable: 1}
""",
    "environments/cloud.yaml": """\
apiVersion: helmwright.dev/v1
kind: Environment
cluster: {name: cloud, provider: eks, kubernetesVersion: "1.34", region: eu-west-1, accountId: "123456789012"}
exposure: {type: LoadBalancer, annotations: {scheme: internal}}
identity: {type: irsa}
securityGroups: {database: sg-0123456789abcdef0}
spotNodes: {label: karpenter.sh/capacity-type, value: spot}
""",
    "apps/shop/services/cart.yaml": """\
apiVersion: helmwright.dev/v1
kind: Service
image: {repository: ghcr.io/acme/cart, tag: "1.0.0"}
resources: {requests: {cpu: 50m, memory: 64Mi}, limits: {memory: 128Mi}}
env:
  LEVEL: info
ports:
  http: 8080
  metrics: 9090
expose: {hosts: [shop], port: http, more: {api: {hosts: [api], port: http}}}
replicas: {min: 2, max: 4, cpu: 70}
config:
  app: {env: {A: b}}
initContainers:
  wait: {command: [wait]}
shutdown: {drain: 5s}
placement: {selector: {disk: ssd}, arch: [arm64], apart: hard, doNotDisrupt: true, spot: never}
verticalScaling: {mode: Initial}
traffic: {distribution: PreferClose}
identity: {role: cart}
links: {source: "https://git.example/cart"}
security: {runAsUser: {value: 1000, reason: The image says so.}}
workers:
  mail:
    command: [/mail]
    replicas: {max: 3, cpu: 50}
patches:
  Deployment/cart-mail:
    reason: It reads from a terminal.
    patch: {spec: {template: {spec: {containers: [{name: other, tty: true}, {name: cart, stdin: true}]}}}}
environments:
  cloud: {network: {securityGroups: [database]}}
""",
}
RESOLVED = from_sources(source(path, text) for path, text in FILES.items())
RELEASE, CLOUD = release(RESOLVED, "prod-shop"), release(RESOLVED, "cloud-shop")

WHOLE = "apiVersion: helmwright.dev/v1"
REPLICAS = "{min: 2, max: 4, cpu: 70}"
MORE = "{hosts: [api], port: http}}}"
EXPOSE = f"{{hosts: [shop], port: http, more: {{api: {MORE}"

CONTAINER = {
    "name": "cart",
    "env": [{"name": "OTHER", "value": "x"}, {"name": "LEVEL", "value": "info"}],
    "ports": [{"name": "http"}, {"name": "metrics"}],
}
POD = {"containers": [CONTAINER], "initContainers": [{"name": "wait"}]}
DEPLOYMENT = Manifest(
    "prod-shop/charts/cart/templates/deployment.yaml",
    {"kind": "Deployment", "metadata": {"name": "cart"}, "spec": {"template": {"spec": POD}}},
)


def text_at(location: Location) -> str:
    return FILES[location.path].splitlines()[location.line - 1][location.column - 1 :]


def rendered(kind: str, name: str) -> Manifest:
    return Manifest("prod-shop/charts/cart/templates/x.yaml", {"kind": kind, "metadata": {"name": name}})


@pytest.mark.parametrize(
    ("dotted", "text"),
    [
        ("spec.template.spec.containers.0.image", '{repository: ghcr.io/acme/cart, tag: "1.0.0"}'),
        ("spec.template.spec.containers.0.env.1.value", "info"),
        ("spec.template.spec.containers.0.ports.1.containerPort", "metrics: 9090"),
        ("spec.template.spec.containers.0.resources.limits.memory", "128Mi}}"),
        ("spec.template.spec.containers.0.resources.limits.cpu", "limits: {memory: 128Mi}}"),
        ("spec.template.spec.containers.0.lifecycle.preStop", "5s}"),
        (
            "spec.template.spec.containers.0.securityContext.runAsUser",
            "1000, reason: The image says so.}}",
        ),
        ("spec.template.spec.initContainers.0.command", "[wait]}"),
        (
            "spec.template.spec.nodeSelector.disk",
            "ssd}, arch: [arm64], apart: hard, doNotDisrupt: true, spot: never}",
        ),
        ("spec.replicas", REPLICAS),
        ("spec.template.spec.containers.0.name", WHOLE),
        ("metadata.labels.x", WHOLE),
    ],
)
def test_a_value_of_a_workload_leads_to_its_field(dotted: str, text: str) -> None:
    path: tuple[Any, ...] = tuple(int(step) if step.isdigit() else step for step in dotted.split("."))
    assert text_at(locate.of_manifest(RESOLVED, RELEASE, DEPLOYMENT, path)) == text


@pytest.mark.parametrize(
    ("dotted", "text"),
    [
        ("spec.template.spec.containers.0.command", "[/mail]"),
        ("spec.template.spec.containers.0.image", '{repository: ghcr.io/acme/cart, tag: "1.0.0"}'),
        ("spec.template.spec.containers.0.livenessProbe", "mail:"),
        ("spec.replicas", "{max: 3, cpu: 50}"),
    ],
)
def test_a_value_of_a_worker_leads_to_its_field_or_to_the_services(dotted: str, text: str) -> None:
    path: tuple[Any, ...] = tuple(int(step) if step.isdigit() else step for step in dotted.split("."))
    labels = {"app.kubernetes.io/component": "worker-mail"}
    mail = Manifest(
        DEPLOYMENT.source, {**DEPLOYMENT.object, "metadata": {"name": "cart-mail", "labels": labels}}
    )
    assert text_at(locate.of_manifest(RESOLVED, RELEASE, mail, path)) == text


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("HorizontalPodAutoscaler", "cart", REPLICAS),
        ("Service", "cart", "http: 8080"),
        ("Ingress", "cart-external", EXPOSE),
        ("Ingress", "cart-external-api", MORE),
        ("ConfigMap", "cart-app", "{env: {A: b}}"),
        ("PodDisruptionBudget", "cart", "{maxUnavailable: 1}"),
        ("NetworkPolicy", "cart", EXPOSE),
        ("ServiceAccount", "cart", WHOLE),
    ],
)
def test_an_object_leads_to_the_field_that_makes_it(kind: str, name: str, text: str) -> None:
    assert text_at(locate.of_manifest(RESOLVED, RELEASE, rendered(kind, name))) == text


@pytest.mark.parametrize(
    "metadata",
    [None, {"labels": None}, {"labels": ["a"]}, {"labels": {"app.kubernetes.io/component": 7}}],
)
def test_an_object_with_odd_labels_leads_to_its_service(metadata: Any) -> None:
    odd = Manifest(DEPLOYMENT.source, {**DEPLOYMENT.object, "metadata": metadata})
    assert text_at(locate.of_manifest(RESOLVED, RELEASE, odd, ("metadata", "labels"))) == WHOLE


def test_an_object_that_is_no_services_leads_to_its_own_file() -> None:
    manifest = Manifest("bootstrap/prod/root.yaml", {"kind": "Application"})
    found = locate.of_manifest(RESOLVED, RELEASE, manifest, ("spec", "replicas"))
    assert found == Location("bootstrap/prod/root.yaml")


@pytest.mark.parametrize(
    ("path", "text"), [(("stdin",), "true}]}}}}"), ((), "{name: cart, stdin: true}]}}}}"), (("tty",), WHOLE)]
)
def test_a_value_of_a_patch_leads_to_the_patch(path: tuple[str, ...], text: str) -> None:
    containers = [{"name": "cart", "stdin": True, "tty": False}, {"name": "other", "tty": True}]
    spec = {"template": {"spec": {"containers": containers}}}
    mail = {"kind": "Deployment", "metadata": {"name": "cart-mail"}, "spec": spec}
    patched = Manifest("prod-shop/charts/cart/templates/patched.yaml", mail)
    place: tuple[str | int, ...] = ("spec", "template", "spec", "containers", 0, *path)
    assert text_at(locate.of_manifest(RESOLVED, RELEASE, patched, place)) == text


@pytest.mark.parametrize(
    ("dotted", "text"),
    [
        ("cart.resources.limits.memory", "128Mi}}"),
        ("cart.autoscaling.max", "4, cpu: 70}"),
        ("cart.ingress.external.hosts.shop.acme.example.paths", f"expose: {EXPOSE}"),
        ("cart.ingress.external-api", MORE),
        ("cart.configMaps.app.data", "{A: b}}"),
        ("cart.podDisruptionBudget", "{maxUnavailable: 1}"),
        ("cart.workers.mail.autoscaling.max", "3, cpu: 50}"),
        ("cart.workers.mail.command", "[/mail]"),
        ("cart.workers.mail", "command: [/mail]"),
        ("cart.workers", "mail:"),
        ("cart.partOf", WHOLE),
        ("cart", WHOLE),
        ("global", WHOLE),
        ("", WHOLE),
    ],
)
def test_a_value_of_a_chart_leads_to_its_field(dotted: str, text: str) -> None:
    assert text_at(locate.of_values(RESOLVED, RELEASE, dotted)) == text


@pytest.mark.parametrize(
    ("dotted", "text"),
    [
        ("keepApart", "hard, doNotDisrupt: true, spot: never}"),
        ("verticalPodAutoscaler.updateMode", "Initial}"),
        ("service.trafficDistribution", "PreferClose}"),
        ("affinity", "{selector: {disk: ssd}, arch: [arm64]"),
        ("podAnnotations", "true, spot: never}"),
        ("serviceAccount.identity.roleArn", "cart}"),
        ("serviceAccount.identity.type", "irsa}"),
        ("securityGroups", "[database]}}"),
        ("commonAnnotations", '"https://git.example/cart"}'),
        ("externalServices.external.annotations.scheme", "internal}}"),
        ("externalServices.external.ports", "http, more"),
        ("networkPolicy.fromCIDRs.external/clients", EXPOSE),
        ("shutdown.preStopSleepSeconds", "5s}"),
    ],
)
def test_a_value_of_a_chart_leads_to_what_sets_it_in_its_environment(dotted: str, text: str) -> None:
    assert text_at(locate.of_values(RESOLVED, CLOUD, f"cart.{dotted}")).startswith(text)


@pytest.mark.parametrize(
    "template", ["prod-shop/charts/cart/templates/deployment.yaml", "prod-shop/templates/x.yaml", ""]
)
def test_a_template_leads_to_a_descriptor(template: str) -> None:
    whole = Location("apps/shop/services/cart.yaml", 1, 1)
    assert locate.of_template(RESOLVED, RELEASE, template, "nil pointer") == whole
    assert locate.of_template(RESOLVED, RELEASE, template, "Deployment: products.env: wrong") == whole


def test_a_refusal_of_the_service_chart_leads_to_the_value() -> None:
    template = "prod-shop/charts/cart/templates/deployment.yaml"
    refused = locate.of_template(
        RESOLVED, RELEASE, template, "Deployment: cart.env.LEVEL: wrong; allowed: debug"
    )
    assert text_at(refused) == "info"
