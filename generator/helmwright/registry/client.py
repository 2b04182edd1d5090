"""Speaks with one repository of a registry: https://github.com/opencontainers/distribution-spec."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from helmwright.jsonio import jsontext
from helmwright.limits import REGISTRY_TAGS
from helmwright.registry.credentials import basic, find
from helmwright.registry.exchange import (
    Answer,
    ExchangeError,
    LoginError,
    TooLargeError,
    host,
    refused,
    request_to,
    send,
)
from helmwright.registry.manifest import MANIFEST_TYPE
from helmwright.registry.reference import Reference
from helmwright.tree import digest

_PARAMETER = re.compile(r'(\w+)="([^"]*)"')
_NEXT = re.compile(r'<([^>]+)>; *rel="?next"?')
_PAGE = 1000
"""How many tags are asked for at once; a registry may give fewer."""


@dataclass
class Client:
    """The repository of a reference. Every method raises ExchangeError and CredentialError.

    Only one that is for pushing asks for the right to.
    """

    reference: Reference
    plain_http: bool = False
    pushes: bool = False
    _authorization: str = field(default="", repr=False)

    def manifest(self, version: str) -> bytes | None:
        """The manifest with a tag or digest, None when there is none."""
        answer = self._ask("GET", f"manifests/{version}", {"Accept": MANIFEST_TYPE}, expected=(200, 404))
        return answer.body if answer.status == 200 else None

    def blob(self, name: str) -> bytes:
        """The blob with a digest, whatever its content is."""
        return self._ask("GET", f"blobs/{name}").body

    def tags(self) -> list[str]:
        """Every tag, none where there is no such repository."""
        found: list[str] = []
        page = f"tags/list?n={_PAGE}"
        for _ in range(REGISTRY_TAGS.value // _PAGE):
            answer = self._ask("GET", page, expected=(200, 404))
            if answer.status != HTTPStatus.OK:
                return found
            found += _tags(answer)
            following = _NEXT.search(answer.headers.get("link", ""))
            if following is None:
                return found
            page = following[1]
        raise TooLargeError(f"{self.reference.host} has more than {REGISTRY_TAGS.value:,} tags there")

    def push_blob(self, content: bytes) -> None:
        """Stores the blob unless it is there, in one piece."""
        name = digest(content)
        if self._ask("HEAD", f"blobs/{name}", expected=(200, 404)).status == 200:
            return
        place = self._ask("POST", "blobs/uploads/", body=b"", expected=(202,)).headers.get("location", "")
        if not place:
            raise ExchangeError(f"{self.reference.host} does not say where to store a blob")
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
    ) -> Answer:
        """The answer to a request; the first one that is turned away for want of a login is made again with it."""
        scheme = "http" if self.plain_http else "https"
        base = f"{scheme}://{self.reference.host}/v2/{self.reference.repository}/"
        request = request_to(path, base, body, headers or {}, method)
        own = host(request) == self.reference.host and request.type == scheme
        answer = send(request, self._authorization if own else "")
        if answer.status == 401 and own and answer.host == host(request):  # nobody whom it sent us on to
            self._authorization = self._login(answer.headers.get("www-authenticate", ""))
            answer = send(request, self._authorization)
        if answer.status not in expected:
            raise refused(request, answer)
        return answer

    def _login(self, challenge: str) -> str:
        """The header for what the registry asks: a name and password, or a token that they are good for.

        https://distribution.github.io/distribution/spec/auth/token/
        """
        scheme, _, rest = challenge.partition(" ")
        if scheme.lower() == "basic" and (known := find(self.reference.host)):
            return basic(*known)
        parameters = dict(_PARAMETER.findall(rest))
        if scheme.lower() != "bearer" or "realm" not in parameters:
            raise LoginError(f"{self.reference.host} wants a login: use helm registry login or docker login")
        actions = "pull,push" if self.pushes else "pull"
        query = {"scope": f"repository:{self.reference.repository}:{actions}"}
        if "service" in parameters:
            query["service"] = parameters["service"]
        request = request_to(f"{parameters['realm']}?{urlencode(query)}")
        credentials = self._credentials(host(request))
        if credentials and request.type == "http" and not self.plain_http:
            raise ExchangeError(f"{parameters['realm']} would get the login without TLS")
        answer = send(request, basic(*credentials) if credentials else "")
        if answer.status != 200:
            raise refused(request, answer)
        try:
            tokens = jsontext.loads(answer.body)
            return f"Bearer {tokens.get('token') or tokens['access_token']}"
        except (ValueError, KeyError, AttributeError) as error:
            raise ExchangeError(f"{parameters['realm']} gives no token") from error

    def _credentials(self, keeper: str) -> tuple[str, str] | None:
        """The login for whoever gives tokens: the registry's own where both are of one domain, else the keeper's.

        Raises ExchangeError where the registry names a stranger.
        """
        own = find(self.reference.host)
        if own is None or _of_one_domain(self.reference.host, keeper):
            return own
        strangers = find(keeper)
        if strangers is None:
            raise ExchangeError(
                f"{self.reference.host} wants its login sent to {keeper}, of another domain: log in to {keeper} too"
                " where you trust it"
            )
        return strangers


def _tags(answer: Answer) -> list[str]:
    try:
        tags = jsontext.loads(answer.body)["tags"] or []
        return [tag for tag in tags if isinstance(tag, str)]
    except (ValueError, KeyError, TypeError) as error:
        raise ExchangeError(f"{answer.host} does not say which tags there are") from error


def _of_one_domain(registry: str, keeper: str) -> bool:
    """Whether both are one host, or names below the registry's domain: registry-1.docker.io and auth.docker.io."""
    host, other = (urlsplit(f"//{name}").hostname or "" for name in (registry, keeper))
    _, _, domain = host.partition(".")
    is_name = not host.replace(".", "").isdigit() and ":" not in host
    shared = domain if "." in domain else host
    return other == host or (is_name and f".{other}".endswith(f".{shared}"))
