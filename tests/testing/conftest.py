from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

FILES = {
    "Chart.yaml": "{apiVersion: v2, name: web, version: 1.2.3}",
    "values.yaml": "replicas: 1\n",
    "values.schema.json": '{"properties": {"replicas": {"type": "integer"}}}',
    "templates/workload.yaml": """
{{- if gt (int .Values.replicas) 9 }}{{ fail "too many" }}{{ end }}
apiVersion: apps/v1
kind: Deployment
metadata: {name: "{{ .Chart.Name }}", namespace: "{{ .Release.Namespace }}"}
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, release: "{{ .Release.Name }}"}}
    spec:
      containers:
        - name: app
          image: web:{{ .Capabilities.KubeVersion.Version }}
          env:
            - {name: MODE, value: fast}
            - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
""",
    "templates/service.yaml": """
apiVersion: v1
kind: Service
metadata: {name: "{{ .Chart.Name }}"}
spec: {ports: [{port: 80}], selector: {app: web}}
""",
}
"""A chart that is nobody's in particular."""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with a chart in `charts/web`, which its pytest configuration names."""
    for path, text in FILES.items():
        file = pytester.path / "charts/web" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    pytester.makepyprojecttoml(
        '[tool.pytest.ini_options]\naddopts = ["-p", "chartwright.testing.plugin"]\n'
        'helmwright_chart = "charts/web"\n'
    )
    monkeypatch.delenv("CI", raising=False)
    return pytester


@pytest.fixture
def outcome(project: pytest.Pytester) -> Callable[..., pytest.RunResult]:
    """Runs pytest over one file of tests."""

    def run(tests: str, *options: str, path: str = "test_web.py") -> pytest.RunResult:
        file = Path(project.path, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"import pytest\n{tests}")
        return project.runpytest(*options)

    return run
