"""Speaks with one repository of a registry: https://github.com/opencontainers/distribution-spec."""

from __future__ import annotations

import re
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.parse import urlencode, urljoin

from helmwright import jsontext
from helmwright.digests import digest
from helmwright.limits import ARCHIVE_BYTES
from helmwright.oci.credentials import basic, find
from helmwright.oci.manifest import MANIFEST_TYPE
from helmwright.oci.reference import Reference

_TIMEOUT = 60
_PARAMETER = re.compile(r'(\w+)="([^"]*)"')


class RegistryError(OSError):
    """A registry that cannot be reached, or does not do what it is asked; the text says why."""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Client:
    """The repository of a reference. Every method raises RegistryError and CredentialError."""

    reference: Reference
    plain_http: bool = False
    _authorization: str = field(default="", repr=False)

    def manifest(self, version: str) -> bytes | None:
        """The manifest with a tag or digest, None when there is none."""
        answer = self._ask("GET", f"manifests/{version}", {"Accept": MANIFEST_TYPE}, expected=(200, 404))
        return answer.body if answer.status == 200 else None

    def blob(self, name: str) -> bytes:
        """The blob with a digest, whatever its content is."""
        return self._ask("GET", f"blobs/{name}").body

    def push_blob(self, content: bytes) -> None:
        """Stores the blob unless it is there, in one piece."""
        name = digest(content)
        if self._ask("HEAD", f"blobs/{name}", expected=(200, 404)).status == 200:
            return
        place = self._ask("POST", "blobs/uploads/", body=b"", expected=(202,)).headers.get("location", "")
        if not place:
            raise RegistryError(f"{self.reference.host} does not say where to store a blob")
        place += f"{'&' if '?' in place else '?'}{urlencode({'digest': name})}"
        self._ask("PUT", place, {"Content-Type": "application/octet-stream"}, content, (201,))

    def push_manifest(self, tag: str, content: bytes) -> None:
        """Stores the manifest under the tag; its blobs must be there."""
        self._ask("PUT", f"manifests/{tag}", {"Content-Type": MANIFEST_TYPE}, content, (201,))

    def _ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        expected: tuple[int, ...] = (200,),
    ) -> _Answer:
        """The answer to a request; the first one that is turned away for want of a login is made again with it."""
        scheme = "http" if self.plain_http else "https"
        base = f"{scheme}://{self.reference.host}/v2/{self.reference.repository}/"
        request = _request(path, base, body, headers or {}, method)
        own = request.host == self.reference.host
        answer = _send(request, self._authorization if own else "")
        if answer.status == 401 and own:
            self._authorization = self._login(answer.headers.get("www-authenticate", ""))
            answer = _send(request, self._authorization)
        if answer.status not in expected:
            raise RegistryError(
                f"{self.reference.host} answers {answer.status} to {method} {request.full_url}{_reasons(answer)}"
            )
        return answer

    def _login(self, challenge: str) -> str:
        """The header for what the registry asks: a name and password, or a token that they are good for.

        https://distribution.github.io/distribution/spec/auth/token/
        """
        credentials = find(self.reference.host)
        scheme, _, rest = challenge.partition(" ")
        if scheme.lower() == "basic" and credentials:
            return basic(*credentials)
        parameters = dict(_PARAMETER.findall(rest))
        if scheme.lower() != "bearer" or "realm" not in parameters:
            raise RegistryError(
                f"{self.reference.host} wants a login: use helm registry login or docker login"
            )
        query = {"scope": f"repository:{self.reference.repository}:pull,push"}
        if "service" in parameters:
            query["service"] = parameters["service"]
        request = _request(f"{parameters['realm']}?{urlencode(query)}")
        answer = _send(request, basic(*credentials) if credentials else "")
        if answer.status != 200:
            raise RegistryError(f"{parameters['realm']} gives no token: {answer.status}{_reasons(answer)}")
        try:
            tokens = jsontext.loads(answer.body)
            return f"Bearer {tokens.get('token') or tokens['access_token']}"
        except (ValueError, KeyError, AttributeError) as error:
            raise RegistryError(f"{parameters['realm']} gives no token") from error


def _request(
    place: str,
    base: str = "",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    method: str = "GET",
) -> urllib.request.Request:
    """A request to a place that a registry may have named, seen from `base`; files of this machine are none."""
    try:
        url = urljoin(base, place)
        if url.startswith(("http://", "https://")):
            return urllib.request.Request(url, body, dict(headers or {}), method=method)  # noqa: S310
    except ValueError as error:
        raise RegistryError(f"{place} is no address of a registry: {error}") from error
    raise RegistryError(f"{place} is no address of a registry")


def _send(request: urllib.request.Request, authorization: str) -> _Answer:
    """One request and its answer. A redirect, to where blobs are stored, is followed without the login."""
    if authorization:
        request.add_unredirected_header("Authorization", authorization)
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as response:  # noqa: S310
            headers = {name.lower(): value for name, value in response.headers.items()}
            return _Answer(response.status, headers, response.read(ARCHIVE_BYTES.value))
    except urllib.error.HTTPError as error:
        with error:
            headers = {name.lower(): value for name, value in error.headers.items()}
            return _Answer(error.code, headers, error.read(ARCHIVE_BYTES.value))
    except (OSError, HTTPException, ValueError) as error:  # the last for a header or a host of odd characters
        cause = getattr(error, "reason", "")
        no_tls = isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLCertVerificationError)
        hint = "; plain HTTP needs --plain-http" if no_tls else ""
        raise RegistryError(f"{request.host} cannot be reached: {cause or error}{hint}") from error


def _reasons(answer: _Answer) -> str:
    """What the registry says about an error, if it says anything."""
    try:
        messages = [
            str(error.get("message") or error.get("code")) for error in jsontext.loads(answer.body)["errors"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    return f": {'; '.join(messages)}"
