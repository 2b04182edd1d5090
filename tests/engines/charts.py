"""Small charts that every Helm engine must render, or refuse, alike."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from helmwright.archive import pack
from helmwright.render.engine import RenderFailure, RenderRequest

Files = Mapping[str, str]

SERVICE = {
    "Chart.yaml": "{apiVersion: v2, name: service, version: 0.1.0}",
    "values.yaml": "replicas: 2",
    "templates/deployment.yaml": """
apiVersion: apps/v1
kind: Deployment
metadata: {name: "{{ .Release.Name }}-{{ .Chart.Name }}", namespace: "{{ .Release.Namespace }}"}
spec: {replicas: {{ .Values.replicas }}}
""",
}
SCHEMA = {
    "values.schema.json": json.dumps(
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "global": {"type": "object"},
                "replicas": {"type": "integer"},
                "resources": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["cpu"],
                    "properties": {
                        "cpu": {"type": "string"},
                        "memory": {"oneOf": [{"type": "string"}, {"type": "null"}]},
                    },
                },
            },
        }
    )
}
DEPENDENCIES = """
dependencies:
- {name: service, alias: cart, version: 0.1.0}
- {name: service, alias: web, version: 0.1.0}
"""


def umbrella(
    values: str = "",
    *,
    service: Files | None = None,
    chart: str = "type: application",
    dependencies: str = DEPENDENCIES,
    own: Files | None = None,
    release: str = "prod-shop",
) -> RenderRequest:
    """An umbrella chart over SERVICE and what `service` adds to it.

    `chart` are more lines of its Chart.yaml, `own` files of its own.
    """
    files = {
        "Chart.yaml": f"apiVersion: v2\nname: prod-shop\nversion: 0.0.0\n{chart}\n{dependencies}",
        "values.yaml": values,
        **(own or {}),
    }
    packed = {path: text.encode() for path, text in {**SERVICE, **(service or {})}.items()}
    encoded = {path: text.encode() for path, text in files.items()}
    encoded["charts/service-0.1.0.tgz"] = pack("service", packed)
    return RenderRequest(release, "shop", encoded, "1.34", ("monitoring.coreos.com/v1",))


def template(text: str, **more: str) -> RenderRequest:
    """The umbrella chart over a service with one template, under one alias."""
    files = {"templates/deployment.yaml": text, **{f"templates/{name}": part for name, part in more.items()}}
    return umbrella(service=files, dependencies=DEPENDENCIES.rpartition("- ")[0])


CRD = """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: foos.example.com}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: bars.example.com}
"""

RENDERED = {
    "two aliases of one chart": umbrella("cart: {replicas: 5}", service=SCHEMA),
    "a disabled alias": umbrella(
        "cart: {enabled: false}",
        service={"crds/foo.yaml": CRD},
        dependencies=DEPENDENCIES.replace("alias: cart", "alias: cart, condition: cart.enabled"),
    ),
    "values imported from a sub-chart": umbrella(
        service={"values.yaml": "{replicas: 2, exports: {defaults: {shared: 7}}}"},
        own={"templates/own.yaml": "{kind: A, shared: {{ .Values.shared }}}"},
        dependencies="dependencies: [{name: service, version: 0.1.0, import-values: [defaults]}]",
    ),
    "crds, with templates beside them": umbrella(service={"crds/foo.yaml": CRD}),
    "several documents, empty ones, comments": template(
        "# first\nkind: B\n---\n---\n# only a comment\n---\nkind: A\n---\nnull\n---\n~\n"
    ),
    "text that a trim glues to the line between documents": template(
        "kind: A\n---\n\n{{- if true -}}\nkind: B\n---\n{{- end }}\n--- {kind: C}\n---# note\nkind: D\n"
    ),
    "documents whose first line is indented": template("\n  kind: A\nb: 1\n---\n\n    kind: B\nc: 2\n"),
    "hooks of every sort": template(
        """
{kind: A, metadata: {annotations: {helm.sh/hook: pre-install}}}
---
{kind: B, metadata: {annotations: {helm.sh/hook: "PRE-install, post-Upgrade"}}}
---
{kind: C, metadata: {annotations: {helm.sh/hook: test, helm.sh/hook-weight: "-5"}}}
---
{kind: D, metadata: {annotations: {helm.sh/hook: crd-install}}}
---
{kind: E, metadata: {annotations: {helm.sh/hook: "pre-install,unknown"}}}
---
{kind: F, metadata: {annotations: {helm.sh/hook: ""}}}
"""
    ),
    "notes, helpers and an empty template": template(
        '{{ include "name" . }}: 1\n',
        **{
            "NOTES.txt": "Thanks",
            "_helpers.tpl": '{{ define "name" }}kind{{ end }}',
            "none.yaml": "{{ if 0 }}a{{ end }}",
        },
    ),
    "lists of objects": template(
        "{kind: List, apiVersion: v1, items: [{kind: A}, {kind: BList, items: [{kind: C}]}]}"
    ),
    "values beside the chart's own": replace(
        umbrella("{a: {b: 1, c: 2}, d: [3], e: 4}", own={"templates/own.yaml": "all: {{ toJson .Values }}"}),
        values={"a": {"b": "1e5", "n": 1048576}, "d": [], "e": None},
    ),
    "the cluster's versions": template(
        "kube: {{ .Capabilities.KubeVersion.Version }}\n"
        "minor: {{ .Capabilities.KubeVersion.Minor | quote }}\n"
        'known: {{ .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }}\n'
        'unknown: {{ .Capabilities.APIVersions.Has "example.com/v1" }}\n'
        "install: {{ .Release.IsInstall }}\nrevision: {{ .Release.Revision }}\n"
    ),
    "a version within the chart's range": umbrella(chart='kubeVersion: ">=1.32.0-0 <1.36.0-0"'),
    "a range in a sub-chart, which Helm ignores": umbrella(
        service={"Chart.yaml": '{apiVersion: v2, name: service, version: 0.1.0, kubeVersion: ">=9"}'}
    ),
    "text that looks like Helm's own output": template(
        "kind: A\ndata:\n  page: |\n    ---\n    # Source: other/templates/x.yaml\n    kind: B\n"
    ),
    "scalars that YAML readers disagree on": template(
        "a: yes\nb: [y, n, off]\nc: 0777\nd: 1_000\ne: 12:30:45\nf: 2024-01-01\n"
        "g: 1e3\nh: 0o17\ni: =\nj: 1.0\n"
    ),
}

_AT = "prod-shop/charts/cart/templates/deployment.yaml"

REFUSED: dict[str, tuple[RenderRequest, tuple[RenderFailure, ...]]] = {
    "values of the wrong type and unknown ones": (
        umbrella(
            "cart: {replicas: two, resources: {cpu: 1, gpu: 1}}\nweb: {name: web, resources: {memory: 1}}",
            service=SCHEMA,
        ),
        (
            RenderFailure("got string, want integer", values_path="cart.replicas"),
            RenderFailure("got number, want string", values_path="cart.resources.cpu"),
            RenderFailure("is not allowed here", values_path="cart.resources.gpu"),
            RenderFailure("is not allowed here", values_path="web.name"),
            RenderFailure("lacks 'cpu'", values_path="web.resources"),
            RenderFailure(
                "fits none of the allowed forms: got number, want string; got number, want null",
                values_path="web.resources.memory",
            ),
        ),
    ),
    "values of the umbrella's own schema": (
        umbrella("domain: 1", own={"values.schema.json": '{"properties": {"domain": {"type": "string"}}}'}),
        (RenderFailure("got number, want string", values_path="domain"),),
    ),
    "values that are no map": (
        umbrella("cart: 1"),
        (RenderFailure("a sub-chart's values must be a map", values_path="cart"),),
    ),
    "values.yaml that is no YAML": (
        umbrella("cart: ["),
        (RenderFailure("values.yaml is not YAML: line 1: did not find expected node content"),),
    ),
    "a call of fail": (
        template('kind: A\n{{ fail (printf "port %q:\\nis taken" "http") }}'),
        (RenderFailure('port "http":\nis taken', _AT, 2),),
    ),
    "a required value, in a helper": (
        template(
            'a: {{ include "name" . }}',
            **{"_h.tpl": '{{ define "name" }}\n{{ required "name it" .Values.name }}{{ end }}'},
        ),
        (RenderFailure("name it", _AT, 1),),
    ),
    "a value of nothing": (
        template("kind: A\na: {{ .Values.a.b.c }}"),
        (RenderFailure(".Values.a.b.c: nil pointer evaluating interface {}.b", _AT, 2),),
    ),
    "a value of nothing, two helpers deep": (
        template(
            '{{ include "q" . }}',
            **{
                "_h.tpl": '{{ define "q" }}\n{{ include "r" . }}{{ end }}'
                '{{ define "r" }}\n\n{{ .Values.a.b }}{{ end }}'
            },
        ),
        (
            RenderFailure(
                ".Values.a.b: nil pointer evaluating interface {}.b"
                " (prod-shop/charts/cart/templates/_h.tpl:4)",
                _AT,
                1,
            ),
        ),
    ),
    "a value of nothing, in tpl": (
        template("""a: {{ tpl "{{ .Values.a.b.c }}" . }}"""),
        (RenderFailure(".Values.a.b.c: nil pointer evaluating interface {}.b (gotpl:1)", _AT, 1),),
    ),
    "a function's own error": (
        template('a: {{ index .Values "replicas" "x" }}'),
        (RenderFailure('index .Values "replicas" "x": can\'t index item of type float64', _AT, 1),),
    ),
    "a template that is not defined": (
        template('a: {{ include "nope" . }}'),
        (RenderFailure('include "nope" .: no template "nope" associated with template "gotpl"', _AT, 1),),
    ),
    "a function that does not exist": (
        template("a: b\nc: {{ .Values | nope }}"),
        (RenderFailure('function "nope" not defined', _AT, 2),),
    ),
    "an action that does not end": (
        template("a: {{ .Values\n"),
        (RenderFailure(f"unclosed action started at {_AT}:1", _AT, 2),),
    ),
    "YAML that cannot be read, in two templates": (
        template("a: b\n c: d", **{"other.yaml": "a: 'b' c\n"}),
        (
            RenderFailure(
                "the rendered YAML is not valid: mapping values are not allowed in this context"
                " (line 2 of the rendered text)",
                _AT,
            ),
            RenderFailure(
                "the rendered YAML is not valid: did not find expected key (line 1 of the rendered text)",
                _AT.replace("deployment", "other"),
            ),
        ),
    ),
    "a key given twice": (
        template("kind: A\nspec:\n  a: 1\n  a: 2\n"),
        (
            RenderFailure(
                "the rendered YAML is not valid: the key 'a' is given twice (line 4 of the rendered text)",
                _AT,
            ),
        ),
    ),
    "text that is no object": (
        template("- a\n- b\n"),
        (RenderFailure("the rendered YAML is not valid: a list is no Kubernetes object", _AT),),
    ),
    "metadata that is text": (
        template("kind: A\nmetadata: text\n"),
        (RenderFailure("the rendered YAML is not valid: metadata is a string, not a map", _AT),),
    ),
    "a name that is a list": (
        template("kind: A\nmetadata: {name: [a]}\n"),
        (RenderFailure("the rendered YAML is not valid: name is a list, not text", _AT),),
    ),
    "a kind that is a map": (
        template("kind: {a: b}\n"),
        (RenderFailure("the rendered YAML is not valid: kind is a map, not text", _AT),),
    ),
    "a dependency that is not vendored": (
        umbrella(dependencies=DEPENDENCIES + "- {name: redis, version: 1.0.0}\n"),
        (RenderFailure("missing in charts/: redis"),),
    ),
    "a version outside the chart's range": (
        umbrella(chart='kubeVersion: ">=1.40.0-0"'),
        (RenderFailure("needs Kubernetes >=1.40.0-0, which 1.34.0 is not"),),
    ),
    "a range that cannot be read": (
        umbrella(chart="kubeVersion: newest"),
        (RenderFailure("needs Kubernetes newest, which 1.34.0 is not"),),
    ),
    "a library chart": (
        umbrella(chart="type: library"),
        (RenderFailure("library charts are not installable"),),
    ),
    "a release name that Helm does not take": (
        umbrella(release="Prod_Shop"),
        (
            RenderFailure(
                r"the release name is not valid: must match regex ^[a-z0-9]([-a-z0-9]*[a-z0-9])?"
                r"(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ and the length must not be longer than 53"
            ),
        ),
    ),
    "a broken archive": (
        umbrella(own={"charts/other-1.0.0.tgz": "not an archive"}),
        (RenderFailure("charts/other-1.0.0.tgz is not a gzip file"),),
    ),
}
