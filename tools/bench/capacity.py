"""What `capacity` costs beyond the render: one environment at three loads, with updates, losses and drains."""

from __future__ import annotations

import time
from pathlib import Path

from tools.bench import repository

from helmwright import pipeline, resources
from helmwright.capacity.plan import Plan
from helmwright.capacity.reckon import reckon
from helmwright.capacity.tables import tables
from helmwright.known import read as known
from helmwright.render.cache import Cache
from helmwright.render.engine import Renderer
from helmwright.render.engines.choose import renderer
from helmwright.validate.embedded import EmbeddedValidator
from helmwright.validate.readable import readable

ENVIRONMENT = "prod"
_NODES = """\
  nodes:
    general: {instanceTypes: [m7i.2xlarge, m7a.2xlarge], min: 6, max: 60, zones: [eu-west-1a, eu-west-1b, eu-west-1c]}
    pool:
      type: karpenter
      instanceTypes: [m7i.xlarge, m7i.2xlarge, m7i.4xlarge, c7i.2xlarge, r7i.2xlarge]
      limits: {cpu: "4000"}
"""
_CLUSTER = (
    'cluster: {name: bench-prod, provider: eks, kubernetesVersion: "1.34", vpc: {cidrs: [10.0.0.0/16]}}\n'
)
_ASKED = "requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}"


def write(root: Path, services: int) -> None:
    """The usual repository, with nodes in one environment and services of many sizes."""
    repository.write(root, services)
    path = root / f"environments/{ENVIRONMENT}.yaml"
    block = 'cluster:\n  name: bench-prod\n  provider: eks\n  kubernetesVersion: "1.34"\n' + _NODES
    path.write_text(path.read_text().replace(_CLUSTER, block))
    for index, file in enumerate(sorted(root.glob("apps/*/services/*.yaml"))):
        cpu, memory = 50 + index * 37 % 950, 64 + index * 101 % 1900
        asked = f"requests: {{cpu: {cpu}m, memory: {memory}Mi}}, limits: {{memory: {2 * memory}Mi}}"
        file.write_text(file.read_text().replace(_ASKED, asked))


def report(root: Path, cache: Path, services: int) -> Plan:
    """Prints the table."""
    write(root, services)
    engine = renderer()
    chosen: Renderer = engine  # type: ignore[assignment]
    tools = pipeline.Tools(chosen, Cache(cache), jobs=2)
    rendered = pipeline.render(root, tools, lambda release: release.environment.name == ENVIRONMENT)
    if rendered.resolved is None:
        raise SystemExit("\n".join(map(str, rendered.findings)))
    environment = rendered.resolved.inputs.environments[ENVIRONMENT]
    validator = EmbeddedValidator((resources.schemas() / "crds",))
    started = time.perf_counter()
    objects, _ = readable(rendered.resolved, environment, rendered.manifests, validator)
    read = time.perf_counter()
    plan = reckon(environment, objects, rendered.resolved.instance_types, known.system_objects())
    reckoned = time.perf_counter()
    shown = sum(len(table.rows) for table in tables(plan))
    last = plan.loads[-1]
    print(f"capacity of {services} services in one environment, seconds beyond the render:")
    print(f"  {'objects that decide it':<28}{read - started:>9.3f}")
    print(f"  {'three loads':<28}{reckoned - read:>9.3f}")
    print(f"  {last.total.requests.pods} pods at maximum, {len(last.nodes)} nodes, {shown} rows")
    return plan
