"""Logins and failures of registries, with a small registry of our own that does what it is told."""

from __future__ import annotations

import base64
import json
import os
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.program import helmwright
from tests.servers import in_thread

from helmwright.limits import Limit
from helmwright.registry.client import Client
from helmwright.registry.credentials import CredentialError, find
from helmwright.registry.exchange import (
    ExchangeError,
    NoTlsError,
    _Redirects,
    request_to,
    send,
)
from helmwright.registry.helm_files import helm_file
from helmwright.registry.reference import AddressError, Reference, parse

DIGEST = "sha256:" + "0" * 64


class Registry(ThreadingHTTPServer):
    """Wants a bearer token for manifests and sends blobs elsewhere. `seen` are the requests that came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, str]] = []

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Registry

    def do_GET(self) -> None:
        authorization = self.headers.get("Authorization", "")
        self.server.seen.append((self.path, authorization))
        path = self.path.removeprefix("http://guarded.example")  # as a proxy is asked
        match path.partition("?")[0].split("/")[1:]:
            case ["token"]:
                self._answer(200, json.dumps({"token": "t0ken"}).encode())
            case ["v2", "charts", "manifests", "basic"] if not authorization:
                self._answer(401, b"", **{"WWW-Authenticate": 'Basic realm="charts"'})
            case ["v2", "charts", "manifests", "basic"]:
                self._answer(200, b"manifest")
            case ["v2", "charts", "manifests", _] if authorization != "Bearer t0ken":
                challenge = f'Bearer realm="http://{self.server.address}/token",service="charts, all"'
                self._answer(401, b"", **{"WWW-Authenticate": challenge})
            case ["v2", "charts", "manifests", "broken"]:
                self._answer(500, b'{"errors": [{"code": "UNKNOWN", "message": "the disk is full"}]}')
            case ["v2", "charts", "manifests", _]:
                self._answer(200, b"manifest")
            case ["v2", "charts", "blobs", "elsewhere"]:
                place = f"http://localhost:{self.server.server_port}/v2/charts/manifests/1"
                self._answer(307, b"", Location=place)
            case ["v2", "charts", "blobs", _]:
                # Another name of the same machine stands for where clouds keep blobs.
                self._answer(307, b"", Location=f"http://localhost:{self.server.server_port}/storage")
            case ["ftp"]:
                self._answer(307, b"", Location=f"ftp://{self.server.address}/storage")
            case ["cut"]:
                self.send_response(500)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                self.wfile.write(b"zz\r\n")
            case ["endless"]:
                self.send_response(200)
                self.end_headers()
                with suppress(OSError):
                    while True:
                        self.wfile.write(b" ")
                        time.sleep(0.1)
            case _:
                self._answer(200, b"blob")

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def registry() -> Iterator[Registry]:
    with in_thread(Registry()) as server:
        yield server


def client(registry: Registry) -> Client:
    return Client(Reference(registry.address, "charts"), plain_http=True)


def log_in(tmp_path: Path, data: object) -> None:
    (tmp_path / "logins.json").write_text(json.dumps(data))


def test_a_token_is_asked_for_once(registry: Registry) -> None:
    speaker = client(registry)
    assert speaker.manifest("1.0.0") == b"manifest"
    assert speaker.manifest("1.0.1") == b"manifest"
    asked = "/token?scope=repository%3Acharts%3Apull&service=charts%2C+all"
    assert registry.seen == [
        ("/v2/charts/manifests/1.0.0", ""),
        (asked, ""),
        ("/v2/charts/manifests/1.0.0", "Bearer t0ken"),
        ("/v2/charts/manifests/1.0.1", "Bearer t0ken"),
    ]


def test_only_who_pushes_asks_for_the_right_to(registry: Registry) -> None:
    Client(Reference(registry.address, "charts"), plain_http=True, pushes=True).manifest("1.0.0")
    assert registry.seen[1][0].startswith("/token?scope=repository%3Acharts%3Apull%2Cpush&")


def test_a_login_goes_to_whoever_gives_tokens(registry: Registry, tmp_path: Path) -> None:
    login = base64.b64encode(b"reader:s3:cret").decode()
    log_in(tmp_path, {"auths": {registry.address: {"auth": login}}})
    client(registry).manifest("1.0.0")
    assert registry.seen[1][1] == f"Basic {login}"


@pytest.mark.parametrize(
    ("host", "keeper"),
    [
        ("ghcr.io", "ghcr.io"),
        ("registry-1.docker.io", "auth.docker.io"),
        ("registry.gitlab.com", "gitlab.com"),
        ("localhost:5000", "localhost:5001"),
    ],
)
def test_a_login_goes_to_the_registrys_own_domain(host: str, keeper: str, tmp_path: Path) -> None:
    kept = "https://index.docker.io/v1/" if host.endswith("docker.io") else host
    log_in(tmp_path, {"auths": {kept: {"username": "reader", "password": "s3cret"}}})
    assert Client(Reference(host, "charts"))._credentials(keeper) == ("reader", "s3cret")


@pytest.mark.parametrize(
    ("host", "keeper"),
    [
        ("ghcr.io", "evil.io"),
        ("ghcr.io", "notghcr.io"),
        ("registry.acme.example", "acme.example.evil.example"),
        ("10.0.0.1:5000", "10.0.0.2:5000"),
        ("[::1]:5000", "[::2]:5000"),
        ("localhost:5000", "evil.example"),
    ],
)
def test_a_login_goes_to_no_stranger_unless_somebody_logged_in_there_too(
    host: str, keeper: str, tmp_path: Path
) -> None:
    own = {host: {"username": "reader", "password": "s3cret"}}
    log_in(tmp_path, {"auths": own})
    speaker = Client(Reference(host, "charts"))
    with pytest.raises(ExchangeError, match=r"wants its login sent to .*, of another domain: log in to"):
        speaker._credentials(keeper)
    log_in(tmp_path, {"auths": own | {keeper: {"username": "other", "password": "0ther"}}})
    assert speaker._credentials(keeper) == ("other", "0ther")


def test_a_login_is_not_for_whom_the_registry_sends_on_to(registry: Registry, tmp_path: Path) -> None:
    log_in(tmp_path, {"auths": {registry.address: {"username": "reader", "password": "s3cret"}}})
    with pytest.raises(ExchangeError, match="answers 401 to GET"):
        client(registry).blob("elsewhere")
    assert registry.seen == [("/v2/charts/blobs/elsewhere", ""), ("/v2/charts/manifests/1", "")]


def test_a_login_does_not_follow_a_redirect(registry: Registry) -> None:
    speaker = client(registry)
    speaker.manifest("1.0.0")
    assert speaker.blob(DIGEST) == b"blob"
    assert registry.seen[-2:] == [(f"/v2/charts/blobs/{DIGEST}", "Bearer t0ken"), ("/storage", "")]


@pytest.mark.parametrize(
    ("path", "problem"),
    [("ftp", "is no address"), ("cut", "cannot be reached"), ("endless", "takes longer than 0.5 seconds")],
)
def test_an_answer_that_leads_elsewhere_breaks_off_or_never_ends(
    path: str, problem: str, registry: Registry
) -> None:
    with pytest.raises(ExchangeError, match=problem):
        send(request_to(f"http://{registry.address}/{path}"), "", seconds=0.5)


def test_a_login_is_not_sent_without_tls(registry: Registry, tmp_path: Path) -> None:
    log_in(tmp_path, {"auths": {registry.address: {"username": "reader", "password": "s3cret"}}})
    speaker = Client(Reference(registry.address, "charts"))
    with pytest.raises(ExchangeError, match="would get the login without TLS"):
        speaker._login(f'Bearer realm="http://{registry.address}/token"')
    assert registry.seen == []


def test_what_the_registry_says_of_an_error_is_said(registry: Registry) -> None:
    with pytest.raises(ExchangeError) as caught:
        client(registry).manifest("broken")
    url = f"http://{registry.address}/v2/charts/manifests/broken"
    assert str(caught.value) == f"{registry.address} answers 500 to GET {url}: the disk is full"


def test_a_registry_that_does_not_answer() -> None:
    with pytest.raises(ExchangeError, match=r"^127.0.0.1:1 cannot be reached: "):
        Client(Reference("127.0.0.1:1", "charts"), plain_http=True).manifest("1.0.0")


def test_a_registry_without_tls_is_said_to_need_the_option(registry: Registry) -> None:
    with pytest.raises(NoTlsError, match=r" cannot be reached: "):
        Client(Reference(registry.address, "charts")).manifest("1.0.0")
    result = helmwright("charts", "pull", f"oci://{registry.address}/charts:1.0.0")
    assert (result.exit_code, result.output.splitlines()[-1]) == (2, "  hint: plain HTTP needs --plain-http")


def test_a_login_is_sent_through_a_proxy(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The registry stands for a proxy too: it answers whatever name it is asked for."""
    for variable in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(variable)
    monkeypatch.setenv("http_proxy", f"http://{registry.address}")
    login = base64.b64encode(b"reader:s3cret").decode()
    log_in(tmp_path, {"auths": {"guarded.example": {"auth": login}}})
    speaker = Client(Reference("guarded.example", "charts"), plain_http=True)
    assert speaker.manifest("basic") == b"manifest"
    assert registry.seen == [
        ("http://guarded.example/v2/charts/manifests/basic", ""),
        ("http://guarded.example/v2/charts/manifests/basic", f"Basic {login}"),
    ]


