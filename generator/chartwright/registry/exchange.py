"""One request to a registry and its answer, whatever that is."""

from __future__ import annotations

import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urljoin, urlsplit

from helmwright.jsonio import jsontext
from helmwright.limits import ARCHIVE_BYTES, REGISTRY_SECONDS

_TIMEOUT = 60


class RegistryError(OSError):
    """A registry that cannot be reached, or does not do what it is asked; the text says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and from whom in the end; the names of headers are in lower case."""

    host: str
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


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to the web alone: Python's own goes to FTP servers too."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        request_to(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def send(
    request: urllib.request.Request, authorization: str, seconds: float = REGISTRY_SECONDS.value
) -> Answer:
    """One request and its answer. A redirect, to where blobs are stored, is followed without the login.

    Raises RegistryError, for an answer that takes longer than `seconds` too, however it comes in.
    """
    if authorization:
        request.add_unredirected_header("Authorization", authorization)
    outcome: list[Answer | Exception] = []
    # Not waited for at the end of the program: nothing else ends the wait for headers that go on for ever.
    sending = threading.Thread(target=lambda: outcome.append(_outcome(request)), daemon=True)
    sending.start()
    sending.join(seconds)
    match outcome:
        case [Answer() as answer]:
            return answer
        case [RegistryError() as error]:
            raise error
        case [Exception() as error]:  # a header or a host of odd characters is a ValueError
            cause = getattr(error, "reason", "")
            no_tls = isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLCertVerificationError)
            hint = "; plain HTTP needs --plain-http" if no_tls else ""
            raise RegistryError(f"{request.host} cannot be reached: {cause or error}{hint}") from error
    raise RegistryError(f"{request.host} takes longer than {seconds:g} seconds to answer")


def _outcome(request: urllib.request.Request) -> Answer | Exception:
    """The answer, or what came in its place."""
    try:
        try:
            response = urllib.request.build_opener(_Redirects).open(request, timeout=_TIMEOUT)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Answer(
                urlsplit(response.url).netloc, response.status, headers, response.read(ARCHIVE_BYTES.value)
            )
    except (OSError, HTTPException, ValueError) as error:
        return error


def reasons(answer: Answer) -> str:
    """What the registry says about an error, if it says anything."""
    try:
        messages = [
            str(error.get("message") or error.get("code")) for error in jsontext.loads(answer.body)["errors"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    return f": {'; '.join(messages)}"
