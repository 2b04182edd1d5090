"""Add-ons by the dozen, with charts of ours as large as the largest that others publish: their cost and weight."""

from __future__ import annotations

import gzip
import json
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from helmwright import archive, layout
from helmwright.charts import addon_lock
from helmwright.charts.addon_lock import Locked
from helmwright.tree import digest

ADDONS = 25
ENVIRONMENTS = ("dev", "preview", "prod", "staging")
DEFINITIONS, FIELDS, TEMPLATES = 15, 1200, 100
"""Of a chart: its definitions, the fields of each, and its templates, about as kube-prometheus-stack has them."""
_WORDS = [f"word{number * number:x}" for number in range(1000)]
_URL = "https://charts.example"
_HEAD = "apiVersion: helmwright.dev/v1\nkind: "
_TEMPLATE = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}-NUMBER}
data: {values: {{ .Values | toJson | quote }}}
"""


def write(root: Path) -> None:
    """Writes a repository with `ADDONS` in four environments, each of a chart of its own."""
    _write(
        root,
        layout.REPOSITORY,
        f"{_HEAD}Repository\nname: bench\nrepoURL: {_URL}/bench.git\nteams: {{alpha: {{}}}}\n",
    )
    for name in ENVIRONMENTS:
        cluster = f'{{name: {name}, provider: generic, kubernetesVersion: "1.34"}}'
        _write(
            root,
            layout.environment(name),
            f"{_HEAD}Environment\ncluster: {cluster}\nargocd: {{destination: {name}}}\n",
        )
    vendor(root, "alpha", ADDONS, DEFINITIONS, TEMPLATES)


def vendor(root: Path, owner: str, count: int, definitions: int, templates: int) -> None:
    """Writes add-ons, each of a chart of its own with so many definitions and templates, and their archives."""
    rows = []
    for number in range(count):
        name = f"addon{number:02}"
        content = _chart(name, definitions, templates)
        rows.append(Locked(name, "1.0.0", _URL, digest(content), "2026-11-30"))
        (root / layout.addon_archive(name, "1.0.0")).parent.mkdir(parents=True, exist_ok=True)
        (root / layout.addon_archive(name, "1.0.0")).write_bytes(content)
        chart = f"{{name: {name}, repository: {_URL}, version: 1.0.0}}"
        values = "{cluster: {fromEnvironment: cluster.name}}"
        _write(root, layout.addon(name), f"{_HEAD}Addon\nowner: {owner}\nchart: {chart}\nvalues: {values}\n")
    _write(root, layout.ADDON_LOCK, addon_lock.written(rows).decode())


def report(root: Path, measured: Callable[[Path, Path], dict[str, float]]) -> None:
    """Prints what each stage takes, by `measured`, and what the repository weighs in a checkout and in git."""
    write(root)
    stages = measured(root, root.with_name("addons-cache"))
    print(f"{ADDONS} add-ons x {len(ENVIRONMENTS)} environments, seconds:")
    for name, value in stages.items():
        print(f"  {name:<28}{value:>9.3f}")
    for command in ("init --quiet", "add .", "gc --quiet"):
        _git(root, *command.split())
    kept = _git(root, "count-objects", "-v")
    sizes = dict(line.split(": ") for line in kept.splitlines())
    checkout = sum(
        path.stat().st_size for path in root.rglob("*") if path.is_file() and ".git" not in path.parts
    )
    stored = (int(sizes["size"]) + int(sizes["size-pack"])) * 1024
    print(f"  {'MB in a checkout, in git':<28}{checkout / 1e6:>9.1f}{stored / 1e6:>9.1f}")


def _git(root: Path, *arguments: str) -> str:
    command = [shutil.which("git") or "git", "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _chart(name: str, definitions: int, templates: int) -> bytes:
    files = {
        "Chart.yaml": json.dumps({"apiVersion": "v2", "name": name, "version": "1.0.0"}),
        "values.yaml": "{}\n",
    }
    for number in range(definitions):
        files[f"crds/{number}.yaml"] = json.dumps(_definition(name, number), indent=1)
    for number in range(templates):
        files[f"templates/{number}.yaml"] = _TEMPLATE.replace("NUMBER", str(number))
    # Deflated as `helm package` does: an archive of ours holds its files as they are.
    plain = gzip.decompress(archive.pack(name, {path: text.encode() for path, text in files.items()}))
    return gzip.compress(plain, mtime=0)


def _definition(group: str, number: int) -> dict[str, object]:
    drawn = random.Random(f"{group}{number}")  # noqa: S311  (prose that deflates like prose)
    fields = {
        f"field{index}": {
            "type": "string",
            "description": " ".join(drawn.choices(_WORDS, k=10)),
        }
        for index in range(FIELDS)
    }
    spec = {"type": "object", "properties": {"spec": {"type": "object", "properties": fields}}}
    names = {"kind": f"Kind{number}", "plural": f"kind{number}s", "singular": f"kind{number}"}
    version = {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": spec}}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"{names['plural']}.{group}.example"},
        "spec": {"group": f"{group}.example", "scope": "Namespaced", "names": names, "versions": [version]},
    }


def _write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)
