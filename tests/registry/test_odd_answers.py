"""Registries and logins that answer anything at all: an error that says so, never a crash."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.servers import in_thread

from chartwright.registry.transfer import pull, push, verify
from helmwright.charts.chart import Chart, from_folder
from helmwright.findings import Finding
from helmwright.registry.client import Client
from helmwright.registry.credentials import CredentialError, find
from helmwright.registry.exchange import ExchangeError
from helmwright.registry.reference import Reference

BODIES = (
    *(b"", b"[]", b"5", b"null", b'"x"', b"{}", b"\xff", b"[" * 100_000, b'{"a":' + b"9" * 5000 + b"}"),
    *(
        b'{"layers": 5, "config": {}}',
        b'{"layers": [5], "config": 5}',
        b'{"errors": 5}',
        b'{"errors": [5, null]}',
    ),
    *(b'{"token": 5}', b'{"token": "a\\nb"}', b'{"token": "\\ud800"}', b'{"access_token": []}', b'["token"]'),
    b'{"layers": [{"mediaType": "application/vnd.cncf.helm.chart.content.v1.tar+gzip", "digest": ["/"]}],'
    b' "config": {"mediaType": "application/vnd.cncf.helm.config.v1+json"}}',
)
PLACES = (
    *(
        "",
        "http://[",
        "http://",
        "file:///etc/passwd",
        "ftp://127.0.0.1:1/",
        "//",
        "?",
        "http://\xe4.example:x/",
    ),
    *("data:text/plain,x", "http://127.0.0.1:99999/", "/v2/charts/own/blobs/uploads/1", "http://a b/"),
)
CHALLENGES = (
    *("", "Basic", "Bearer", "Bearer realm", 'Bearer realm=""', 'Bearer realm="file:///etc/passwd#"', "\xff"),
    *(f'Bearer realm="{place}",service="x y"' for place in PLACES),
)
STATUSES = (200, 200, 201, 202, 204, 301, 307, 400, 401, 401, 404, 500)
TRIALS = 300


class Odd(ThreadingHTTPServer):
    """Answers what chance makes of it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.chance = random.Random(0)  # noqa: S311


class _Handler(BaseHTTPRequestHandler):
    server: Odd

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        chance = self.server.chance
        body = chance.choice(BODIES)
        self.send_response(chance.choice(STATUSES))
        self.send_header("Location", chance.choice(PLACES))
        self.send_header("WWW-Authenticate", chance.choice(CHALLENGES))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else body)

    do_HEAD = do_POST = do_PUT = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def client() -> Iterator[Client]:
    with in_thread(Odd()) as server:
        reference = Reference(f"127.0.0.1:{server.server_port}", "charts/own", "0.1.0")
        yield Client(reference, plain_http=True)


@pytest.fixture
def chart() -> Chart:
    return from_folder({"Chart.yaml": b"apiVersion: v2\nname: own\nversion: 0.1.0\n"})


def test_no_answer_of_a_registry_is_a_crash(client: Client, chart: Chart) -> None:
    errors: list[str] = []
    for number in range(TRIALS):
        try:
            match number % 3:
                case 0:
                    assert isinstance(pull(client), Finding)
                case 1:
                    assert verify(client, chart.archive)
                case _:
                    pushed = push(client, chart.archive)
                    assert isinstance(pushed, Finding) or pushed.startswith("sha256:")
        except ExchangeError as error:
            errors.append(str(error))
    assert len(errors) > TRIALS / 3
    assert {error for error in errors if "/etc/passwd" in error and "is no address" not in error} == set()


LOGINS: Mapping[str, object] = {
    "a list": [],
    "a number": 5,
    "null": None,
    "auths is a list": {"auths": ["x.example"]},
    "auths is text": {"auths": "x.example"},
    "an entry is text": {"auths": {"x.example": "username"}},
    "an entry is a number": {"auths": {"x.example": 5}},
    "a login is a number": {"auths": {"x.example": {"auth": 5}}},
    "a login is no base64": {"auths": {"x.example": {"auth": "é"}}},
    "a name without a password": {"auths": {"x.example": {"username": "a"}}},
    "helpers are a list": {"credHelpers": ["x.example"]},
    "a helper is a number": {"credsStore": 5},
    "a helper is missing": {"credsStore": "nowhere"},
    "a helper is a path": {"credsStore": "/../../etc/passwd"},
    "a helper has a NUL": {"credsStore": "a\0b"},
}


@pytest.mark.parametrize("login", LOGINS.values(), ids=LOGINS)
def test_no_file_of_logins_is_a_crash(login: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "odd.json").write_text(json.dumps(login))
    monkeypatch.setenv("HELM_REGISTRY_CONFIG", str(tmp_path / "odd.json"))
    with pytest.raises(CredentialError, match=r"odd\.json cannot be read: "):
        find("x.example")


def test_a_name_may_be_a_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "odd.json").write_text('{"auths": {"x.example": {"username": 5, "password": 6}}}')
    monkeypatch.setenv("HELM_REGISTRY_CONFIG", str(tmp_path / "odd.json"))
    assert find("x.example") == ("5", "6")
