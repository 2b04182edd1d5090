"""Objects that both validators must accept, or refuse at the same places."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

from helmwright.kubernetes.manifests import Manifest
from helmwright.validate.validator import Path
from helmwright.yamlio.documents import documents

VALID = """
{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {example.com/enforce: restricted}}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: a, creationTimestamp: null}, data: {a: "1", b: ""}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: null, binaryData: {a: aGk=}}
---
{apiVersion: v1, kind: Secret, metadata: {generateName: a-}, stringData: {a: b}, type: Opaque}
---
apiVersion: v1
kind: Service
metadata: {name: web, annotations: {note: "\\u2028 \\u0085 \\U0001F600"}}
spec: {ports: [{port: 80, targetPort: http}, {port: 81, targetPort: 8081}], selector: {app: web}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  strategy: {rollingUpdate: {maxSurge: 25%, maxUnavailable: 0}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: web:1
        env: [{name: A, value: ""}, {name: B, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]
        resources: {limits: {cpu: 1, memory: 128Mi}, requests: {cpu: 0.5}}
        livenessProbe: {httpGet: {path: /, port: http}, initialDelaySeconds: 5}
        lifecycle: {preStop: {sleep: {seconds: 5}}}
status: {replicas: 1}
---
{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {schedule: "0 3 * * *", jobTemplate: {
  spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}}}
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {podSelector: {}}}
---
{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {maxReplicas: 3,
  scaleTargetRef: {kind: Deployment, name: web}, metrics: [{type: Resource, resource: {name: cpu,
  target: {type: Utilization, averageUtilization: 70}}}]}}
---
{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: bars.example.com},
  spec: {group: example.com, scope: Namespaced, names: {kind: Bar, plural: bars}, versions: [{name: v1,
  served: true, storage: true, schema: {openAPIV3Schema: {properties: {a: {default: {b: 1}}}}}}]}}
---
{apiVersion: example.com/v1, kind: Foo, metadata: {name: a}, spec: {size: 3, port: http}}
---
{apiVersion: example.com/v1, kind: Foo, metadata: {name: a}, spec: {size: 0, port: 80, "on": null}}
"""

_DEPLOYMENT = """
apiVersion: apps/v1
kind: Deployment
metadata: {{name: web{metadata}}}
spec:
  selector: {{matchLabels: {{app: web}}}}
  template: {{spec: {{containers: [{{name: web, image: a{container}}}]{pod}}}}}
{spec}
"""


def _deployment(**parts: str) -> str:
    return _DEPLOYMENT.format(**{"metadata": "", "container": "", "pod": "", "spec": "", **parts})


_CONTAINER: Path = ("spec", "template", "spec", "containers", 0)
_FOO = "{apiVersion: example.com/v1, kind: Foo, metadata: {name: a}, spec: "

INVALID: Mapping[str, tuple[str, Mapping[Path, str]]] = {
    "a string for a number": (
        _deployment(spec='  replicas: "2"'),
        {("spec", "replicas"): "got string, want integer"},
    ),
    "a number for a string": (
        _deployment(container=", env: [{name: A, value: 1}]"),
        {(*_CONTAINER, "env", 0, "value"): "got number, want string"},
    ),
    "a fraction for a whole number": (
        _deployment(spec="  replicas: 1.5"),
        {("spec", "replicas"): "got number, want integer"},
    ),
    "unknown fields": (
        _deployment(spec="  replica: 2\n  a/b~c: 1", container=", 'it''s': 1"),
        {
            ("spec", "replica"): "is not allowed here",
            ("spec", "a/b~c"): "is not allowed here",
            (*_CONTAINER, "it's"): "is not allowed here",
        },
    ),
    "an unknown field at the top": (_deployment() + "stats: {}", {("stats",): "is not allowed here"}),
    "a field in the wrong place": (
        _deployment(pod=", imagePullPolicy: Always"),
        {("spec", "template", "spec", "imagePullPolicy"): "is not allowed here"},
    ),
    "a missing field": (
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {template: {}}}",
        {("spec",): "lacks 'selector'"},
    ),
    "several missing fields": (
        _deployment(container=", env: [{}], volumeMounts: [{}]"),
        {(*_CONTAINER, "env", 0): "lacks 'name'", (*_CONTAINER, "volumeMounts", 0): "lacks '"},
    ),
    "neither a whole number nor a string": (
        _deployment(container=", livenessProbe: {httpGet: {port: 1.5}}"),
        {
            (*_CONTAINER, "livenessProbe", "httpGet", "port"): (
                "fits none of the allowed forms: got number, want string; got number, want integer"
            )
        },
    ),
    "no quantity": (
        _deployment(container=", resources: {limits: {cpu: [1], memory: {}, disk: true}}"),
        {
            (*_CONTAINER, "resources", "limits", "cpu"): (
                "fits none of the allowed forms: got array, want string; got array, want number"
            ),
            (*_CONTAINER, "resources", "limits", "memory"): (
                "fits none of the allowed forms: got object, want string; got object, want number"
            ),
            (*_CONTAINER, "resources", "limits", "disk"): (
                "fits none of the allowed forms: got boolean, want string; got boolean, want number"
            ),
        },
    ),
    "a null where one value is two things at once": (
        _deployment(container=", livenessProbe: {httpGet: {port: null}}"),
        {(*_CONTAINER, "livenessProbe", "httpGet", "port"): "fits more than one"},
    ),
    "a list for a map": (
        _deployment(container=", resources: []"),
        {(*_CONTAINER, "resources"): "got array, want object"},
    ),
    "a map for a list": (
        _deployment(container=", env: {A: b}"),
        {(*_CONTAINER, "env"): "got object, want array"},
    ),
    "a label that is no string": (
        _deployment(metadata=", labels: {a: 1, b: yes, c: null}"),
        {
            ("metadata", "labels", "a"): "got number, want string",
            ("metadata", "labels", "b"): "got boolean, want string",
        },
    ),
    "a time that is none": (
        _deployment(metadata=", creationTimestamp: yesterday"),
        {("metadata", "creationTimestamp"): "date-time"},
    ),
    "a spec that is text": (
        "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: later}",
        {("spec",): "got string, want object"},
    ),
    "a version that has gone": (
        "{apiVersion: policy/v1beta1, kind: PodDisruptionBudget, metadata: {name: a}}",
        {(): "there is no schema of its kind"},
    ),
    "a kind of another group": (
        "{apiVersion: apps.example.com/v1, kind: Deployment, metadata: {name: a}}",
        {(): "there is no schema of its kind"},
    ),
    "a kind that only exists inside others": (
        "{apiVersion: apps/v1, kind: DeploymentSpec, selector: {}, template: {}}",
        {(): "there is no schema of its kind"},
    ),
    "no kind": ("{apiVersion: v1, metadata: {name: a}}", {(): "has no kind"}),
    "an empty apiVersion": ('{apiVersion: "", kind: Pod}', {(): "has no apiVersion"}),
    "a kind that would leave its folder": ("{apiVersion: v1, kind: ../../x}", {(): "has an odd kind"}),
    "a name that is no string": (
        "{apiVersion: v1, kind: Pod, metadata: {name: [a]}}",
        {("metadata", "name"): "must be a string"},
    ),
    "metadata that is no map": ("{apiVersion: v1, kind: Pod, metadata: a}", {("metadata",): "must be a map"}),
    "a custom resource with unknown fields": (
        _FOO + "{size: 1, colour: red}}",
        {("spec", "colour"): "is not allowed here"},
    ),
    "a custom resource beyond its limits": (
        _FOO + "{size: 12, name: a-b, port: true}}",
        {
            ("spec", "size"): "12 is greater than the maximum of 9",
            ("spec", "name"): '"a-b" does not match',
            (
                "spec",
                "port",
            ): "fits none of the allowed forms: got boolean, want string; got boolean, want integer",
        },
    ),
    "a custom resource without one of two fields": (
        _FOO + "{}}",
        {("spec",): "fits none of the allowed forms"},
    ),
    "a custom resource with a forbidden pair": (
        _FOO + "{size: 1, mode: c, name: ABORT}}",
        {("spec",): "breaks the rule not", ("spec", "mode"): 'must be one of "a", "b"'},
    ),
}

FOO_CRD = dedent(
    """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: foos.example.com}
    spec:
      group: example.com
      names: {kind: Foo, plural: foos}
      scope: Namespaced
      versions:
      - name: v1
        served: true
        storage: true
        schema:
          openAPIV3Schema:
            type: object
            required: [spec]
            properties:
              spec:
                type: object
                properties:
                  size: {type: integer, minimum: 0, maximum: 9, format: int32}
                  port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}
                  name: {type: string, pattern: "^((?i)abort|[a-z]+)$"}
                  mode: {type: string, enum: [a, b]}
                  "on": {type: boolean, nullable: true}
                anyOf: [{required: [size]}, {required: [port]}]
                not: {required: [mode, name]}
    """
).encode()


def manifests(text: str) -> list[Manifest]:
    """The objects of a YAML text."""
    return [Manifest("shop/templates/a.yaml", item) for item in documents(text)]
