"""One request to a registry or a web server, and its answer, whatever that is."""

from __future__ import annotations

import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from urllib.parse import urljoin, urlsplit

from helmwright import __version__
from helmwright.jsonio import jsontext
from helmwright.limits import FETCHED_BYTES, REGISTRY_SECONDS, Limit

_TIMEOUT = 60
_AGENT = {"User-Agent": f"helmwright/{__version__}"}
"""Some that protect servers from robots turn Python's own away."""


class ExchangeError(OSError):
    """A server that does not do what it is asked; the text says why."""


class UnreachableError(ExchangeError):
    """A server that gives no answer, or none now: asked again, it may."""


class WithoutTlsError(ExchangeError):
    """A place where nobody would be asked under TLS."""


class NoTlsError(ExchangeError):
    """A server that speaks no TLS."""


class NoServerError(ExchangeError):
    """A text that is the address of no server on the web."""


class TooLargeError(ExchangeError):
    """An answer with more than a limit."""


class LoginError(ExchangeError):
    """A server that wants a login, or another one."""


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
    """A request to a place that a server may have named, seen from `base`; files of this machine are none.

    Raises NoServerError.
    """
    try:
        url = urljoin(base, place)
        if url.startswith(("http://", "https://")):
            return urllib.request.Request(url, body, {**_AGENT, **(headers or {})}, method=method)  # noqa: S310
    except ValueError as error:
        raise NoServerError(f"{place} is no address of a server: {error}") from error
    raise NoServerError(f"{place} is no address of a server")


def host(request: urllib.request.Request) -> str:
    """Whom a request is for, with the port; its own `host` becomes that of a proxy on the way."""
    return urlsplit(request.full_url).netloc


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to the web alone, and never out of TLS: Python's own goes to FTP servers too."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        to = request_to(newurl)
        if req.full_url.startswith("https:") and to.type != "https":
            raise WithoutTlsError(f"{host(req)} leads to {newurl}, which is without TLS")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def send(
    request: urllib.request.Request,
    authorization: str = "",
    limit: Limit = FETCHED_BYTES,
    seconds: float = REGISTRY_SECONDS.value,
) -> Answer:
    """One request and its answer. A redirect, to where blobs are stored, is followed without the login.

    Raises ExchangeError, for an answer that is larger than the limit or takes longer than `seconds` too, however it
    comes in.
    """
    if authorization:
        request.add_unredirected_header("Authorization", authorization)
    outcome: list[Answer | Exception] = []
    # Not waited for at the end of the program: nothing else ends the wait for headers that go on for ever.
    sending = threading.Thread(target=lambda: outcome.append(_outcome(request, limit)), daemon=True)
    sending.start()
    sending.join(seconds)
    match outcome:
        case [Answer() as answer]:
            return answer
        case [ExchangeError() as error]:
            raise error
        case [Exception() as error]:  # a header or a host of odd characters is a ValueError
            raise _unreachable(host(request), error) from error
    raise UnreachableError(f"{host(request)} takes longer than {seconds:g} seconds to answer")


def refused(request: urllib.request.Request, answer: Answer) -> ExchangeError:
    """What an answer is that was not asked for."""
    text = f"{host(request)} answers {answer.status} to {request.get_method()} {request.full_url}{_reasons(answer)}"
    if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return LoginError(text)
    may_pass = (
        answer.status == HTTPStatus.TOO_MANY_REQUESTS or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    )
    return UnreachableError(text) if may_pass else ExchangeError(text)


def _outcome(request: urllib.request.Request, limit: Limit) -> Answer | Exception:
    """The answer, or what came in its place."""
    try:
        try:
            response = urllib.request.build_opener(_Redirects).open(request, timeout=_TIMEOUT)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            body = response.read(limit.value + 1)
            if len(body) > limit.value:
                return TooLargeError(f"{host(request)} answers with more than {limit.value:,} {limit.unit}")
            return Answer(urlsplit(response.url).netloc, response.status, headers, body)
    except (OSError, HTTPException, ValueError) as error:
        return error


def _unreachable(server: str, error: Exception) -> ExchangeError:
    cause = getattr(error, "reason", "")
    text = f"{server} cannot be reached: {cause or error}"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return ExchangeError(text)
    return NoTlsError(text) if isinstance(cause, ssl.SSLError) else UnreachableError(text)


def _reasons(answer: Answer) -> str:
    """What a registry says about an error, if it says anything."""
    try:
        messages = [
            str(error.get("message") or error.get("code")) for error in jsontext.loads(answer.body)["errors"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    return f": {'; '.join(messages)}"
