"""Known add-ons with the charts themselves, which are not in the repository: `FOLDER/charts/` holds their archives."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from tests.program import helmwright
from tests.repositories import BLUE_AND_GREEN, EKS

from helmwright import layout
from helmwright.charts.addon_lock import Locked, written
from helmwright.known import read
from helmwright.known.entry import Entry
from helmwright.tree import digest

pytestmark = pytest.mark.upstream

ENTRIES = tuple(map(read.read, read.names()))
LIVE = tuple(entry.live for entry in ENTRIES if entry.live)
WITHOUT = ("aws-node-termination-handler", "cluster-autoscaler", "karpenter-crd")
"""What fights with karpenter."""
REPOSITORY = """\
apiVersion: helmwright.dev/v1
kind: Repository
name: acme
repoURL: https://git.example/acme.git
teams: {platform: {}}
"""
PROD = {"apiVersion": "helmwright.dev/v1", "kind": "Environment", **EKS}


def archive(entry: Entry, upstream: Path) -> bytes:
    chart = entry.said["chart"]
    path = upstream / f"charts/{chart['name']}-{chart['version']}.tgz"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path.read_bytes()


def own_values(content: bytes) -> dict[str, Any]:
    """What a chart's values.yaml has, and below the names of its parts what theirs have."""
    found: dict[str, Any] = {}
    with tarfile.open(fileobj=BytesIO(content)) as files:
        names = [name for name in files.getnames() if PurePosixPath(name).name == "values.yaml"]
        for name in sorted(names, key=lambda name: -name.count("/")):
            parts = PurePosixPath(name).parts[:-1]
            steps = parts[2::2]
            if parts != (parts[0], *(part for step in steps for part in ("charts", step))):
                continue
            file = files.extractfile(name)
            assert file
            said = yaml.safe_load(file.read()) or {}
            for step in reversed(steps):
                said = {step: said}
            found = layered(found, said)
    return found


def layered(below: Any, above: Any) -> Any:
    if isinstance(below, Mapping) and isinstance(above, Mapping):
        return {**below, **{key: layered(below.get(key), value) for key, value in above.items()}}
    return above


@pytest.mark.parametrize("entry", [*ENTRIES, *LIVE], ids=lambda entry: entry.name)
def test_the_chart_has_the_values_that_are_recorded(entry: Entry, upstream: Path) -> None:
    values = own_values(archive(entry, upstream))
    for path in entry.checked.paths:
        inner: Any = values
        for quoted, plain in re.findall(r'"([^"]+)"|([^.]+)', path):
            step = quoted or plain
            assert isinstance(inner, Mapping), path
            assert step in inner, path
            inner = inner[step]


def test_all_of_them_together_are_deployed_without_a_finding(tmp_path: Path, upstream: Path) -> None:
    together = [entry for entry in ENTRIES if entry.name not in WITHOUT]
    levels = [(entry.said["namespace"], entry.namespace_pod_security) for entry in together]
    prod = {
        **PROD,
        "facts": {name: what for entry in together for name, what in entry.facts.items()},
        "namespaces": {name: {"podSecurity": level} for name, level in levels if level},
    }
    assert validated(tmp_path, prod, together, upstream) == (0, "no findings")


@pytest.mark.parametrize("entry", LIVE, ids=lambda entry: entry.name)
def test_what_keeps_live_names_is_deployed_without_a_finding(
    entry: Entry, tmp_path: Path, upstream: Path
) -> None:
    prod = {
        **PROD,
        **BLUE_AND_GREEN,
        "facts": {"live": "acme.example", "own": ["blue.acme.example", "green.acme.example"]},
    }
    assert validated(tmp_path, prod, [entry], upstream) == (0, "no findings")


def validated(
    root: Path, prod: Mapping[str, Any], together: Sequence[Entry], upstream: Path
) -> tuple[int, str]:
    """The exit code and the first line of `validate` for an environment with these add-ons."""
    tree = {layout.REPOSITORY: REPOSITORY.encode(), layout.environment("prod"): yaml.safe_dump(prod).encode()}
    lock = []
    for entry in together:
        name, repository, version = (entry.said["chart"][key] for key in ("name", "repository", "version"))
        content = archive(entry, upstream)
        tree[layout.addon(entry.name)] = entry.descriptor("platform").encode()
        tree[layout.addon_archive(name, version)] = content
        lock.append(Locked(name, version, repository, digest(content), "2026-11-30"))
    tree[layout.ADDON_LOCK] = written(lock)
    for path, content in tree.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    result = helmwright("-C", str(root), "validate")
    return result.exit_code, result.output.partition("\n")[0]
