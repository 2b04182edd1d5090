"""A small chart to change: a store with a claim, a web server and a task, as files by path."""

from __future__ import annotations

from pathlib import Path

from chartwright.cases.case import Case, read_cases
from helmwright.charts.chart import Chart, from_folder

METADATA = """\
apiVersion: v2
name: demo
description: A demo
# What the cluster must be.
kubeVersion: ">=1.31.0-0"
version: 1.2.0
"""
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels: {helm.sh/chart: "{{ .Chart.Name }}-{{ .Chart.Version }}"}
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "web:{{ .Values.tag }}"}]}
"""
STATEFUL_SET = """\
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: store}
spec:
  serviceName: store
  selector: {matchLabels: {app: store}}
  template:
    metadata: {labels: {app: store}}
    spec: {containers: [{name: store, image: "store:1"}]}
  volumeClaimTemplates:
    - metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
"""
CLAIM = """\
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: files}
spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 2Gi}}}
"""
SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: store}
spec: {clusterIP: None, selector: {app: store}, ports: [{port: 80}]}
"""
JOB = """\
apiVersion: batch/v1
kind: Job
metadata: {name: task, annotations: {note: once}}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: task, image: "task:1"}]}}}
"""
SCHEMA = """\
{
  "properties": {"replicas": {"type": "integer"}, "tag": {"type": "string"}, "global": {}},
  "additionalProperties": false
}
"""
CHANGELOG = """\
# Changelog

## [Unreleased]

### Added

- A store that
  keeps things.

### Security

- Fewer rights.

## [1.2.0] - 2026-01-31

### Changed

- Nearly nothing.
"""
FILES = {
    "Chart.yaml": METADATA,
    "values.yaml": "replicas: 1\n",
    "values.schema.json": SCHEMA,
    "CHANGELOG.md": CHANGELOG,
    ".helmignore": "CHANGELOG.md\n",
    "templates/deployment.yaml": DEPLOYMENT,
    "templates/stateful-set.yaml": STATEFUL_SET,
    "templates/claim.yaml": CLAIM,
    "templates/service.yaml": SERVICE,
    "templates/job.yaml": JOB,
    "ci/two-values.yaml": "replicas: 2\ntag: x\n",
}
CASES: tuple[Case, ...] = read_cases({"ci/two-values.yaml": FILES["ci/two-values.yaml"].encode()})


def files(*changes: tuple[str, str, str], without: str = "") -> dict[str, bytes]:
    """The files with texts changed, each a path, what stands there and what shall."""
    texts = {path: text for path, text in FILES.items() if path != without}
    for path, old, new in changes:
        assert texts[path].count(old) == 1, (path, old)
        texts[path] = texts[path].replace(old, new)
    return {path: text.encode() for path, text in texts.items()}


def chart(*changes: tuple[str, str, str], without: str = "") -> Chart:
    """The chart of the files."""
    return from_folder(files(*changes, without=without))


def write(folder: Path, *changes: tuple[str, str, str], without: str = "") -> Path:
    """The files in a folder."""
    for path, content in files(*changes, without=without).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder
