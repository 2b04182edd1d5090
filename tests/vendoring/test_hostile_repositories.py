"""Repositories that lie, break off, want a login or are not there: a finding each, and nothing is stored."""

from __future__ import annotations

import base64
import gzip
import io
import tarfile
from pathlib import Path

import pytest

from helmwright.limits import Limit
from helmwright.tree import digest
from helmwright.vendoring import sources

from .test_vendoring import ARCHIVE, LOCK, pin, run
from .upstream import Said, Upstream, packed, running

AT = "apps/dns/addon.yaml:4:8: error"
TRUST = "\n  hint: do not use it; ask who keeps the repository"
NOT_THERE = "\n  hint: correct the name, the version or the repository"
NO_INDEX = "\n  hint: correct the repository: index.yaml is what lies below it"
REPACK = "; pack the chart again with `helm package`"


def tar(*members: tuple[str, bytes | str]) -> bytes:
    """An archive of files, and of links where the content is a text."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            if isinstance(content, str):
                info.type, info.linkname = tarfile.SYMTYPE, content
                archive.addfile(info)
            else:
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


CHART = ("dns/Chart.yaml", b"apiVersion: v2\nname: dns\nversion: 1.2.3\n")
HOSTILE: dict[str, tuple[bytes, str]] = {
    "another chart": (packed("cdn"), "the chart in it is cdn 1.2.3"),
    "another version": (packed(version="1.2.4"), "the chart in it is dns 1.2.4"),
    "two charts": (
        tar(CHART, ("evil/Chart.yaml", b"")),
        f"the archive holds evil/Chart.yaml beside dns/, and a chart is one folder{REPACK}",
    ),
    "an archive behind it": (packed() + packed("evil"), f"the archive goes on after its end{REPACK}"),
    "a link": (
        tar(CHART, ("dns/values.yaml", "/etc/passwd")),
        f"the archive holds dns/values.yaml, which is not a plain file{REPACK}",
    ),
    "a way out": (
        tar(CHART, ("dns/../../evil", b"")),
        "the archive holds dns/../../evil, a path that no chart archive has; rename the file",
    ),
    "a bomb": (
        gzip.compress(gzip.decompress(packed())[:-1024] + bytes(40_000_000)),
        "the archive holds more than 33554432 bytes",
    ),
    "a page": (b"<html>not found</html>", "the archive is not a gzip file"),
    "no Chart.yaml": (tar(("dns/values.yaml", b"")), "there is no Chart.yaml"),
    "half of it": (packed()[:-30], "the archive ends too early"),
}


@pytest.mark.parametrize(("content", "problem"), HOSTILE.values(), ids=HOSTILE)
def test_an_archive_that_is_not_the_chart_is_not_stored(
    content: bytes, problem: str, root: Path, repository: Upstream
) -> None:
    repository.publish(content)
    assert run(root, pin(repository.url)) == [f"{AT} A205: dns 1.2.3: {problem}{TRUST}"]
    assert list(root.iterdir()) == []


def test_an_index_that_lies_about_a_digest(root: Path, repository: Upstream) -> None:
    content, wrong = packed(), digest(b"else")
    repository.publish(content, digest=wrong.removeprefix("sha256:"))
    assert run(root, pin(repository.url)) == [
        f"{AT} A205: dns 1.2.3: the archive is {digest(content)}, and the index says {wrong}{TRUST}"
    ]


def test_an_index_without_the_version(root: Path, repository: Upstream) -> None:
    repository.publish(packed(version="v1.2.4"), version="v1.2.4")
    assert run(root, pin(repository.url, "1.2.4")) == [
        f"{AT} A203: dns 1.2.4: {repository.url} has no version 1.2.4 of it; did you mean 'v1.2.4'?{NOT_THERE}"
    ]


def test_a_version_with_and_without_a_v_is_the_closest(root: Path, repository: Upstream) -> None:
    for version in ("1.0.69", "v1.0.6", "v1.0.9"):
        repository.publish(packed(version=version), version=version)
    (found,) = run(root, pin(repository.url, "v1.0.69"))
    assert "has no version v1.0.69 of it; did you mean '1.0.69'?" in found


def test_an_index_without_the_chart(root: Path, repository: Upstream) -> None:
    repository.publish(packed("external-dns"), "external-dns")
    assert run(root, pin(repository.url, name="external-dsn")) == [
        f"{AT} A203: external-dsn 1.2.3: {repository.url} has no such chart; did you mean 'external-dns'?{NOT_THERE}"
    ]


@pytest.mark.parametrize(
    "row",
    [
        "dns: 5",
        "dns: [5]",
        "dns: [{version: 1.2.3}]",
        "dns: [{version: 1.2.3, urls: []}]",
        "dns: [{version: 1.2, urls: [x]}]",
    ],
)
def test_a_row_that_is_none_is_no_version(row: str, root: Path, repository: Upstream) -> None:
    repository.answers["/stable/index.yaml"] = Said(body=f"entries:\n  {row}\n".encode())
    (found,) = run(root, pin(repository.url))
    assert found.startswith(f"{AT} A203: dns 1.2.3: {repository.url} has no ")


ALIASES = "\n".join(
    [
        "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]",
        *(f"{n}: &{n} [{', '.join([f'*{b}'] * 10)}]" for b, n in zip("abcdefgh", "bcdefghi", strict=True)),
    ]
)
NO_INDEXES: dict[str, tuple[bytes, str]] = {
    "a page": (b"<!DOCTYPE html>\n<html>\n</html>\n", "is no index of charts"),
    "nothing": (b"", "is no index of charts"),
    "a list": (b"- dns\n", "is no index of charts"),
    "another map": (b"apiVersion: v1\n", "is no index of charts"),
    "entries that are a list": (b"entries: [dns]\n", "is no index of charts"),
    "no text": (b"\xff\xfe", "is not UTF-8"),
    "no YAML": (b"entries: {\n", "is not YAML: "),
    "a bomb": (ALIASES.encode(), "is not YAML: "),
    "too deep": (b"entries: " + b"[" * 500 + b"]" * 500, "is not YAML: "),
}


@pytest.mark.parametrize(("content", "problem"), NO_INDEXES.values(), ids=NO_INDEXES)
def test_what_is_no_index(content: bytes, problem: str, root: Path, repository: Upstream) -> None:
    repository.answers["/stable/index.yaml"] = Said(body=content)
    (found,) = run(root, pin(repository.url))
    assert found.startswith(f"{AT} A204: dns 1.2.3: {repository.url}/index.yaml {problem}")
    assert found.endswith(NO_INDEX)


@pytest.mark.parametrize("limit", ["REPOSITORY_INDEX_BYTES", "FETCHED_BYTES"])
def test_an_answer_that_is_too_large(
    limit: str, root: Path, repository: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.publish(packed())
    monkeypatch.setattr(sources, limit, Limit(50, "bytes", "answer", ""))
    assert run(root, pin(repository.url)) == [
        f"{AT} A204: dns 1.2.3: 127.0.0.1:{repository.server_port} answers with more than 50 bytes"
    ]


def test_a_repository_that_is_not_there_keeps_no_other_from_its_charts(
    root: Path, repository: Upstream
) -> None:
    repository.publish(packed())
    away = [pin("http://127.0.0.1:1", name=name) for name in ("cdn", "web")]
    *changes, first, second = run(root, *away, pin(repository.url))
    assert changes == [f"create {ARCHIVE}", f"create {LOCK}"]
    assert first.startswith(f"{AT} A201: cdn 1.2.3: 127.0.0.1:1 cannot be reached: ")
    assert second.startswith(f"{AT} A201: web 1.2.3: 127.0.0.1:1 cannot be reached: ")


def test_a_repository_that_stays_broken_is_asked_three_times(root: Path, repository: Upstream) -> None:
    repository.answers["/stable/index.yaml"] = Said(503)
    assert run(root, pin(repository.url)) == [
        f"{AT} A201: dns 1.2.3: 127.0.0.1:{repository.server_port} answers 503 to GET {repository.url}/index.yaml"
    ]
    assert repository.paths == ["/stable/index.yaml"] * 3


def test_an_index_that_is_not_there_is_asked_for_once(root: Path, repository: Upstream) -> None:
    assert run(root, pin(repository.url)) == [
        f"{AT} A204: dns 1.2.3: {repository.url}/index.yaml is not there{NO_INDEX}"
    ]
    assert repository.paths == ["/stable/index.yaml"]


def test_an_archive_that_is_not_there(root: Path, repository: Upstream) -> None:
    repository.publish(packed(), urls=["gone.tgz"])
    assert run(root, pin(repository.url)) == [
        f"{AT} A203: dns 1.2.3: {repository.url}/gone.tgz is not there{NOT_THERE}"
    ]


# Logins


def log_in(tmp_path: Path, url: str, extra: str = "") -> str:
    """A login of Helm for a repository, and the header that it is."""
    entry = f"{{name: own, url: {url}, username: reader, password: s3cret{extra}}}"
    (tmp_path / "repositories.yaml").write_text(
        f"apiVersion: ''\nrepositories: [{{name: a, url: 'https://a'}}, {entry}]\n"
    )
    return "Basic " + base64.b64encode(b"reader:s3cret").decode()


def test_a_repository_that_wants_a_login(root: Path, repository: Upstream) -> None:
    repository.publish(packed())
    repository.login = "Basic other"
    assert run(root, pin(repository.url)) == [
        f"{AT} A202: dns 1.2.3: 127.0.0.1:{repository.server_port} answers 401 to GET {repository.url}/index.yaml\n"
        "  hint: log in with helm repo add or helm registry login, or correct the login"
    ]


def test_a_login_of_helm_is_ours_too(root: Path, repository: Upstream, tmp_path: Path) -> None:
    repository.publish(packed())
    repository.login = log_in(tmp_path, f"{repository.url}/")
    assert run(root, pin(repository.url)) == [f"create {ARCHIVE}", f"create {LOCK}"]


@pytest.mark.parametrize(("extra", "goes"), [("", False), (", pass_credentials_all: true", True)])
def test_a_login_goes_to_another_host_when_somebody_said_so(
    extra: str, goes: bool, root: Path, repository: Upstream, other: Upstream, tmp_path: Path
) -> None:
    repository.publish(packed(), urls=[f"{other.url}/dns.tgz"])
    other.answers["/stable/dns.tgz"] = Said(body=packed())
    header = log_in(tmp_path, repository.url, extra)
    assert run(root, pin(repository.url)) == [f"create {ARCHIVE}", f"create {LOCK}"]
    assert other.seen == [("/stable/dns.tgz", header if goes else "")]


def test_a_login_does_not_follow_a_redirect(
    root: Path, repository: Upstream, other: Upstream, tmp_path: Path
) -> None:
    repository.publish(packed())
    other.answers["/dns.tgz"] = repository.answers["/stable/dns-1.2.3.tgz"]
    place = other.url.replace("/stable", "/dns.tgz")
    repository.answers["/stable/dns-1.2.3.tgz"] = Said(302, headers={"Location": place})
    log_in(tmp_path, repository.url)
    assert run(root, pin(repository.url)) == [f"create {ARCHIVE}", f"create {LOCK}"]
    assert other.seen == [("/dns.tgz", "")]


@pytest.mark.parametrize(
    "text", ["[", "- a", "repositories: 5", "repositories: [5]", "repositories: [{name: a}]", "\xff"]
)
def test_logins_that_cannot_be_read(text: str, root: Path, repository: Upstream, tmp_path: Path) -> None:
    (tmp_path / "repositories.yaml").write_bytes(text.encode("latin-1"))
    (found,) = run(root, pin(repository.url))
    assert found.startswith(f"{AT} A202: dns 1.2.3: {tmp_path}/repositories.yaml cannot be read: ")
    assert repository.seen == []


# TLS and proxies


@pytest.mark.parametrize("url", ["http://charts.example", "http://10.0.0.1", "http://127.0.0.1.evil.example"])
def test_nothing_is_fetched_without_tls(url: str, root: Path) -> None:
    assert run(root, pin(url)) == [
        f"{AT} A208: dns 1.2.3: {url}/index.yaml is without TLS\n"
        "  hint: write https://, or ask who keeps the repository"
    ]


def test_an_index_of_this_machine_leads_to_no_other_without_tls(root: Path, repository: Upstream) -> None:
    repository.publish(packed(), urls=["http://charts.example/dns.tgz"])
    (found,) = run(root, pin(repository.url))
    assert found.startswith(f"{AT} A208: dns 1.2.3: http://charts.example/dns.tgz is without TLS\n")


@pytest.mark.tool("openssl")
@pytest.mark.parametrize("url", ["http://127.0.0.1:1/dns.tgz", "file:///etc/passwd", "ftp://127.0.0.1/x"])
def test_no_index_leads_out_of_tls(
    url: str, root: Path, secured: Upstream, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    secured.publish(packed(), urls=[url])
    (found,) = run(root, pin(secured.url))
    assert found.startswith(f"{AT} A208: dns 1.2.3: the index leads to {url}, which is without TLS\n")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:,x"])
def test_an_index_leads_to_the_web_alone(url: str, root: Path, repository: Upstream) -> None:
    repository.publish(packed(), urls=[url])
    (found,) = run(root, pin(repository.url))
    assert found.startswith(f"{AT} A204: dns 1.2.3: {url} is no address of a server")


@pytest.mark.tool("openssl")
def test_a_repository_is_trusted_by_its_certificate(
    root: Path, secured: Upstream, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secured.publish(packed())
    (found,) = run(root, pin(secured.url))
    assert found.startswith(f"{AT} A201: dns 1.2.3: 127.0.0.1:{secured.server_port} cannot be reached: ")
    assert "certificate verify failed" in found
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert run(root, pin(secured.url)) == [f"create {ARCHIVE}", f"create {LOCK}"]


@pytest.mark.tool("openssl")
def test_no_redirect_leads_out_of_tls(
    root: Path, secured: Upstream, repository: Upstream, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    secured.publish(packed())
    place = f"{repository.url}/dns.tgz"
    secured.answers["/stable/dns-1.2.3.tgz"] = Said(302, headers={"Location": place})
    (found,) = run(root, pin(secured.url))
    assert found.startswith(
        f"{AT} A208: dns 1.2.3: 127.0.0.1:{secured.server_port} leads to {place}, which is without TLS\n"
    )
    assert repository.seen == []


def test_a_proxy_is_asked_where_there_is_one(
    root: Path, repository: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second server stands for a proxy: it is asked for whole URLs."""
    with running() as proxy:
        for variable in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(variable)
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/stable"))
        repository.publish(packed())
        proxy.answers = {
            repository.url.removesuffix("/stable") + path: said for path, said in repository.answers.items()
        }
        assert run(root, pin(repository.url)) == [f"create {ARCHIVE}", f"create {LOCK}"]
        assert proxy.paths == [f"{repository.url}/index.yaml", f"{repository.url}/dns-1.2.3.tgz"]
    assert repository.seen == []
