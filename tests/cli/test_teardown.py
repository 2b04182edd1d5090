"""helmwright teardown"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Golden, Run

PREVIEW = """\
apiVersion: helmwright.dev/v1
kind: Environment
cluster: {name: acme-preview, provider: eks, kubernetesVersion: "1.34", vpc: {cidrs: [10.0.0.0/16]}}
argocd: {destination: acme-preview}
domain: preview.example
safety: relaxed
exposure: {type: ALB, tls: true}
storageClasses: {kept: kept, fast: gp3}
provides:
  - APIService/v1beta1.metrics.k8s.io
  - Bucket.s3.services.k8s.aws
  - Cluster.postgresql.cnpg.io
  - Gateway.gateway.networking.k8s.io
  - IngressClass/alb
  - NodePool.karpenter.sh
  - SealedSecret.bitnami.com
  - StorageClass/gp3
  - TargetGroupBinding.elbv2.k8s.aws
"""
SERVICE = """\
apiVersion: helmwright.dev/v1
kind: Service
owner: shop
image: {repository: ghcr.io/acme/orders, tag: "1.0.0"}
resources: {requests: {cpu: 50m, memory: 64Mi}, limits: {memory: 128Mi}}
ports: {http: 8080}
probes: {readiness: {type: http, path: /healthz}}
expose: {hosts: [orders]}
workload: StatefulSet
storage:
  data: {size: 1Gi, class: fast, mount: /data}
secrets: {mail: {sealed: {password: AgBy3i4OJSWK+PiTySYZZA==}, env: {MAIL_PASSWORD: password}}}
"""
FILES = """\
apiVersion: helmwright.dev/v1
kind: Service
owner: shop
image: {repository: ghcr.io/acme/files, tag: "1.0.0"}
resources: {requests: {cpu: 50m, memory: 64Mi}, limits: {memory: 128Mi}}
storage:
  files: {size: 1Gi, class: kept, mount: /data}
"""
OBJECTS = """\
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: spot}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: kept}
provisioner: ebs.csi.aws.com
reclaimPolicy: Retain
---
apiVersion: s3.services.k8s.aws/v1alpha1
kind: Bucket
metadata: {name: reports}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public}
spec:
  gatewayClassName: alb
  listeners: [{name: http, hostname: "*.preview.example", port: 80, protocol: HTTP}]
---
apiVersion: elbv2.k8s.aws/v1beta1
kind: TargetGroupBinding
metadata: {name: old}
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: {name: ledger}
spec: {instances: 1, storage: {size: 1Gi}}
---
apiVersion: v1
kind: Service
metadata:
  name: tcp
  annotations: {external-dns.alpha.kubernetes.io/hostname: "tcp.preview.example, udp.preview.example"}
spec: {type: LoadBalancer, ports: [{port: 9000}]}
"""
DNS = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: external-dns}
spec:
  selector: {matchLabels: {app: external-dns}}
  template:
    metadata: {labels: {app: external-dns}}
    spec:
      containers: [{name: external-dns, image: "registry.k8s.io/external-dns/external-dns:v0.22.0", args: [ARGS]}]
"""


def addon(root: Path, name: str, template: str) -> None:
    for path, text in {
        f"apps/{name}/addon.yaml": (
            "apiVersion: helmwright.dev/v1\nkind: Addon\nowner: shop\nonlyIn: [preview]\n"
            f"chart: {{path: charts/{name}}}\n"
        ),
        f"charts/{name}/Chart.yaml": f"apiVersion: v2\nname: {name}\nversion: 1.0.0\n",
        f"charts/{name}/values.yaml": "{}\n",
        f"charts/{name}/templates/a.yaml": template,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


@pytest.fixture
def preview(repository: Path) -> Path:
    """An environment that has one of everything that would be left behind."""
    for path, text in {
        "environments/preview.yaml": PREVIEW,
        "apps/orders/services/orders.yaml": SERVICE,
        "apps/orders/services/files.yaml": FILES,
    }.items():
        (repository / path).parent.mkdir(parents=True, exist_ok=True)
        (repository / path).write_text(f"{text}onlyIn: [preview]\n" if "services" in path else text)
    addon(repository, "platform", OBJECTS)
    return repository


def test_each_command_in_its_order(run: Run, golden: Golden, preview: Path) -> None:
    addon(preview, "external-dns", DNS.replace("ARGS", "--policy=sync"))
    result = run("teardown", "--env", "preview")
    assert (result.stderr, result.exit_code) == ("", 0)
    golden("teardown.txt", result.stdout)


def test_the_same_for_programs(run: Run, golden: Golden, preview: Path) -> None:
    addon(preview, "external-dns", DNS.replace("ARGS", "--policy=upsert-only"))
    result = run("teardown", "--env", "preview", "--format", "json")
    assert result.exit_code == 0
    golden("teardown.json", result.stdout)
    (preview_,) = json.loads(result.stdout)["environments"].values()
    assert "records" not in [step["name"] for step in preview_["steps"]]  # records that stay are for people


def test_nodes_of_auto_mode_go_with_their_cluster(run: Run, preview: Path) -> None:
    path = preview / "environments/preview.yaml"
    path.write_text(path.read_text().replace("provider: eks,", "provider: eks, autoMode: true,"))
    result = run("teardown", "--env", "preview")
    assert result.exit_code == 0
    assert "nodepool" not in result.stdout


def test_an_environment_must_be_named(run: Run, repository: Path) -> None:
    result = run("teardown")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "name the environment with --env" in result.stderr
