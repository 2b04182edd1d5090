"""Where charts come from: repositories with an index.yaml, and OCI registries."""

from __future__ import annotations

import time
from collections.abc import Callable
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from helmwright.charts import addons
from helmwright.charts.package import ChartPin
from helmwright.charts.versions import is_version
from helmwright.hints import did_you_mean
from helmwright.limits import FETCHED_BYTES, REPOSITORY_INDEX_BYTES, Limit
from helmwright.registry import reference, repositories
from helmwright.registry.client import Client
from helmwright.registry.exchange import UnreachableError, WithoutTlsError, refused, request_to, send
from helmwright.registry.stored import AnotherDigestError, MissingError, stored
from helmwright.tree import digest
from helmwright.vendoring.index import Entry, Index, NoIndexError, parse

T = TypeVar("T")
PAUSES: tuple[float, ...] = (1, 4)
"""Seconds to wait before a server that gave no answer is asked once more."""
_INDEX = "index.yaml"


class NotTheChartError(ValueError):
    """An archive that is not the chart that was asked for; the text says why."""


def is_registry(repository: str) -> bool:
    """Whether a repository is in an OCI registry, and has no index."""
    return repository.startswith(reference.SCHEME)


def index(repository: str) -> Index:
    """The index of a chart repository. Raises ExchangeError, CredentialError and NoIndexError."""
    url = _below(repository, _INDEX)
    try:
        return parse(_get(url, repositories.login(repository).authorization, REPOSITORY_INDEX_BYTES))
    except NoIndexError as error:
        raise NoIndexError(f"{url} {error}") from error
    except MissingError as error:
        raise NoIndexError(f"{url} is not there") from error


def archive(pin: ChartPin, known: Index) -> bytes:
    """The archive of the pin's chart, which is that chart and has the digest that its repository names.

    `known` is the repository's index, where it has one. Raises ExchangeError, CredentialError, AddressError,
    ManifestError, MissingError, AnotherDigestError and NotTheChartError.
    """
    if is_registry(pin.repository):
        content = _pulled(f"{pin.repository.removesuffix('/')}/{pin.chart}:{pin.version}")
    else:
        entry = _entry(pin, known)
        content = _fetched(entry.url, pin.repository)
        if entry.digest not in ("", digest(content)):
            raise AnotherDigestError(f"the archive is {digest(content)}, and the index says {entry.digest}")
    if problem := addons.check(content, pin.chart, pin.version):
        raise NotTheChartError(problem)
    return content


def versions(pin: ChartPin, known: Index) -> tuple[str, ...]:
    """Every version of the pin's chart that its repository has. Raises what `archive` raises for no version."""
    if is_registry(pin.repository):
        tags = _patiently(_client(f"{pin.repository.removesuffix('/')}/{pin.chart}").tags)
        found = tuple(filter(is_version, (tag.replace("_", "+") for tag in tags)))
    else:
        found = tuple(entry.version for entry in known.versions(pin.chart))
    if not found:
        raise MissingError(f"{pin.repository} has no chart {pin.chart}")
    return found


def _entry(pin: ChartPin, known: Index) -> Entry:
    found = {entry.version: entry for entry in reversed(known.versions(pin.chart))}
    if pin.version in found:
        return found[pin.version]
    if not found:
        meant = did_you_mean(pin.chart, known.charts)
        raise MissingError(f"{pin.repository} has no such chart{meant and f'; {meant}'}")
    twin = pin.version.removeprefix("v") if pin.version.startswith("v") else f"v{pin.version}"
    meant = did_you_mean(pin.version, [twin] if twin in found else found)
    raise MissingError(f"{pin.repository} has no version {pin.version} of it{meant and f'; {meant}'}")


def _fetched(url: str, repository: str) -> bytes:
    """The archive at a URL of an index, which may be relative, and may lead into a registry."""
    place = urljoin(_below(repository, ""), url)
    if repository.startswith("https:") and not place.startswith(("https:", reference.SCHEME)):
        raise WithoutTlsError(f"the index leads to {place}, which is without TLS")
    if is_registry(place):
        return _pulled(place)
    return _get(place, repositories.login(repository).to(place, repository), FETCHED_BYTES)


def _pulled(address: str) -> bytes:
    client = _client(address)
    return _patiently(lambda: stored(client)).archive


def _client(address: str) -> Client:
    found = reference.parse(address)
    return Client(found, plain_http=_is_here(f"//{found.host}"))


def _below(repository: str, path: str) -> str:
    return f"{repository.removesuffix('/')}/{path}"


def _get(url: str, authorization: str, limit: Limit) -> bytes:
    def ask() -> bytes:
        request = request_to(url)
        if request.type == "http" and not _is_here(url):
            raise WithoutTlsError(f"{url} is without TLS")
        answer = send(request, authorization, limit)
        if answer.status == 404:
            raise MissingError(f"{url} is not there")
        if answer.status != 200:
            raise refused(request, answer)
        return answer.body

    return _patiently(ask)


def _patiently(ask: Callable[[], T]) -> T:
    """The answer, asked for again after a while where there was none."""
    for pause in PAUSES:
        try:
            return ask()
        except UnreachableError:
            time.sleep(pause)
    return ask()


def _is_here(url: str) -> bool:
    """Whether a URL is of this machine, which nobody is between."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
