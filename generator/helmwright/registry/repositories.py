"""Logins for chart repositories, from where `helm repo add` keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from helmwright import disk
from helmwright.disk import UnreadableError
from helmwright.limits import LOGINS_BYTES
from helmwright.registry.credentials import CredentialError, basic
from helmwright.registry.helm_files import helm_file
from helmwright.yamlio.documents import documents


@dataclass(frozen=True, slots=True)
class Login:
    """The header that logs in to a repository, and whether it goes to other hosts that serve its archives."""

    authorization: str
    everywhere: bool

    def to(self, url: str, repository: str) -> str:
        """The header for a URL that belongs to the repository, empty where the login is not for its host."""
        return self.authorization if self.everywhere or _host(url) == _host(repository) else ""


NOBODY = Login("", everywhere=False)


def login(repository: str) -> Login:
    """The login for the repository at a URL, NOBODY when nobody has added it with one. Raises CredentialError."""
    path = helm_file("HELM_REPOSITORY_CONFIG", "repositories.yaml")
    if not path.is_file():
        return NOBODY
    try:
        (data,) = documents(disk.read(path, LOGINS_BYTES).decode()) or [{}]
        for entry in data.get("repositories") or ():
            if str(entry["url"]).rstrip("/") == repository.rstrip("/") and entry.get("username"):
                return _login(entry)
    except (OSError, UnreadableError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CredentialError(f"{path} cannot be read: {error}") from error
    return NOBODY


def _login(entry: Mapping[str, Any]) -> Login:
    name, password = str(entry["username"]), str(entry.get("password") or "")
    return Login(basic(name, password), everywhere=entry.get("pass_credentials_all") is True)


def _host(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
