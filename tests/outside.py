"""Repositories that want out: each makes something that helmwright runs look at an address or at a file elsewhere.

Every way is a function of a small repository with the app shop, the service cart and a chart of its own, of an address
where somebody counts, and of a file whose content nobody may see.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from helmwright.archive import pack

CANARY = "canary-5f2c9e71"
"""The content of the file elsewhere, and of every answer at the address."""

FILES = {
    "helmwright.yaml": """\
apiVersion: helmwright.dev/v1
kind: Repository
name: acme
repoURL: https://git.example/acme.git
teams: {shop: {}}
""",
    "environments/dev.yaml": """\
apiVersion: helmwright.dev/v1
kind: Environment
cluster: {name: dev, provider: kind, kubernetesVersion: "1.34"}
""",
    "apps/shop/app.yaml": "apiVersion: helmwright.dev/v1\nkind: App\nowner: shop\n",
    "apps/shop/services/cart.yaml": """\
apiVersion: helmwright.dev/v1
kind: Service
image: {repository: ghcr.io/acme/cart, tag: "1.0.0"}
resources: {requests: {cpu: 50m, memory: 64Mi}, limits: {memory: 128Mi}}
""",
    "charts/service/Chart.yaml": "apiVersion: v2\nname: service\nversion: 1.0.0\n",
    "charts/service/values.yaml": "# The image.\nimage: {}\n# How much it gets.\nresources: {}\n",
    "charts/service/templates/a.yaml": """\
apiVersion: example.com/v1
kind: Widget
metadata: {name: {{ .Chart.Name }}}
spec: {image: {{ toJson .Values.image }}, resources: {{ toJson .Values.resources }}}
""",
}
_CHART = "charts/service"
_SCHEMA = f"{_CHART}/values.schema.json"
_CRD_SCHEMA = "schemas/crds/example.com/widget_v1.json"

Way = Callable[[Path, str, Path], None]


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Writes files by their paths below a folder."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())


def repository(root: Path, way: str, url: str, canary: Path) -> None:
    """Makes the repository, and opens one of WAYS in it."""
    write(root, FILES)
    WAYS[way](root, url, canary)


def _schema(path: str, make: Callable[[str, Path], Any]) -> Way:
    def way(root: Path, url: str, canary: Path) -> None:
        content = make(url, canary)
        write(root, {path: content if isinstance(content, str) else json.dumps(content)})

    return way


def _sub_chart(place: Callable[[bytes, bytes], Mapping[str, bytes]]) -> Way:
    """A schema of a chart in the chart, whose values are set, or Helm would not look at it."""

    def way(root: Path, url: str, _: Path) -> None:
        chart = b"apiVersion: v2\nname: inner\nversion: 1.0.0\n"
        schema = json.dumps({"properties": {"a": {"$ref": f"{url}/inner"}}}).encode()
        write(root / _CHART, place(chart, schema))
        dependency = "dependencies: [{name: inner, version: 1.0.0, repository: ''}]\n"
        write(
            root,
            {
                f"{_CHART}/Chart.yaml": FILES[f"{_CHART}/Chart.yaml"] + dependency,
                f"{_CHART}/values.yaml": FILES[f"{_CHART}/values.yaml"]
                + "# The inner chart's.\ninner: {a: 1}\n",
            },
        )

    return way


def _template(text: str) -> Way:
    def way(root: Path, url: str, canary: Path) -> None:
        filled = text.replace("URL", url).replace("CANARY", str(canary))
        note = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: " + filled + "\n"
        write(root, {f"{_CHART}/templates/b.yaml": note})

    return way


def _nothing(root: Path, url: str, canary: Path) -> None:
    """The repository as it is, with a kind that kubeconform might look for elsewhere."""


def _dependency(root: Path, url: str, _: Path) -> None:
    dependency = f"dependencies: [{{name: inner, version: 1.0.0, repository: '{url}'}}]\n"
    write(root, {f"{_CHART}/Chart.yaml": FILES[f"{_CHART}/Chart.yaml"] + dependency})


def _descriptor(root: Path, url: str, canary: Path) -> None:
    host = url.removeprefix("http://")
    write(
        root,
        {
            "helmwright.yaml": FILES["helmwright.yaml"].replace("https://git.example", url),
            "apps/shop/services/cart.yaml": f"# yaml-language-server: $schema={url}/service.schema.json\n"
            + FILES["apps/shop/services/cart.yaml"].replace("ghcr.io/acme", host),
            "apps/shop/services/web.yaml": f"!include file://{canary}\n",
        },
    )


def _links(root: Path, _: str, canary: Path) -> None:
    (root / "apps/shop/services/web.yaml").symlink_to(canary)
    (root / _CHART / "values.schema.json").symlink_to(canary)
    write(root, {_CRD_SCHEMA: ""})
    (root / _CRD_SCHEMA).unlink()
    (root / _CRD_SCHEMA).symlink_to(canary)


def _own_schemas(root: Path, url: str, _: Path) -> None:
    for kind in ("service", "app", "environment", "repository"):
        write(root, {f"schemas/{kind}.schema.json": json.dumps({"$ref": f"{url}/{kind}"})})


def _copier(root: Path, url: str, canary: Path) -> None:
    answers = f"_src_path: {url}/template.git\n_commit: v1.0.0\n"
    write(root, {".copier-answers.yml": answers, "copier.yml": f"!include {canary}\n"})


def _tests(root: Path, url: str, _: Path) -> None:
    """A schema of a test's own, from which it draws values."""
    test = """\
from hypothesis import given
from chartwright.testing.strategies import values

@given(values({"type": "object", "properties": {"a": {"$ref": "URL/a"}}, "required": ["a"]}))
def test_a(values): pass
"""
    write(root, {"tests/test_any.py": test.replace("URL", url)})


