"""One request to a registry and its answer, whatever that is."""

from __future__ import annotations

import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urljoin

from helmwright import jsontext
from helmwright.limits import ARCHIVE_BYTES

_TIMEOUT = 60


class RegistryError(OSError):
    """A registry that cannot be reached, or does not do what it is asked; the text says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def request_to(
    place: str,
    base: str = "",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    method: str = "GET",
) -> urllib.request.Request:
    """A request to a place that a registry may have named, seen from `base`; files of this machine are none.

    Raises RegistryError.
    """
    try:
        url = urljoin(base, place)
        if url.startswith(("http://", "https://")):
            return urllib.request.Request(url, body, dict(headers or {}), method=method)  # noqa: S310
    except ValueError as error:
        raise RegistryError(f"{place} is no address of a registry: {error}") from error
    raise RegistryError(f"{place} is no address of a registry")


def send(request: urllib.request.Request, authorization: str) -> Answer:
    """One request and its answer. A redirect, to where blobs are stored, is followed without the login.

    Raises RegistryError.
    """
    if authorization:
        request.add_unredirected_header("Authorization", authorization)
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:  # noqa: S310
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status, headers, response.read(ARCHIVE_BYTES.value))
    except urllib.error.HTTPError as error:
        with error:
            headers = {name.lower(): value for name, value in error.headers.items()}
            return Answer(error.code, headers, error.read(ARCHIVE_BYTES.value))
    except (OSError, HTTPException, ValueError) as error:  # the last for a header or a host of odd characters
        cause = getattr(error, "reason", "")
        no_tls = isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLCertVerificationError)
        hint = "; plain HTTP needs --plain-http" if no_tls else ""
        raise RegistryError(f"{request.host} cannot be reached: {cause or error}{hint}") from error


def reasons(answer: Answer) -> str:
    """What the registry says about an error, if it says anything."""
    try:
        messages = [
            str(error.get("message") or error.get("code")) for error in jsontext.loads(answer.body)["errors"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    return f": {'; '.join(messages)}"
