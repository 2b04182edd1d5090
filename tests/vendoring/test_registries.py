"""Charts of others from a real OCI registry."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from tests.registry import registry

from chartwright.registry.transfer import push
from helmwright.registry.client import Client
from helmwright.registry.reference import parse

from .test_hostile_repositories import AT, NOT_THERE, TRUST
from .test_vendoring import ARCHIVE, LOCK, pin, run
from .upstream import Upstream, packed

pytestmark = pytest.mark.tool("docker-registry")
STORED = [f"create {ARCHIVE}", f"create {LOCK}"]


def client(address: str, version: str = "1.2.3") -> Client:
    return Client(parse(f"oci://{address}/charts/dns:{version}"), plain_http=True, pushes=True)


def test_a_chart_comes_byte_for_byte(root: Path, registry_address: str) -> None:
    push(client(registry_address), packed())
    assert run(root, pin(f"oci://{registry_address}/charts")) == STORED
    assert (root / ARCHIVE).read_bytes() == packed()
    assert run(root, pin(f"oci://{registry_address}/charts")) == []


def test_a_version_may_have_build_metadata(root: Path, registry_address: str) -> None:
    version = "1.2.3+acme.1"
    push(client(registry_address, version), packed(version=version))
    assert run(root, pin(f"oci://{registry_address}/charts/", version)) == [
        "create charts/addons/dns-1.2.3+acme.1.tgz",
        f"create {LOCK}",
    ]


def test_an_index_may_lead_into_a_registry(root: Path, repository: Upstream, registry_address: str) -> None:
    push(client(registry_address), packed())
    repository.publish(packed(), urls=[f"oci://{registry_address}/charts/dns:1.2.3"])
    assert run(root, pin(repository.url)) == STORED


def test_a_chart_that_is_not_there(root: Path, registry_address: str) -> None:
    assert run(root, pin(f"oci://{registry_address}/charts")) == [
        f"{AT} A203: dns 1.2.3: the registry has nothing there{NOT_THERE}"
    ]


@pytest.mark.parametrize("place", ["oci://", "oci://a b/c", "oci://user@ghcr.io/a"])
def test_what_is_no_address(place: str, root: Path) -> None:
    (found,) = run(root, pin(place))
    assert found.startswith(f"{AT} A204: dns 1.2.3: {place.removesuffix('/')}")
    assert found.endswith(" is no address in a registry, such as oci://ghcr.io/acme/charts")


def test_what_is_no_chart(root: Path, registry_address: str) -> None:
    speaker = client(registry_address)
    push(speaker, packed())
    manifest = json.loads(speaker.manifest("1.2.3") or b"")
    manifest["config"]["mediaType"] = "application/vnd.oci.image.config.v1+json"
    speaker.push_manifest("1.2.3", json.dumps(manifest).encode())
    assert run(root, pin(f"oci://{registry_address}/charts")) == [
        f"{AT} A204: dns 1.2.3: what the registry holds there is no Helm chart but"
        " application/vnd.oci.image.config.v1+json"
    ]


def test_a_chart_under_the_tag_of_another(root: Path, registry_address: str) -> None:
    speaker = client(registry_address, "9.9.9")
    push(client(registry_address), packed())
    speaker.push_manifest("9.9.9", speaker.manifest("1.2.3") or b"")
    assert run(root, pin(f"oci://{registry_address}/charts", "9.9.9")) == [
        f"{AT} A205: dns 9.9.9: the chart in it is dns 1.2.3{TRUST}"
    ]


def test_a_blob_that_was_changed(root: Path, registry_address: str, tmp_path: Path) -> None:
    push(client(registry_address), packed())
    digest = hashlib.sha256(packed()).hexdigest()
    (blob,) = (tmp_path / "registry").glob(f"**/{digest}/data")
    blob.write_bytes(bytes(blob.stat().st_size))
    (found,) = run(root, pin(f"oci://{registry_address}/charts"))
    assert found.startswith(f"{AT} A205: dns 1.2.3: the archive is sha256:")
    assert found.endswith(f", and its manifest says sha256:{digest}{TRUST}")


def test_a_registry_that_wants_a_login(root: Path, guarded: str, tmp_path: Path) -> None:
    login = {"auths": {guarded: {"username": registry.NAME, "password": registry.PASSWORD}}}
    assert run(root, pin(f"oci://{guarded}/charts")) == [
        f"{AT} A202: dns 1.2.3: {guarded} wants a login: use helm registry login or docker login\n"
        "  hint: log in with helm repo add or helm registry login, or correct the login"
    ]
    (tmp_path / "docker").mkdir()
    (tmp_path / "docker/config.json").write_text(json.dumps(login))
    push(client(guarded), packed())
    assert run(root, pin(f"oci://{guarded}/charts")) == STORED