def test_no_redirect_leads_out_of_tls() -> None:
    redirect: Any = _Redirects().redirect_request
    with pytest.raises(ExchangeError, match=r"^ghcr.io leads to http://ghcr.io/, which is without TLS$"):
        redirect(request_to("https://ghcr.io/v2/"), None, 307, "", {}, "http://ghcr.io/")


def test_an_answer_that_is_too_large(registry: Registry) -> None:
    with pytest.raises(ExchangeError, match=r"^127.0.0.1:\d+ answers with more than 3 bytes$"):
        send(request_to(f"http://{registry.address}/"), limit=Limit(3, "bytes", "answer", ""))


def test_nobody_is_logged_in() -> None:
    assert find("ghcr.io") is None


@pytest.mark.parametrize(
    ("settings", "platform", "expected"),
    [
        ({"HELM_REGISTRY_CONFIG": "/own.json", "HELM_CONFIG_HOME": "/helm"}, "linux", "/own.json"),
        ({"HELM_CONFIG_HOME": "/helm", "XDG_CONFIG_HOME": "/xdg"}, "linux", "/helm/registry/config.json"),
        ({"XDG_CONFIG_HOME": "/xdg"}, "linux", "/xdg/helm/registry/config.json"),
        ({}, "linux", "/home/a/.config/helm/registry/config.json"),
        ({}, "darwin", "/home/a/Library/Preferences/helm/registry/config.json"),
        ({"APPDATA": "/roaming"}, "win32", "/roaming/helm/registry/config.json"),
    ],
)
def test_logins_are_where_helm_keeps_them(
    settings: dict[str, str], platform: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("HELM_REGISTRY_CONFIG", "HELM_CONFIG_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in {"HOME": "/home/a", **settings}.items():
        monkeypatch.setenv(variable, value)
    assert helm_file("HELM_REGISTRY_CONFIG", "registry/config.json", platform) == Path(expected)


def test_a_login_that_docker_keeps(tmp_path: Path) -> None:
    (tmp_path / "docker_config").mkdir()
    config = {"auths": {"https://index.docker.io/v1/": {"username": "acme", "password": "s3cret"}}}
    (tmp_path / "docker_config/config.json").write_text(json.dumps(config))
    assert find("registry-1.docker.io") == ("acme", "s3cret")
    assert find("ghcr.io") is None


@pytest.mark.skipif(os.name == "nt", reason="the helper program is a shell script")
@pytest.mark.parametrize("keeper", [{"credHelpers": {"ghcr.io": "acme"}}, {"credsStore": "acme"}])
def test_a_login_that_a_helper_program_keeps(
    keeper: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "docker-credential-acme"
    program.write_text(
        '#!/bin/sh\nread host\n[ "$1 $host" = "get ghcr.io" ] && echo \'{"Username": "acme", "Secret": "s3cret"}\'\n'
    )
    program.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    log_in(tmp_path, keeper)
    assert find("ghcr.io") == ("acme", "s3cret")
    assert find("quay.io") is None


def test_logins_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "logins.json").write_text("{")
    with pytest.raises(CredentialError, match=r"logins.json cannot be read: "):
        find("ghcr.io")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("oci://ghcr.io/acme/charts", Reference("ghcr.io", "acme/charts")),
        ("oci://localhost:5000/c:1.2.0", Reference("localhost:5000", "c", "1.2.0")),
        (f"oci://[::1]:5000/a/b__c/d@{DIGEST}", Reference("[::1]:5000", "a/b__c/d", "", DIGEST)),
        (f"oci://ghcr.io/a:1_b@{DIGEST}", Reference("ghcr.io", "a", "1_b", DIGEST)),
    ],
)
def test_addresses(text: str, expected: Reference) -> None:
    assert parse(text) == expected
    assert str(expected) == text


def test_an_address_may_end_in_a_version_as_the_chart_has_it() -> None:
    assert parse(f"oci://ghcr.io/a:1.0.0+acme.1@{DIGEST}") == Reference(
        "ghcr.io", "a", "1.0.0_acme.1", DIGEST
    )


def test_an_address_may_end_in_a_slash() -> None:
    assert parse("oci://ghcr.io/acme/charts/") == Reference("ghcr.io", "acme/charts")


@pytest.mark.parametrize(
    "text",
    ["ghcr.io/acme", "oci://ghcr.io", "oci://ghcr.io/", "oci://ghcr.io/Acme", "oci://ghcr.io/a/../b", "oci://ghcr.io/a:+b",
     "oci://user@ghcr.io/a", "https://ghcr.io/a", f"oci://ghcr.io/a@{DIGEST[:-1]}"],
)  # fmt: skip
def test_no_addresses(text: str) -> None:
    with pytest.raises(AddressError, match="is no address in a registry"):
        parse(text)
