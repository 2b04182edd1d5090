"""Every command once or more, with arguments for a copy of `repository`, for tests of what all of them do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from helmwright.archive import pack
from helmwright.cli import main

NOBODY = "oci://127.0.0.1:1/charts"
"""A registry that is not there."""

EVERY: Mapping[str, Sequence[str]] = {
    "help": ("--help",),
    "version": ("--version",),
    "nothing": (),
    "help of a command": ("validate", "--help"),
    "init": ("init", "demo", "--defaults"),
    "new service": (
        *("new", "service", "--app", "shop", "--name", "search", "--image", "ghcr.io/acme/search"),
        *("--tag", "1.0.0", "--defaults"),
    ),
    "new addon": ("new", "addon", "external-dns"),
    "new app": ("new", "app", "--name", "billing", "--defaults"),
    "new environment": (
        *("new", "environment", "--name", "staging", "--domain", "staging.acme.example", "--defaults"),
    ),
    "lint": ("lint",),
    "lint -v": ("lint", "-v"),
    "lint --format json": ("lint", "--format", "json"),
    "generate": ("generate",),
    "generate --check": ("generate", "--check"),
    "generate --diff": ("generate", "--diff"),
    "render": ("render", "--env", "dev"),
    "render --output": ("render", "--env", "dev", "--output", "out", "--format", "json"),
    "validate": ("validate",),
    "trace": ("trace", "shop/cart", "--env", "prod"),
    "access": ("access", "--can", "get pods -n shop"),
    "explain": ("explain", "R203"),
    "explain all": ("explain",),
    "schema": ("schema",),
    "schema service": ("schema", "service"),
    "addons list": ("addons", "list"),
    "addons vendor": ("addons", "vendor"),
    "addons vendor --check": ("addons", "vendor", "--check"),
    "addons outdated": ("addons", "outdated"),
    "charts lint": ("charts", "lint", "charts/own"),
    "charts docs": ("charts", "docs", "--add", "readme", "charts/own"),
    "charts coverage": ("charts", "coverage", "charts/own"),
    "charts diff": ("charts", "diff", "own-0.1.0.tgz", "charts/own"),
    "charts package": ("charts", "package", "charts/own", "-d", "dist"),
    "charts release": ("charts", "release", "charts/own"),
    "charts push": ("charts", "push", "own-0.1.0.tgz", NOBODY, "--plain-http"),
    "charts pull": ("charts", "pull", f"{NOBODY}/own:0.1.0", "--plain-http"),
    "charts verify": ("charts", "verify", "own-0.1.0.tgz", NOBODY, "--plain-http"),
    "crds import": ("crds", "import", "crds.yaml"),
    "capacity": ("capacity",),
    "capacity --format json": ("capacity", "--format", "json"),
    "doctor": ("doctor",),
    "doctor --live": ("doctor", "--live"),
    "status": ("status",),
    "teardown": ("teardown", "--env", "dev"),
    "completion": ("completion", "bash"),
    "unknown command": ("lnit",),
    "unknown option": ("lint", "--forma"),
    "unknown code": ("explain", "X"),
}
"""By a name for reports: the arguments."""

_CRD = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.acme.example}
spec:
  group: acme.example
  names: {kind: Thing, plural: things}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object}}}}
"""
_TEMPLATE = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}}
data: {size: {{ .Values.size | quote }}}
"""


_CHART = {
    "Chart.yaml": "apiVersion: v2\nname: own\nversion: 0.1.0\n",
    "values.yaml": "# How much.\nsize: 1\n",
    "README.md": "# own\n",
    "CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n### Added\n\n- The chart.\n",
    "templates/own.yaml": _TEMPLATE,
}


def furnish(root: Path) -> None:
    """Adds what `EVERY` works on to a repository: a chart, an archive of it, and CRDs."""
    files = {path: text.encode() for path, text in _CHART.items()}
    own = root / "charts/own"
    (own / "templates").mkdir(parents=True)
    for path, content in files.items():
        (own / path).write_bytes(content)
    (root / "crds.yaml").write_text(_CRD)
    (root / "own-0.1.0.tgz").write_bytes(pack("own", files))


def paths(group: click.Group = main, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The name of every command there is, with those of the groups that it is in."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from paths(command, (*before, name))
        else:
            yield (*before, name)