WAYS: Mapping[str, Way] = {
    "chart $ref to an address": _schema(
        _SCHEMA, lambda url, _: {"properties": {"image": {"$ref": f"{url}/a"}}}
    ),
    "chart $ref to a file": _schema(
        _SCHEMA, lambda _, file: {"properties": {"image": {"$ref": file.as_uri()}}}
    ),
    "chart $ref to a path": _schema(
        _SCHEMA, lambda _, file: {"properties": {"image": {"$ref": str(file)[1:]}}}
    ),
    "chart $ref by an $id": _schema(
        _SCHEMA, lambda url, _: {"$id": f"{url}/base", "properties": {"image": {"$ref": "a"}}}
    ),
    "chart $ref in escapes": _schema(
        _SCHEMA, lambda url, _: f'{{"properties": {{"image": {{"\\u0024ref": "\\u0068{url[1:]}/%61"}}}}}}'
    ),
    "chart $schema": _schema(_SCHEMA, lambda url, _: {"$schema": f"{url}/draft"}),
    "chart $schema of a file": _schema(_SCHEMA, lambda _, file: {"$schema": file.as_uri()}),
    "chart $dynamicRef": _schema(
        _SCHEMA, lambda url, _: {"properties": {"image": {"$dynamicRef": f"{url}/a"}}}
    ),
    "chart $ref in an example": _schema(
        _SCHEMA,
        lambda url, _: {
            "properties": {"image": {"$ref": "#/default/a"}},
            "default": {"a": {"$ref": f"{url}/a"}},
        },
    ),
    "sub-chart in a folder": _sub_chart(
        lambda chart, schema: {"charts/inner/Chart.yaml": chart, "charts/inner/values.schema.json": schema}
    ),
    "sub-chart in an archive": _sub_chart(
        lambda chart, schema: {
            "charts/inner-1.0.0.tgz": pack("inner", {"Chart.yaml": chart, "values.schema.json": schema})
        }
    ),
    "CRD schema to an address": _schema(
        _CRD_SCHEMA, lambda url, _: {"properties": {"spec": {"$ref": f"{url}/a"}}}
    ),
    "CRD schema to a file": _schema(
        _CRD_SCHEMA, lambda _, file: {"properties": {"spec": {"$ref": file.as_uri()}}}
    ),
    "CRD schema to a path": _schema(
        _CRD_SCHEMA, lambda _, file: {"properties": {"spec": {"$ref": str(file)}}}
    ),
    "CRD $schema": _schema(_CRD_SCHEMA, lambda url, _: {"$schema": f"{url}/draft"}),
    "kind without a schema": _nothing,
    "getHostByName": _template('{{ getHostByName "canary.example" | quote }}'),
    "lookup": _template('{{ lookup "v1" "Secret" "default" "a" | toJson | quote }}'),
    ".Files": _template('{{ .Files.Get "CANARY" | quote }}{{ .Files.Get "../../../canary.json" | quote }}'),
    "env": _template('{{ print "$HOME" | quote }}'),
    "dependency to fetch": _dependency,
    "descriptor": _descriptor,
    "links": _links,
    "schemas of the repository": _own_schemas,
    "copier": _copier,
    "schema of a test": _tests,
}

CRD = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          $ref: URL/crd
          externalDocs: {url: URL/docs}
          properties: {spec: {type: object, $ref: "file://CANARY", default: {$ref: URL/crd}}}
"""

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "lint": ("lint",),
    "generate": ("generate",),
    "generate --diff": ("generate", "--diff"),
    "generate --check": ("generate", "--check"),
    "render": ("render",),
    "validate": ("validate",),
    "trace": ("trace", "shop/cart", "--env", "dev"),
    "addons vendor --check": ("addons", "vendor", "--check"),
    "charts lint": ("charts", "lint", _CHART),
    "charts docs": ("charts", "docs", "--add", "readme", _CHART),
    "charts coverage": ("charts", "coverage", _CHART),
    "charts package": ("charts", "package", _CHART),
    "charts diff": ("charts", "diff", _CHART, _CHART),
    "charts release": ("charts", "release", _CHART),
    "crds import": ("crds", "import", "crd.yaml"),
    "new service": (
        "new",
        "service",
        "--defaults",
        "--app",
        "shop",
        "--name",
        "web",
        "--image",
        "a.example/web",
    ),
    "doctor": ("doctor",),
}
"""What runs in-process alone; with real tools, tests add options."""
