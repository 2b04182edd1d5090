"""A repository of any size for measurements: apps of five services that call each other, in three environments."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from helmwright import resources

SERVICES_PER_APP = 5
ENVIRONMENTS = ("dev", "staging", "prod")
TEAMS = ("alpha", "beta")

_REPOSITORY = """\
apiVersion: helmwright.dev/v1
kind: Repository
name: bench
repoURL: https://git.example/bench.git
teams:
"""
_ENVIRONMENT = """\
apiVersion: helmwright.dev/v1
kind: Environment
cluster: {name: DESTINATION, provider: eks, kubernetesVersion: "1.34", vpc: {cidrs: [10.0.0.0/16]}}
argocd: {destination: DESTINATION}
domain: NAME.bench.example
exposure: {type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb}
secretStores: {default: {name: aws-secrets-manager}}
storageClasses: {fast: gp3}
defaults: {replicas: {min: 2, max: 6, cpu: 70}}
"""
_APP = """\
apiVersion: helmwright.dev/v1
kind: App
owner: TEAM
"""
_SERVICE = """\
apiVersion: helmwright.dev/v1
kind: Service
description: Number NUMBER of the app
image: {repository: ghcr.io/acme/NAME, tag: "1.0.NUMBER"}
ports:
  http: {container: 8080, service: 80}
  metrics: 9090
EXPOSEenv:
  LOG_LEVEL: info
  REGION: eu-west-1
  POOL_SIZE: "20"
ADDRESSsecrets:
  db: {key: bench/NAME, env: {DB_PASSWORD: password}}
config:
  app: {data: {app.yaml: "level: info\\n"}, mount: /etc/app}
storage:
  cache: {temporary: true, size: 1Gi, mount: /cache}
probes:
  readiness: {type: http, path: /healthz, port: http}
  liveness: {type: http, path: /livez, port: http, failureThreshold: 6}
resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
environments:
  dev: {replicas: 1, env: {LOG_LEVEL: debug}}
"""


def write(
    root: Path, services: int, environments: Sequence[str] = ENVIRONMENTS, teams: Sequence[str] = TEAMS
) -> None:
    """Writes a repository with that many services below `root`."""
    (root / "environments").mkdir(parents=True)
    shutil.copytree(resources.charts() / "service", root / "charts/service")
    (root / "helmwright.yaml").write_text(_REPOSITORY + "".join(f"  {team}: {{}}\n" for team in teams))
    for environment in environments:
        text = _ENVIRONMENT.replace("NAME", environment).replace("DESTINATION", f"bench-{environment}")
        (root / f"environments/{environment}.yaml").write_text(text)
    for index in range(services):
        add(root, index, teams)


def add(root: Path, index: int, teams: Sequence[str] = TEAMS) -> None:
    """Writes one more service, and its app when it is the app's first."""
    app, number = divmod(index, SERVICES_PER_APP)
    folder = root / f"apps/app{app:03}"
    (folder / "services").mkdir(parents=True, exist_ok=True)
    if number == 0:
        (folder / "app.yaml").write_text(_APP.replace("TEAM", teams[app % len(teams)]))
    name = f"service{number}"
    expose = "expose: {hosts: [HOST], port: http}\n".replace("HOST", f"app{app:03}") if number == 0 else ""
    address = f"  UPSTREAM: {{url: service{number - 1}/http}}\n" if number else ""
    text = _SERVICE.replace("NUMBER", str(number)).replace("NAME", f"app{app:03}-{name}")
    text = text.replace("EXPOSE", expose).replace("ADDRESS", address)
    (folder / f"services/{name}.yaml").write_text(text)
