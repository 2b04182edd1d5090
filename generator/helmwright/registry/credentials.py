"""Names and passwords for registries, from where `docker login` and `helm registry login` keep them."""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from helmwright.jsonio import jsontext
from helmwright.registry.helm_files import helm_file

_DOCKER_HUB = {
    "registry-1.docker.io": "https://index.docker.io/v1/",
    "docker.io": "https://index.docker.io/v1/",
}


class CredentialError(ValueError):
    """Credentials that cannot be read; the text says why."""


def find(host: str) -> tuple[str, str] | None:
    """The name and the password for a registry, None when nobody has logged in.

    Helm's file comes before Docker's. A helper program that one of them names is asked
    (https://github.com/docker/docker-credential-helpers). Raises CredentialError.
    """
    for path in _files():
        if path.is_file():
            found = _of(path, _DOCKER_HUB.get(host, host))
            if found:
                return found
    return None


def basic(name: str, password: str) -> str:
    """The header that sends a name and a password."""
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def _files() -> Iterator[Path]:
    yield helm_file("HELM_REGISTRY_CONFIG", "registry/config.json")
    docker = os.environ.get("DOCKER_CONFIG")
    # Some containers run as a user whom no home is known of: then it is `~` itself, where nothing is.
    yield (Path(docker) if docker else Path(os.path.expanduser("~/.docker"))) / "config.json"  # noqa: PTH111


def _of(path: Path, host: str) -> tuple[str, str] | None:
    try:
        data: Mapping[str, Any] = jsontext.loads(path.read_bytes())
        helper = data.get("credHelpers", {}).get(host) or data.get("credsStore")
        if helper and (found := _asked(helper, host)):
            return found
        entry = data.get("auths", {}).get(host, {})
        if "username" in entry:
            return str(entry["username"]), str(entry["password"])
        name, separator, password = base64.b64decode(entry.get("auth", "")).decode().partition(":")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, subprocess.SubprocessError) as error:
        raise CredentialError(f"{path} cannot be read: {error}") from error
    return (name, password) if separator else None


def _asked(helper: str, host: str) -> tuple[str, str] | None:
    """What the helper program says; nothing when it knows nothing of the registry."""
    command = [f"docker-credential-{helper}", "get"]
    done = subprocess.run(command, input=host.encode(), capture_output=True, check=False, timeout=60)  # noqa: S603
    if done.returncode:
        return None
    answer = jsontext.loads(done.stdout)
    return str(answer["Username"]), str(answer["Secret"])
